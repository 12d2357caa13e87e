# A second person's approval, taking a publication back, chasing what is missing.

approval-nobody =
    This takes a second person's approval, and nobody who could give it can be reached here: { $class }
    { $assessment }
    Nothing has changed for families. Please see the school administration.
approval-requested =
    Request to publish sent: { $class }
    { $assessment }
    { $people ->
        [one] One person can approve it. Nothing is published until then.
       *[other] { $people } people can approve it. Nothing is published until one of them does.
    }
approval-requested-correction =
    Request to correct sent: { $class }
    { $assessment }
    { $people ->
        [one] One person can approve it. Nothing changes until then.
       *[other] { $people } people can approve it. Nothing changes until one of them does.
    }
approval-asked =
    { $by } asks for your approval to publish: { $class }
    { $assessment }
    { $count ->
        [one] One mark:
       *[other] { $count } marks:
    }
approval-asked-correction =
    { $by } asks for your approval to change marks that are already published: { $class }
    { $assessment }
    { $count ->
        [one] One mark:
       *[other] { $count } marks:
    }
approval-taken-away = { $old } → deleted
approval-stale =
    { $count ->
        [one] ⚠ A mark has changed since it was asked: your approval would not count, it has to be asked again.
       *[other] ⚠ { $count } marks have changed since it was asked: your approval would not count, it has to be asked again.
    }
approval-question = Families will be told. Do you approve?

approval-of-publication = Publication: { $class }, { $assessment }
approval-of-correction = Correction: { $class }, { $assessment }
approval-approved =
    ✅ Approved. { $what }
    { $families ->
        [0] There is no family to tell.
        [one] One family is being told.
       *[other] { $families } families are being told.
    }
approval-approved-by =
    ✅ { $by } has approved your request. { $what }
    { $families ->
        [0] There is no family to tell.
        [one] One family is being told.
       *[other] { $families } families are being told.
    }
approval-refused =
    Refused: nothing has changed for families. { $what }
    Whoever asked is being told.
approval-refused-by =
    { $by } has refused your request: nothing has changed for families. { $what }
approval-changed =
    A mark has changed since the request: the approval no longer holds, and nothing has been done. { $what }
    It has to be asked for again.
approval-expired =
    Nobody answered your request in time: nothing has been done. { $what }
    You can send it again.
approval-settled-before = This request has been answered already, or has expired. Nothing has changed.
approval-open = No problem: the request stays open and nothing has changed. Answer yes or no once you have looked at it.

published-held =
    { $marks ->
        [one] ✅ Published: one mark, { $class }
       *[other] ✅ Published: { $marks } marks, { $class }
    }
    { $assessment }
    { $families ->
        [0] There is no family to tell.
        [one] One family will be told.
       *[other] { $families } families will be told.
    }
published-take-back =
    { $minutes ->
        [one] You have one minute to take it back before it is sent. Write: undo
       *[other] You have { $minutes } minutes to take it back before it is sent. Write: undo
    }
families-from = The message leaves from { $hour } on.
unpublished =
    { $marks ->
        [0] There is no mark left to take back: { $class }
        [one] The publication is taken back, one mark is a draft again: { $class }
       *[other] The publication is taken back, { $marks } marks are drafts again: { $class }
    }
    { $assessment }
    { $families ->
        [0] No family had seen it.
        [one] One family had already seen it and is being told.
       *[other] { $families } families had already seen it and are being told.
    }

missing-reminder = Hello { $name }, some marks are still to be entered:
missing-more =
    { $count ->
        [one] and one more test.
       *[other] and { $count } more tests.
    }
missing-reminder-end = A student who was away is marked abs. For the whole list, write: missing marks
missing-summary = Missing marks, by teacher:
missing-teacher =
    • { $name }: { $marks ->
        [one] one mark
       *[other] { $marks } marks
    }, { $tests ->
        [one] one test
       *[other] { $tests } tests
    }
missing-teacher-unreached =
    • { $name }: { $marks ->
        [one] one mark
       *[other] { $marks } marks
    }, { $tests ->
        [one] one test
       *[other] { $tests } tests
    } (cannot be reached here)
confirm-remind =
    { $count ->
        [one] Remind one teacher of the marks that are missing.
       *[other] Remind { $count } teachers of the marks that are missing.
    }
confirm-remind-these = Remind { $people } of the marks that are missing.
confirm-remind-question = Shall I send it?
reminded =
    { $count ->
        [0] Nobody was reminded.
        [one] ✅ Reminder sent to one teacher.
       *[other] ✅ Reminder sent to { $count } teachers.
    }
remind-unreached =
    { $count ->
        [one] One more cannot be reached here.
       *[other] { $count } more cannot be reached here.
    }
