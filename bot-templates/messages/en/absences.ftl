# Absences and lates: marked by the school, announced and justified by families.

absence-how =
    Write the class, a colon, then the students. For example:
    absent { $class }: Awa, Yao late 8am, Ibrahim 8h-10h
absence-refused = Nothing is noted. To be corrected:
absence-unknown = • “{ $heard }”: I do not find this student in the class
absence-which = • “{ $heard }”: { $students }?
absence-kind-absent = absence
absence-kind-late = late
absence-what = { $kind }, { $when }
absence-at = { $day } at { $from }
absence-hours = { $day }, { $from }-{ $until }
absence-preview =
    { $count ->
        [one] { $class }: one student to note
       *[other] { $class }: { $count } students to note
    }
absence-line = • { $student }: { $kind }, { $when }
absence-line-announced = • { $student }: { $kind }, { $when } (announced by the family)
absence-would-hear =
    { $families ->
        [0] No family will be told. Shall I note it?
        [one] One family will be told. Shall I note it?
       *[other] { $families } families will be told. Shall I note it?
    }
absence-marked =
    { $count ->
        [one] ✅ { $class }: noted for one student.
       *[other] ✅ { $class }: noted for { $count } students.
    }
absence-families =
    { $families ->
        [0] No family is told.
        [one] One family is told.
       *[other] { $families } families are told.
    }
absence-marked-before = That was noted before. Nothing has changed.
absence-taken-back =
    { $count ->
        [0] There is nothing left to undo.
        [one] Undone for one student.
       *[other] Undone for { $count } students.
    }
absence-told =
    { $school }: { $child } is noted as absent, { $when }.
    To justify it, answer for example: { $child } is sick today
    .sms = { $school }: { $child } absent, { $when }.
absence-told-late =
    { $school }: { $child } came late, { $when }.
    .sms = { $school }: { $child } late, { $when }.
absence-mistaken = Correction from the school: { $child } was neither absent nor late, { $when }. If a message told you otherwise, it was a mistake.
    .sms = Correction: { $child } was neither absent nor late, { $when }.
absence-confirm = { $child } will not come, { $day }{ $reason }. Shall I tell the school?
absence-confirm-past = { $child } was absent, { $day }{ $reason }. Shall I pass the reason on to the school?
absence-noticed = ✅ Noted: { $child }, { $day }.
absence-justified =
    { $count ->
        [one] The absence of that day is justified.
       *[other] The { $count } absences of that day are justified.
    }
absence-school-told = The school has been told.
absence-school-not-told = The school will see it in its lists, but nobody there can be reached here: if it is urgent, call.
absence-notice-of = 🏠 The family of { $student } ({ $class }) announces an absence, { $day }{ $reason }.
absence-confirm-late = { $child }: { $day }{ $reason }. Shall I tell the school?
absence-notice-late = 🏠 The family of { $student } ({ $class }) announces: { $day }{ $reason }.
absence-late-on = late, { $day }
absence-late-at = late, { $day } ({ $at })
absence-from-to = { $from } to { $to }
absence-sum =
    { $lates ->
        [0] Unjustified: { $unjustified }, justified: { $justified }, never late
        [one] Unjustified: { $unjustified }, justified: { $justified }, late once
       *[other] Unjustified: { $unjustified }, justified: { $justified }, late { $lates } times
    }
absence-none = { $child }: neither absent nor late this term.
absence-child = { $child }, this term
absence-item = • { $kind }, { $when }: not justified
absence-item-justified = • { $kind }, { $when }: justified
absence-how-to-justify = To justify one, write for example: sick yesterday
absence-class = Absences of class { $class }, this term
absence-class-line = • { $student }: { $sum }
absence-class-none = { $class }: nobody absent or late this term.
absence-day =
    { $count ->
        [0] Nobody marked absent, { $day }
        [one] One absent, { $day }
       *[other] { $count } absent, { $day }
    }{ $lates ->
        [0] {""}
        [one] {" "}· one late
       *[other] {" "}· { $lates } late
    }
absence-day-none = { $day }: nobody is marked absent or late.
absence-day-class = { $class }
absence-day-line = • { $student }: { $kind }{ $hours }
absence-day-announced = • { $student }: { $kind }{ $hours } (the family has said so)
absence-nobody-away = { $class }: nobody is noted as absent today. Nothing is sent.
absence-confirm-several = { $child } will not come, { $day }{ $reason }. Shall I tell the school?
absence-confirm-past-several = { $child } were away, { $day }{ $reason }. Shall I pass the reason on to the school?
absence-one-by-one = A lateness and an absence: please write them one after the other; nothing has been passed on yet. For example: { $child } will be late on Monday
absence-confirm-comes = { $child } is coming after all, { $day }: shall I tell the school?
absence-comes = ✅ Noted: { $child } is coming, { $day }.
absence-who-comes = Who is coming after all? For example, write: Awa is coming after all. Announced as away: { $children }
absence-nothing-announced = I have no announced absence for that day: there is nothing to take back.
absence-comes-of = 🏠 The family of { $student } ({ $class }) takes back the absence it announced: the student is coming, { $day }.
absence-confirm-refusal = Refuse the reason given for { $student }, { $day }{ $reason }? The absence will count as unjustified and the family will be told.
absence-no-reason = The family of { $student } has announced no absence: there is no reason to refuse.
absence-no-reason-that-day = The family of { $student } has announced nothing for { $day }: there is no reason to refuse.
absence-reason-refused = The reason given for { $student } is refused, { $day }.
absence-no-longer-justified =
    { $count ->
        [0] No marked absence rested on it.
        [one] One marked absence is no longer justified.
       *[other] { $count } marked absences are no longer justified.
    }
absence-reason-not-accepted = { $school }: the reason given for the absence of { $child }, { $day }, is not accepted; it counts as unjustified. To talk about it, answer here.
    .sms = { $school }: reason not accepted for { $child }, { $day }: absence unjustified.
