# Whoever runs the school writes to its staff.
staff-note = 💬 Message from { $by } to the staff
staff-note-to = 💬 Message from { $by } to { $people }
staff-note-quoted = 💬 Message from { $by } to { $people }, word for word:
staff-note-words = “{ $words }”
staff-note-preview-one = Message to { $people }. This is what they will read:
staff-note-not-later = A message to the staff goes out at once: I cannot keep it for later. Nothing is sent. Please write it again when it is time.

staff-note-preview = Message to the staff ({ $people }). This is what they will read:
staff-note-unreached = Cannot be reached here, having never written: { $people }
staff-note-question = Shall I send it?
staff-note-sent =
    { $people ->
        [one] ✅ Sent to one person.
       *[other] ✅ Sent to { $people } people.
    }
staff-note-later =
    { $people ->
        [one] ✅ Ready for one person, who gets it from { $from } on.
       *[other] ✅ Ready for { $people } people, who get it from { $from } on.
    }
staff-note-nobody = Nothing is sent: I cannot reach { $people } here.
staff-note-unknown = I know nobody of that name among the staff: nothing is sent.
staff-note-who = Several people are called so: { $people }. Please write the whole name.
staff-note-too-long = That is too long: { $most } characters at most.
staff-note-unclear = I did not understand whom it is for: “{ $heard }”. Nothing is sent. Please name a person, a class, a subject, the teachers, the class teachers, the secretary or the head of school.
staff-note-nobody-left = Nobody of the staff is left: nothing is sent.
staff-note-new-words = What shall it say instead? Nothing is sent before you say yes.
staff-note-not-yours = Only the head of school writes to the staff here: nothing is sent. Please ask the head, or talk to your colleague directly.
staff-note-how = To write to the staff: write to teachers: your text. Or to one person: tell Mr KOFFI: your text.
