# Said to anyone. The words a person can copy (link, help, marks…) must stay as they are: the service reads them.

stranger-welcome =
    Hello, this is the school notebook ({ $school }).
    We do not know you yet. Please send the code the school gave you, for example:
    link ABCD-EFGH-JKMN
    No code? Ask the school office.
    .sms = School notebook ({ $school }). We do not know you yet: send the code from the school, for example link ABCD-EFGH-JKMN

help-teacher =
    Hello { $name }. Here is what you can write:

    • one mark: { $student } 14 { $assessment }
    • a list: marks { $class } { $subject } { $assessment }, then one line per student (name and mark)
    • by file: file { $class } { $subject } gives you the sheet to fill in and send back (.xlsx)
    • take it back: undo
    • correct a mark: { $student } 15 instead of 14 { $assessment }
    • delete a mark: delete the mark of { $student } { $assessment }
    • see who has no mark: missing marks { $class }
    • note who is away: absent { $class }: then their names
    • write to a family: tell the mother of { $student } that …
    • send to families: publish { $assessment } { $class }
    • see the figures: stats { $assessment } { $class }, or class average { $class }
    • change language: language

    Families see nothing until you publish.

help-teacher-head =
    You are the class teacher of { $class }: “average { $class }” gives all of its subjects; with a subject, that one only.

help-guardian =
    Here is what you can write:

    • marks: the latest marks of your children
    { $children }
    • average: the averages of your children
    • progress: how they develop
    • talk to the maths teacher: write to them; or: talk to the school office
    • my child is ill tomorrow: tell the school
    • my settings: what you receive, and alerts
    • language: change language
    • stop: receive no more messages
    .sms =
        Write:
        marks: the latest marks
        { $children }
        average: the averages
        language: change language
        stop: no more messages
help-guardian-child = • marks { $child }: this child only
    .sms = marks { $child }
help-guardian-no-child = • link ABCD-EFGH-JKMN: follow a child, with the code from the school
    .sms = link ABCD-EFGH-JKMN: follow a child, with the code from the school

help-admin =
    Hello { $name }. Here is what you can write:

    • class average { $class }: the averages by subject
    • export marks { $class }: marks and averages in a table
    • close the term { $class }: freeze the averages and make the report cards
    • report cards { $class }: the report cards of a closed class
    • school results: the figures of every class
    • missing marks: what is missing, by teacher, with a reminder
    • announce { $class }: … : write to the families of a class
    • announce to all: … : write to the whole school; with a picture or a PDF, if you like
    • groups: your groups of families (delegates, canteen…)
    • who has read? : how far the last announcement is, and who answered
    • how much does it cost: what this month has cost
    • language: change language

help-secretary =
    Hello { $name }. Here is what you can write:

    • announce 4eA: … : write to the families of a class
    • announce to all: … : write to the whole school
    • groups: the groups of families
    • who has read? : how far your last announcement is
    • language: change language

    Marks are not open to the school office.
    Linking codes come from whoever runs Carnet.

greeting = Hello! How can I help? Write help to see examples.
    .sms = Hello! Write help to see examples.
greeting-name = Hello { $name }! How can I help? Write help to see examples.
    .sms = Hello { $name }! Write help to see examples.
thanks = You are welcome. Have a good day!

not-understood =
    I did not understand “{ $heard }”.
    Example to copy: { $example }
    .sms = Not understood: "{ $heard }". Example: { $example }
example-mark = { $student } 14 { $assessment }
example-mark-of = { $student } { $value } { $assessment }
example-marks = marks { $child }
example-class-average = class average { $class }
example-link = link ABCD-EFGH-JKMN
example-broadcast = broadcast { $class }: meeting on Friday at 4 pm
example-help = help
sample-student = Awa Kouassi
sample-assessment = ds1
sample-class = 4A
sample-subject = maths

not-switched-on =
    Understood: { $feature }. The school has not opened this service here yet.
    For this request, please ask the school office. To see what is open, write: help
    .sms = Not open here yet: { $feature }. Ask the school office, or write: help
feature-average = averages
feature-report-card = the report card
feature-broadcast = announcements
feature-conversation = messages between family and teacher
feature-alerts = alerts
feature-absences = absences
feature-statistics = statistics
feature-files = files
feature-personal-data = your personal data
feature-school-administration = running the school
feature-assessments = creating tests
feature-appreciations = teachers' comments

not-allowed =
    This is not open to your account. If that is a mistake, please see the school administration.
    To see what you can do, write: help
    .sms = This is not open to your account. See the school, or write: help

cannot-read-voice = I cannot listen to voice messages. Please write it, for example: help
cannot-read-picture = I cannot read pictures. Please write it, for example: help
cannot-read-document = I cannot read this file. I read tables of marks (.xlsx, .ods, .csv); for anything else, please write your message, for example: help
cannot-read-other = I cannot read this kind of message. Please write it, for example: help

sorry = Sorry, something went wrong on our side. Nothing was changed. Please try again in a few minutes.
    .sms = Something went wrong on our side, nothing was changed. Try again in a few minutes.
private-only = To protect the students, nothing about them is said in a group. Please write to me in private.

which-language = In which language would you like our messages?
language-set-fr = Noted: we will write to you in French.
language-set-en = Noted: we will write to you in English.
language-set-ar = Noted: we will write to you in Arabic.
language-or-subject = Do you mean the language of our messages, or the subject?

stopped =
    Noted: you will receive no more messages.
    To come back, write: resume
    .sms = Noted: no more messages. To come back: resume
resumed =
    Good to have you back: you will receive our messages again.
    To stop, write: stop
    .sms = You will receive our messages again. To stop: stop

nothing-to-confirm = There is nothing to confirm. To see examples, write: help
question-expired = That question is no longer open and nothing was done. Please send your request again.
cancelled = Cancelled. Nothing more is saved or sent.
nothing-to-undo = There is nothing to undo: only your last recent entry can be undone, if it is not published.
please-yes-or-no = Please answer clearly with yes or no.
please-choose = Please answer with a number from 1 to { $most }, or with a button.
    .sms = Answer with a number from 1 to { $most }.
file-not-made = I could not prepare the file. Please ask for it again later.
letters-missing =
    { $count ->
        [one] ⚠️ Report cards do not have the letter “{ $letter }”: one name will be printed with � ({ $students }).
       *[other] ⚠️ Report cards do not have all these letters, “{ $letter }” for example: { $count } names will be printed with � ({ $students }).
    }
    To avoid it, write them in Latin or Arabic letters in the school's file, before the term is closed.
cards-template-fails =
    ⚠️ The { $term } report cards of { $class } could not be printed: the school's own template does not work.
    Whoever runs Carnet sees why with the command carnet report-cards, and can also take that template away: Carnet's own is used then. Ask for them again afterwards.
ask-again = Something changed in the meantime, so I did not act on it. Please send your request again in a new message.
    .sms = Something changed in the meantime. Please send your request again.

which-school =
    Several schools know you on this number. Which one are you writing to?
    Later on, write a school's name to switch to it.

school-chosen = Noted: { $school }. What can I do for you?

suspended =
    Your access to the school notebook ({ $school }) is suspended while the school checks who uses this account.
    Please contact the school office.
    .sms = Your access ({ $school }) is suspended while the school checks who uses this account. Contact the school office.

# Before an answer to somebody who is known in several schools.
of-school = 🏫 { $school }
