# Averages for families, figures for staff.

averages-child = { $child }, { $class }: averages for { $term }
averages-child-provisional = { $child }, { $class }: averages so far for { $term } (provisional)
averages-line = • { $subject }: { $average }
averages-general = Overall average: { $average }
averages-general-none = Overall average: not yet, too few subjects have published marks.
averages-coverage = Subjects counted: { $subjects } of { $of }, { $marks }.
averages-mark-count =
    { $marks ->
        [one] one published mark
       *[other] { $marks } published marks
    }
averages-marks =
    { $marks ->
        [one] From a single published mark.
       *[other] From { $marks } published marks.
    }
averages-none = No mark published yet: the average will come with the first marks.
averages-none-subject = No average in { $subject } yet: it will come with the first published marks.
averages-no-rank = The place in the class is not given by message.
averages-no-term = The school year has not begun yet, so there is no average.
averages-unavailable =
    Averages are not available: the school's grading rules need to be looked at.
    The school office can put this right.

figures-assessment = { $class }, { $assessment }
figures-class = { $class }: averages for { $term }
figures-class-provisional = { $class }: averages so far for { $term } (provisional)
figures-marks =
    { $count ->
        [0] No marks with points
        [one] One mark with points
       *[other] { $count } marks with points
    }
figures-absent =
    { $count ->
        [one] One absent
       *[other] { $count } absent
    }
figures-without-points =
    { $count ->
        [one] One exempt, not graded or not handed in
       *[other] { $count } exempt, not graded or not handed in
    }
figures-missing =
    { $count ->
        [one] One student with nothing entered
       *[other] { $count } students with nothing entered
    }
figures-spread = Mean { $mean } out of { $scale }, median { $median }, lowest { $lowest }, highest { $highest }
figures-share = At { $half } or above: { $passed } of { $count } ({ $rate }%)
figures-small = Too few marks for statistics.
figures-subject = • { $subject }: { $figures }
figures-subject-spread = { $mean } ({ $lowest } to { $highest }), { $rate }% at { $half } or above
figures-subject-small =
    { $count ->
        [0] no average yet
        [one] only one student has an average
       *[other] only { $count } students have an average
    }
figures-classed =
    { $count ->
        [0] Overall average: nobody has one yet.
        [one] Overall average: one student ranked of { $students }
       *[other] Overall average: { $count } students ranked of { $students }
    }
figures-drafts =
    { $count ->
        [one] One draft mark is counted: families do not see it.
       *[other] { $count } draft marks are counted: families do not see them.
    }

summary-begun = Putting the school's figures together. They will be here in a moment.
summary-file = The school's { $term } figures, ready to print
summary-in-file = The subjects are in the file that follows.
summary-head = The school, { $term }: averages and pass rates by class and subject
summary-class =
    { $students ->
        [one] { $class }, one student
       *[other] { $class }, { $students } students
    }
summary-class-provisional =
    { $students ->
        [one] { $class }, one student, provisional
       *[other] { $class }, { $students } students, provisional
    }
summary-general = Overall average { $mean }, pass rate { $rate }% (at { $half } or above)
summary-before = In { $year }: { $mean }, pass rate { $rate }%
summary-subject = { $mean }, pass rate { $rate }%
summary-missing =
    { $missing ->
        [one] ⚠ One mark is missing.
       *[other] ⚠ { $missing } marks are missing.
    }

progress-head = { $child }, { $subject }, out of { $scale }:
progress-moment = • { $at }: { $own } (class { $mean }, from { $lowest } to { $highest })
progress-moment-alone = • { $at }: { $own }
progress-brought = Brought to { $scale } to compare: { $moments }
progress-brought-from = { $at } (was out of { $scale })
progress-none = { $child }, { $subject }: no published mark yet. Progress will show with the first marks.
progress-picture = { $child }: the progress as a picture
histogram-picture =
    { $marks ->
        [one] { $class }, { $assessment }: one mark
       *[other] { $class }, { $assessment }: how the { $marks } marks are spread
    }
chart-progress = { $child }: { $subject }, out of { $scale }
chart-general = overall average
chart-mean = class average
chart-class = the class, from lowest to highest
chart-histogram = { $class }, { $assessment }
chart-marks =
    { $marks ->
        [one] One mark out of { $maximum }
       *[other] { $marks } marks out of { $maximum }
    }
