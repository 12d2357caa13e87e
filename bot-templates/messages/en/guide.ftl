# What shows the way: what was not done and how it is said, what somebody may look at.

student-and-assessment =
    “{ $heard }”: for which student, and for which test? Nothing is saved.
    Example: { $example }
left-undone =
    All right, I leave it alone: nothing is saved, nothing is sent.
    Whenever you like, for example: { $example }
    .sms = All right: nothing is saved or sent. Example: { $example }
not-later =
    I keep nothing for later: nothing is done. Please tell me when the time has come.
not-later-publish =
    I keep nothing for later: nothing has gone out. When the time has come, write:
    publish { $assessment } { $class }
no-test-yet =
    You have no test in { $class } yet.
    To make one, for example: new test { $class } out of 20
no-test-yet-subject =
    There is no test in { $class } yet ({ $subject }).
    To make one, for example: new test { $class } out of 20
sheet-has-more =
    { $count ->
        [one] This sheet has marks for another test: it comes right after.
       *[other] This sheet has marks for { $count } other tests: they come right after.
    }
student-marks = { $student }, { $class }:
student-mark = • { $assessment }: { $mark }
student-mark-draft = • { $assessment }: { $mark } (draft)
student-mark-missing = • { $assessment }: no mark
student-marks-none = There is no test to show.
