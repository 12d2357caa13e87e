# What families read about their child.

day = { $weekday } { $date }

marks-child = { $child }, { $class }
marks-child-term = { $child }, { $class } ({ $term })
mark-line = • { $subject }, { $assessment } : { $mark }
mark-line-dated = • { $subject }, { $assessment } ({ $date }) : { $mark }
with-coefficient = { $mark }, coef. { $coefficient }
no-marks = Pas encore de note publiée.
no-marks-subject = Pas encore de note publiée en { $subject }.
more-marks =
    { $count ->
        [one] Une note plus ancienne n'est pas affichée.
       *[other] { $count } notes plus anciennes ne sont pas affichées.
    }

new-mark =
    📘 Nouvelle note pour { $child }
    { $subject }, { $assessment } : { $mark }
    .sms = Note { DE($child) } : { $subject }, { $assessment } : { $mark }
new-mark-dated =
    📘 Nouvelle note pour { $child }
    { $subject }, { $assessment } : { $mark }
    Le { $date }
    .sms = Note { DE($child) } : { $subject }, { $assessment } : { $mark }
mark-changed =
    📘 Note corrigée pour { $child }
    { $subject }, { $assessment } : { $mark } au lieu de { $old }
    .sms = Note corrigée { DE($child) } : { $subject }, { $assessment } : { $mark } au lieu de { $old }
mark-changed-dated =
    📘 Note corrigée pour { $child }
    { $subject }, { $assessment } : { $mark } au lieu de { $old }
    Évaluation : { $date }
    .sms = Note corrigée { DE($child) } : { $subject }, { $assessment } : { $mark } au lieu de { $old }
mark-withdrawn =
    📘 Note retirée pour { $child }
    { $subject }, { $assessment } : { $mark }
    Cette note ne compte plus.
    .sms = Note { DE($child) } retirée, elle ne compte plus : { $subject }, { $assessment } : { $mark }
mark-withdrawn-dated =
    📘 Note retirée pour { $child }
    { $subject }, { $assessment } : { $mark }
    Cette note ne compte plus.
    Évaluation : { $date }
    .sms = Note { DE($child) } retirée, elle ne compte plus : { $subject }, { $assessment } : { $mark }
