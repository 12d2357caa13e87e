# Linking a person to a child or to the staff, and consent.

ask-consent =
    { $child } ({ $school })
    You will be able to read published marks, absences and report cards here; we will write to you when there are new ones, and the school will send you its messages. Your contact details are used for nothing else. You can end this at any time by writing stop.
    Do you agree? (Text { $version })
    En français : français. بالعربية: العربية
    .sms = { $child } ({ $school }): read marks, absences and report cards here, hear of new ones and of the school's messages. Your contact details are used for nothing else; stop ends it. Do you agree? (Text { $version }) Français : francais

code-refused =
    This code is not accepted. Check every character, or ask the school for a new one.
    Example: link ABCD-EFGH-JKMN
    .sms = Code not accepted. Check every character, or ask the school for a new one. Example: link ABCD-EFGH-JKMN
code-missing =
    The code is missing: it is on the paper the school gave you. If you do not have it, ask the school office.
    Example: link ABCD-EFGH-JKMN
    .sms = The code is missing, it is on the paper from the school. Example: link ABCD-EFGH-JKMN

consent-thanks =
    ✅ Thank you, it is recorded: you follow { $child } ({ $school }).
    To read the marks, write: marks
    To end this, write: stop
    .sms = Thank you, you follow { $child } ({ $school }). To read the marks: marks. To end this: stop
consent-declined = Noted: nothing is recorded and we will not write to you. If you change your mind, send the code again.
    .sms = Nothing is recorded and we will not write to you. If you change your mind, send the code again.

staff-linked =
    ✅ Welcome { $name }. Your account is linked ({ $school }).
    To begin, write: help

no-child-linked =
    No child is linked to your account yet. Please send the code the school gave you.
    Example: link ABCD-EFGH-JKMN
    .sms = No child is linked yet. Send the code from the school: link ABCD-EFGH-JKMN

child-list =
    { $count ->
        [0] You follow no child.
        [one] You follow one child:
       *[other] You follow { $count } children:
    }
child-line = • { $name }, { $class }

# Who may read of a student.
access-nobody = No guardian is on record for { $student }.
access-whose = { $student }: which guardian do you mean?
access-nameless = a guardian without a name
access-end-question =
    { $guardian } will read nothing more of { $student }: no marks, no report cards, no announcements for the class. It holds from your yes on, also for what waits to be sent.
    Shall I take this access away?
access-give-back-question =
    The access of { $guardian } to { $student } has been taken away. Shall I give it back?
access-ended =
    ✅ Access taken away: { $guardian }, { $student }.
    Ask the same again to give it back.
access-given-back = ✅ Access given back: { $guardian }, { $student }.
access-unchanged = That was done already. Nothing has changed.
