# Closing a term, and report cards.

closing-confirm =
    { $students ->
        [one] Close { $term }: { $class }, one report card
       *[other] Close { $term }: { $class }, { $students } report cards
    }
closing-ahead = ⚠ { $term } only begins on { $day }.
closing-early = ⚠ { $term } lasts until { $day }: marks given until then will not count.
closing-brought = Marks from the class they were in before count, too (how many): { $students }.
closing-left-out = ⚠ Marks from the class they were in before do not count, for this class has no such subject or kind of test (how many): { $students }.
closing-without-marks = ⚠ No average at all in: { $subjects }.
closing-not-classed =
    { $count ->
        [one] ⚠ One student not classed: { $students }.
       *[other] ⚠ { $count } students not classed: { $students }.
    }
closing-drafts =
    { $count ->
        [one] ⚠ One draft mark does not count: it is not published.
       *[other] ⚠ { $count } draft marks do not count: they are not published.
    }
closing-question = Averages, places and appreciations will be frozen. Close it?
closing-no-students = There are no students in { $class }: nothing to close.
term-is-closed =
    { $cards ->
        [one] ✅ { $term } is closed for { $class }: one report card.
       *[other] ✅ { $term } is closed for { $class }: { $cards } report cards.
    }
term-revised =
    { $count ->
        [one] One report card has changed: it is a new version.
       *[other] { $count } report cards have changed: they are new versions.
    }
term-renewed =
    { $count ->
        [one] One report card of the last term changes with it: it says the yearly average.
       *[other] { $count } report cards of the last term change with it: they say the yearly average.
    }
card-families-told =
    { $families ->
        [0] No family had received the old one.
        [one] One family had received the old one, and is told.
       *[other] { $families } families had received the old one, and are told.
    }
reopening-confirm =
    Reopen { $term }: { $class }
    Reason: { $reason }
    Marks can be changed again; the report cards stay as they are until it is closed again.

    Reopen it?
term-reopened =
    { $term } is open again for { $class }: its marks can be changed.
    The report cards stay as they are until it is closed again.
reason-missing =
    To open { $term } again for { $class }, give the reason after a colon. Nothing was changed.
    Example: reopen { $term } { $class }: wrong marks in maths
term-not-closed = { $term } is not closed for { $class }: there is nothing to open again.
report-card-revised =
    { $child }: the { $term } report card you received is replaced by version { $version }.
    To read the new one, answer: report card { $term }
    .sms = { $child }: { $term } report card replaced by version { $version }. To read it: REPORT CARD { $term }
report-card-file = { $child }: report card { $term }, version { $version }
class-file =
    { $cards ->
        [one] { $class }: the { $term } report card.
       *[other] { $class }: the { $cards } { $term } report cards, in one file.
    }
printing-class =
    { $cards ->
        [one] Preparing one { $term } report card of { $class }. The file will be here in a moment.
       *[other] Preparing { $cards } { $term } report cards of { $class }. The file will be here in a moment.
    }
printing-school =
    { $cards ->
        [one] Preparing one report card
       *[other] Preparing { $cards } report cards
    } { $classes ->
        [one] of one class. The file comes as soon as it is ready.
       *[other] of { $classes } classes, one after the other. Each class comes as one file as soon as it is ready.
    }
printing-progress = ⏳ { $class }, { $term }: { $done } of { $cards } report cards
printing-done =
    { $cards ->
        [one] ✅ { $class }, { $term }: the report card is ready.
       *[other] ✅ { $class }, { $term }: the { $cards } report cards are ready.
    }
print-school =
    { $classes ->
        [one] Print the report cards of one class: { $names }.
       *[other] Print the report cards of { $classes } classes: { $names }.
    }
print-school-open = ⚠ Not closed yet, so without report cards: { $names }.
print-school-question = Shall I prepare one file per class?
sending-confirm =
    { $cards ->
        [one] Send the { $term } report card of { $class }
       *[other] Send the { $cards } { $term } report cards of { $class }
    } { $guardians ->
        [0] to its parents: none is registered yet.
        [one] to one parent, for their own child only.
       *[other] to { $guardians } parents, each for their own child only.
    }
sending-question = Shall I send them?
cards-unreached =
    { $unreached ->
        [one] ⚠ One parent cannot be reached: give them the report card on paper.
       *[other] ⚠ { $unreached } parents cannot be reached: give them the report card on paper.
    }
cards-on-their-way =
    { $guardians ->
        [0] { $class }: no { $term } report card is sent.
        [one] ✅ { $class }: one parent receives the { $term } report card.
       *[other] ✅ { $class }: { $guardians } parents receive the { $term } report card.
    }
cards-not-closed =
    { $term } is not closed yet for { $class }: report cards come after closing.
    The administration closes it so: close { $term } { $class }
cards-none-closed =
    No class is closed for this term: there are no report cards yet.
    To close a class, for example: close T1 4eA
term-already-closed =
    { $term } is already closed for { $class }. Nothing was changed.
    To open it again: reopen { $term } { $class }: your reason
term-unknown =
    The school has no term called “{ $heard }”. There are: { $terms }. Nothing was changed.
    For example: close { $example } 4eA
year-unknown = I do not know a school year { $heard } here. The years I know: { $years }.
class-then =
    Which class of { $year } do you mean? There were: { $classes }.
    Please say it again with the class. For example: yearly average { $example } { $year }
missing-then = The year { $year } is over: its marks are no longer entered here. What is missing there is for the head's office to see.
card-not-made =
    { $child }: I could not make a file of the report card { $term }. What you have just read of it is right.
    Please ask for the file again a little later: report card { $term }
    If it still does not come, the school can print it for you.
    .sms = { $child }: the file of report card { $term } is not ready. The averages you read are right. Ask again later: REPORT CARD { $term }

card-title = Report card { $term } { $class } { $student }
card-heading = Report card { $term }, year { $year }
card-provisional = PROVISIONAL: the term is not closed, these averages may change.
card-class = Class
card-number = Number
card-born = Date of birth
card-classed = Classed / in class
card-subject = Subject, teacher
card-average = Average /{ $scale }
card-coefficient = Coeff.
card-points = Points
card-rank = Place
card-rank-tied = { $place } =
card-lowest = Low
card-mean = Mean
card-highest = High
card-appreciation = Appreciation
card-sheet = Page
card-totals = Totals
card-general = Overall average
card-not-classed = Not classed
card-place = Place
card-place-tied = { $place }, tied
card-band = Appreciation
card-distinction = Distinction
card-warning = Warning
card-class-figures = Class
card-class-few = Too few classed students for figures
card-class-mean = Class average
card-class-as-of = Class figures as of
card-class-lowest = Lowest
card-class-highest = Highest
card-class-median = Median
card-class-passed = { $half } or above
card-unjustified = Hours absent, unjustified
card-justified = Hours absent, justified
card-lates = Times late
card-council = Remark of the class council
card-head-teacher = Class teacher
card-head = Head of school (stamp)
card-parent = Parent or guardian
card-version = Version { $version } of { $date }.
card-no-version = Issued on { $date }.
card-check = Code { $code }, to be checked at { $site }
card-check-link = Check this report card:

statistics-title = { $term } figures
statistics-heading = { $term } figures, { $year }
statistics-file = Figures
statistics-classes = Classes
statistics-classes-out-of = Classes, out of { $scale }
statistics-class = Class
statistics-subject = Subject
statistics-students = Students
statistics-classed = Ranked
statistics-counted = Averages
statistics-missing = Marks to enter
statistics-missing-marks =
    { $missing ->
        [one] One mark is still to be entered.
       *[other] { $missing } marks are still to be entered.
    }

rule-scale = Averages out of { $scale }
rule-subjects = subject averages in steps of { $step }, { $how }
rule-general = overall average in steps of { $step }, { $how }
rule-half-up = to the nearest, halves up
rule-half-even = to the nearest, halves to even
rule-down = down
rule-up = up
rule-weighted = marks weighted by their coefficient
rule-points = sum of points over sum of maxima
rule-components = averages by kind of test, weights: { $weights }
rule-without-components = { $subjects }: marks weighted by their coefficient
rule-by-maximum = a higher maximum weighs more
rule-cascade-printed = overall average made of the printed averages
rule-cascade-exact = overall average made of the unrounded averages
rule-not-counted = not counted: { $statuses }
rule-zero = counted as 0: { $statuses }
rule-version = The school's rules, version { $version }.

page-title = Check of a report card
page-ask-code = The code printed at the foot of the report card
page-ask-check = Check
page-unknown = No report card has this code. Check its characters, or ask the school.
page-current = The school did publish this report card. It is the version in force ({ $version }).
page-newer = Take care: version { $version } is no longer in force. The school has published version { $newer }.
page-reopened = The school has opened marks of this report card again: a new version may follow.
page-school = School
page-term = Term
page-student = Student (initials)
page-average = Overall average
page-not-classed = Not classed
page-place = Place
page-issued = Date of the report card

report-child = { $child }, { $class }: report card { $term }, version { $version }
report-place = Place: { $place } of { $classed }
report-place-tied = Place: { $place }, tied, of { $classed }
report-not-classed = Not classed: too few subjects were assessed.
report-band = Appreciation: { $band }
report-distinction = Distinction: { $distinction }
report-warning = Warning: { $distinction }
report-code = Code of the report card: { $code }
report-reopened = The school is reviewing this report card. When it has finished, write REPORT CARD to get the file.
report-none-of-year =
    { $child }: there is no report card for { $year } here. The school office can give it to you.
report-none =
    { $child }: no report card yet, it will come at the end of the term.
    For the provisional averages, answer AVERAGE.
