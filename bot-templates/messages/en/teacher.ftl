# A teacher's marks: one mark, publishing, what is missing.

in-subject = { $subject }, { $label }
with-maximum = { $label }, out of { $maximum }
change = { $old } → { $new }

mark-saved =
    ✅ Saved (draft): { $student }, { $class }
    { $assessment }: { $change }

confirm-mark =
    { $student }, { $class }
    { $assessment }: { $change }
    { $why }
    Shall I save it?
why-near-name = You wrote “{ $heard }”.
why-converted = “{ $heard }” makes { $new }.
why-edited = You edited your message.
why-published = Families already know the old mark: they will be told.
why-replaces = Another mark is already saved.
why-unsure = I would rather check before saving.
why-left = The student left this class on { $day }.
why-far = { $new } is far from what { $student } usually gets ({ $usual }).
why-apart = { $new } is far from what the others have ({ $others }).
why-leap = That is a big change.
usual-range = { $low } to { $high }

mark-corrected =
    ✅ Mark corrected: { $student }
    { $assessment }: { $change }
    { $families }
# Who hears of a correction or a withdrawal.
families-told =
    { $count ->
        [0] There is no family to tell.
        [one] One family is being told.
       *[other] { $count } families are being told.
    }
families-later =
    { $count ->
        [one] One family has stopped our messages or cannot be reached: it will be told when it comes back.
       *[other] { $count } families have stopped our messages or cannot be reached: they will be told when they come back.
    }

undone =
    { $count ->
        [one] Undone: one mark, { $class }
       *[other] Undone: { $count } marks, { $class }
    }
    { $assessment }
undone-student =
    Undone: { $student }, { $class }
    { $assessment }
undone-as-before = The gradebook is as it was before.
undone-now = The mark is { $now } again.
undone-nothing = The student has no mark here any more.
undone-kept =
    { $kept ->
        [one] One correction that families were told of stays: to change it, correct the mark.
       *[other] { $kept } corrections that families were told of stay: to change them, correct the marks.
    }

message-taken-back = You deleted your message.
confirm-take-back-student =
    It had given a mark: { $student }, { $class }
    { $assessment }: { $old }
    Shall I take this mark back (draft)?
confirm-take-back =
    { $count ->
        [one] It had given one mark: { $class }
       *[other] It had given { $count } marks: { $class }
    }
    { $assessment }
    { $count ->
        [one] Shall I take this mark back (draft)?
       *[other] Shall I take these { $count } marks back (drafts)?
    }
already-published-student =
    ⚠ The mark of { $student } is already published: the family knows it, so it stays.
    { $assessment }, { $class }
    To correct it: { $example }
already-published =
    { $count ->
        [one] ⚠ One mark is already published: the family knows it, so it stays.
       *[other] ⚠ { $count } marks are already published: families know them, so they stay.
    }
    { $assessment }, { $class }
    To correct a mark: { $example }

mark-deleted =
    Mark deleted: { $student }
    { $assessment }: { $old }
    { $families }
confirm-delete =
    { $student }
    { $assessment }: { $old }
    Shall I delete this mark?
confirm-delete-published =
    { $student }
    { $assessment }: { $old }
    Families already know this mark: they will be told.
    Shall I delete this mark?

too-broad-to-delete =
    I never delete all the marks at once. Nothing was deleted.
    To delete a single mark, name the student and the test, for example: { $example }
example-delete = delete the mark of { $student } { $assessment }
no-such-mark =
    No mark is saved for { $student }: { $assessment }. Nothing was changed.
    To enter one: { $example }
old-value-differs =
    { $student }, { $assessment }
    You mention { $stated }, but the saved mark is { $found }. Nothing was changed.
    To give the right mark: { $example }

confirm-publish =
    { $marks ->
        [one] Publish one mark: { $class }
       *[other] Publish { $marks } marks: { $class }
    }
    { $assessment }
publish-without-points =
    { $count ->
        [one] Of these, one student has no points (absent, excused…).
       *[other] Of these, { $count } students have no points (absent, excused…).
    }
publish-missing =
    { $count ->
        [one] ⚠ One student has no mark: { $students }.
       *[other] ⚠ { $count } students have no mark: { $students }.
    }
publish-families =
    { $families ->
        [0] There is no family to tell.
        [one] One family concerned, { $reachable ->
            [0] not reachable here.
           *[other] reachable here.
        }
       *[other] { $families } families concerned, { $reachable ->
            [0] none reachable here.
            [one] only one reachable here.
           *[other] { $reachable } reachable here.
        }
    }
publish-question = Families will see these marks. Shall I publish?

published =
    { $marks ->
        [one] ✅ Published: one mark, { $class }
       *[other] ✅ Published: { $marks } marks, { $class }
    }
    { $assessment }
    { $families ->
        [0] There was no family to tell.
        [one] One family is being told.
       *[other] { $families } families are being told.
    }
nothing-to-publish =
    There is no mark to publish: { $class }, { $assessment }.
    To enter one: { $example }

term-closed =
    The term is closed ({ $term }): its marks no longer change.
    For a correction, please see the school administration.

missing-marks = Students without a mark:
missing-group =
    { $count ->
        [one] • { $class }, { $assessment } (one student): { $students }
       *[other] • { $class }, { $assessment } ({ $count } students): { $students }
    }
nothing-missing = No mark is missing. Thank you!
