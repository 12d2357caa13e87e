# What families read about their child.

day = { $weekday } { $date }

marks-child = { $child }, { $class }
marks-child-term = { $child }, { $class } ({ $term })
mark-line = • { $subject }, { $assessment }: { $mark }
mark-line-dated = • { $subject }, { $assessment } ({ $date }): { $mark }
with-coefficient = { $mark }, coefficient { $coefficient }
no-marks = No mark published yet.
no-marks-subject = No mark published yet in { $subject }.
more-marks =
    { $count ->
        [one] One older mark is not shown.
       *[other] { $count } older marks are not shown.
    }

new-mark =
    📘 New mark for { $child }
    { $subject }, { $assessment }: { $mark }
    .sms = Mark of { $child }: { $subject }, { $assessment }: { $mark }
new-mark-dated =
    📘 New mark for { $child }
    { $subject }, { $assessment }: { $mark }
    { $date }
    .sms = Mark of { $child }: { $subject }, { $assessment }: { $mark }
mark-changed =
    📘 Mark corrected for { $child }
    { $subject }, { $assessment }: { $mark } instead of { $old }
    .sms = Corrected mark of { $child }: { $subject }, { $assessment }: { $mark } instead of { $old }
mark-changed-dated =
    📘 Mark corrected for { $child }
    { $subject }, { $assessment }: { $mark } instead of { $old }
    Test of { $date }
    .sms = Corrected mark of { $child }: { $subject }, { $assessment }: { $mark } instead of { $old }
mark-withdrawn =
    📘 Mark withdrawn for { $child }
    { $subject }, { $assessment }: { $mark }
    This mark no longer counts.
    .sms = Mark of { $child } withdrawn, it no longer counts: { $subject }, { $assessment }: { $mark }
mark-withdrawn-dated =
    📘 Mark withdrawn for { $child }
    { $subject }, { $assessment }: { $mark }
    This mark no longer counts.
    Test of { $date }
    .sms = Mark of { $child } withdrawn, it no longer counts: { $subject }, { $assessment }: { $mark }
