# What families read about their child.

day = { $weekday } { $date }

marks-child = { $child }، { $class }
marks-child-term = { $child }، { $class } ({ $term })
mark-line = • { $subject }، { $assessment }: { $mark }
mark-line-dated = • { $subject }، { $assessment } ({ $date }): { $mark }
with-coefficient = { $mark }، المعامل { $coefficient }
no-marks = لم تُنشر أي نقطة بعد.
no-marks-subject = لم تُنشر أي نقطة بعد في مادة { $subject }.
more-marks =
    { $count ->
        [zero] هذه كل النقط.
        [one] نقطة واحدة أقدم غير معروضة.
        [two] نقطتان أقدم غير معروضتين.
        [few] { $count } نقط أقدم غير معروضة.
        [many] { $count } نقطة أقدم غير معروضة.
       *[other] { $count } نقطة أقدم غير معروضة.
    }

new-mark =
    📘 نقطة جديدة: { $child }
    { $subject }، { $assessment }: { $mark }
    .sms = نقطة { $child }: { $subject }، { $assessment }: { $mark }
new-mark-dated =
    📘 نقطة جديدة: { $child }
    { $subject }، { $assessment }: { $mark }
    { $date }
    .sms = نقطة { $child }: { $subject }، { $assessment }: { $mark }
mark-changed =
    📘 تصحيح نقطة: { $child }
    { $subject }، { $assessment }: { $mark } بدل { $old }
    .sms = تصحيح نقطة { $child }: { $subject }، { $assessment }: { $mark } بدل { $old }
mark-changed-dated =
    📘 تصحيح نقطة: { $child }
    { $subject }، { $assessment }: { $mark } بدل { $old }
    تاريخ الفرض: { $date }
    .sms = تصحيح نقطة { $child }: { $subject }، { $assessment }: { $mark } بدل { $old }
mark-withdrawn =
    📘 سحب نقطة: { $child }
    { $subject }، { $assessment }: { $mark }
    لم تعد هذه النقطة محتسبة.
    .sms = سُحبت نقطة { $child } ولم تعد محتسبة: { $subject }، { $assessment }: { $mark }
mark-withdrawn-dated =
    📘 سحب نقطة: { $child }
    { $subject }، { $assessment }: { $mark }
    لم تعد هذه النقطة محتسبة.
    تاريخ الفرض: { $date }
    .sms = سُحبت نقطة { $child } ولم تعد محتسبة: { $subject }، { $assessment }: { $mark }
