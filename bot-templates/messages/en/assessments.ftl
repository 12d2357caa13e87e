# Assessments themselves: a new one, one that changes or goes, points for everybody.

new-test-unknown = I do not know “{ $heard }” in { $class }. I can make it:
new-test =
    New test: { $class }
    { $assessment }
new-test-counts = Coefficient { $coefficient }, { $term }
new-test-date = On { $date }
new-test-question = Shall I make it?
test-created =
    ✅ Test made: { $class }
    { $assessment }
test-created-example =
    ✅ Test made: { $class }
    { $assessment }
    To give a mark: { $example }
test-exists =
    There is a test of this name already: { $class }
    { $assessment }
test-unknown-kind = The school's averages count these tests only: { $known }. Say which one, for example: new test 4eA out of 20
test-no-term = The year has no terms yet: the test is not made. Please ask the school's office.
test-no-term-date = { $date } is in no term of the year: the test is not made. Please check the date.
adjust-raise =
    Add { $points }: { $class }
    { $assessment }
adjust-lower =
    Take off { $points }: { $class }
    { $assessment }
adjust-capped = { $line } ⚠ end of the scale
adjust-untouched =
    { $count ->
        [one] One student without points does not change.
       *[other] { $count } students without points do not change.
    }
adjust-question =
    { $count ->
        [one] Shall I save this change?
       *[other] Shall I save these changes?
    }
adjust-nothing =
    There is no mark to change: { $class }
    { $assessment }
test-change =
    Change: { $class }
    { $assessment }
test-change-name = Name: { $change }
test-change-date = Date: { $change }
test-change-scale = Marked out of: { $change }
test-change-weight = Coefficient: { $change }
test-no-date = no date
test-change-keeps =
    { $count ->
        [one] The mark already there keeps its points: they count out of { $new }, no longer { $old }.
       *[other] The { $count } marks already there keep their points: they count out of { $new }, no longer { $old }.
    }
test-mean = The class's mean in the subject: { $change }
test-change-averages =
    { $count ->
        [one] One student's average changes.
       *[other] The averages of { $count } students change.
    }
test-change-seen =
    { $count ->
        [one] One mark is published: its family will see the test as changed, without a message.
       *[other] { $count } marks are published: families will see the test as changed, without a message.
    }
test-change-told =
    { $count ->
        [one] ⚠ One mark is published: the family who saw it will be told of the new scale.
       *[other] ⚠ { $count } marks are published: the families who saw them will be told of the new scale.
    }
test-change-question = Shall I save it?
test-changed =
    ✅ Test changed: { $class }
    { $assessment }
test-changed-back =
    Undone, the test is as it was: { $class }
    { $assessment }
test-change-what =
    What should change? { $class }
    { $assessment }
    For example: change the coefficient of { $name } to 2
    or: make { $name } out of 40
    or: move { $name } to 12/03
    or: rename { $name } to Optics
test-already-so =
    It is like that already, nothing changes: { $class }
    { $assessment }
test-marks-above =
    Some marks are above { $maximum }, nothing is changed: { $class }
    { $assessment }
test-marks-above-remedy = Correct these marks first, or choose a larger scale.
test-outside-term = { $date } is not in { $term } ({ $starts } to { $ends }), where this test counts: nothing is changed. For another term, make a new test.
test-two-people =
    Families know these marks, and the school wants a second person for changing them: nothing is changed. { $class }
    { $assessment }
    Correct the marks one by one, or make a new test.
test-removal =
    Delete the test: { $class }
    { $assessment }
test-removal-marks =
    { $count ->
        [0] It has no marks.
        [one] ⚠ One mark goes with it.
       *[other] ⚠ { $count } marks go with it.
    }
test-removal-published =
    { $count ->
        [one] ⚠ One mark is published: the family who saw it will hear that it is withdrawn.
       *[other] ⚠ { $count } marks are published: the families who saw them will hear that they are withdrawn.
    }
test-removal-question = Shall I delete it?
test-removed =
    { $marks ->
        [0] Test deleted: { $class }
        [one] Test deleted with one mark: { $class }
       *[other] Test deleted with { $marks } marks: { $class }
    }
    { $assessment }
test-restored =
    { $marks ->
        [0] The test is back: { $class }
        [one] The test is back, its mark is a draft: { $class }
       *[other] The test is back, its { $marks } marks are drafts: { $class }
    }
    { $assessment }
test-restored-published =
    { $count ->
        [one] A family knew one mark: publish again for them to see it.
       *[other] Families knew { $count } marks: publish again for them to see them.
    }
test-unmade =
    Undone, the test is gone: { $class }
    { $assessment }
test-holds-marks =
    { $marks ->
        [one] This test holds a mark by now, one word does not undo it: { $class }
       *[other] This test holds { $marks } marks by now, one word does not undo it: { $class }
    }
    { $assessment }
    To delete it: delete { $name }
