# A pasted list of marks: the preview, its problems, the result.

list-preview =
    { $count ->
        [0] No mark read: { $class }
        [one] One mark read: { $class }
       *[other] { $count } marks read: { $class }
    }
    { $assessment }
list-line = • { $student }: { $mark }
list-line-heard = • { $student }: { $mark } (written “{ $heard }”)
list-problems =
    { $count ->
        [one] ⚠ One line to check, not saved:
       *[other] ⚠ { $count } lines to check, not saved:
    }
list-problem = • line { $line }, “{ $heard }”: { $why }
list-absent =
    { $count ->
        [one] One student is not in the list: { $students }.
       *[other] { $count } students are not in the list: { $students }.
    }
names-and-more =
    { $count ->
        [one] { $names } and one more
       *[other] { $names } and { $count } more
    }
list-figures = Average { $mean }, lowest { $lowest }, highest { $highest }.
list-question =
    { $count ->
        [one] Shall I save this mark as a draft?
       *[other] Shall I save these { $count } marks as drafts?
    }
list-line-far = { $line } ⚠ usually { $usual }
list-line-apart = { $line } ⚠ the others: { $others }
list-shifted = ⚠ From { $student } on, the marks look like those of the next student in the list: is there a line too many or too few?
list-repeats = ⚠ { $differing ->
        [0] These are exactly the marks of { $assessment }
        [one] All but one are the marks of { $assessment }
       *[other] All but { $differing } are the marks of { $assessment }
    }: is it the right test?
list-all-alike = ⚠ Every student has the same mark: { $points }.
list-halved = ⚠ Nobody has more than half, and these students usually have twice as much: is it really marked out of { $maximum }?
list-line-known = { $line } ⚠ already published
list-corrections =
    { $count ->
        [one] ⚠ One mark is already published: the family who knows the old one will be told as soon as it is saved.
       *[other] ⚠ { $count } marks are already published: families who know the old ones will be told as soon as they are saved.
    }
list-question-corrections = Shall I save?

problem-unknown-name = no such name in the class
problem-unknown-name-near = no such name. Close names: { $names }
problem-ambiguous = several students fit: { $names }
problem-twice = { $student } appears twice
problem-has-left = { $student } has not been in the class since { $day }
problem-no-value = the mark is missing
problem-unreadable-value = the mark cannot be read
problem-doubted = you did not seem sure of this mark
problem-above-maximum = the mark is above the maximum
problem-below-zero = the mark is below zero
problem-other-scale = marked out of another maximum
problem-computed = a formula without a result: type the value

send-lines =
    { $class }, { $assessment }
    Send one line per student: name and mark. For example:
send-lines-example = { $student } { $value }

list-saved =
    { $count ->
        [one] ✅ One mark saved (draft): { $class }
       *[other] ✅ { $count } marks saved (draft): { $class }
    }
    { $assessment }
    Families see nothing until you publish.
list-saved-beside =
    { $count ->
        [one] ✅ One mark saved (draft): { $class }
       *[other] ✅ { $count } marks saved (draft): { $class }
    }
    { $assessment }
    Families do not see them until you publish.
list-corrected =
    { $count ->
        [one] ✅ One published mark corrected: { $class }
       *[other] ✅ { $count } published marks corrected: { $class }
    }
    { $assessment }
    { $families }

list-refused = Nothing is saved, no line can be used:
list-refused-example = Example of a line: { $student } 14

count-mismatch =
    { $marks ->
        [one] One mark
       *[other] { $marks } marks
    } for { $students ->
        [one] one student
       *[other] { $students } students
    }: nothing is saved.
    Give one mark per student, in the order of the list, or the name before each mark.
    Example: { $student } 14
