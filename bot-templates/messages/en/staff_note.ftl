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
staff-note-how = To write to the staff: write to teachers: your text. Or to one person: tell Mr KOFFI: your text.
