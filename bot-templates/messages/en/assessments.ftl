# Assessments themselves: a new one, points for everybody.

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
