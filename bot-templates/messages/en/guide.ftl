# What shows the way: what was not done and how it is said, what somebody may look at.

student-and-assessment =
    “{ $heard }”: for which student, and for which test? Nothing is saved.
    Example: { $example }
left-undone =
    All right, I leave it alone: nothing is saved, nothing is sent.
    Whenever you like, for example: { $example }
    .sms = All right: nothing is saved or sent. Example: { $example }
ways-out-undo =
    No harm done. To take back what you entered last, tap Undo or write: undo
    To change a mark, write the right one: { $example }
    .sms = To take back your last entry: undo. To change a mark: { $example }
ways-out =
    No harm done. To change a mark, write the right one, and I show you the old one before it is replaced: { $example }
    .sms = To change a mark, write the right one: { $example }
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
walk-teacher-1 =
    1/3. A mark is one line, in any order:
    { $name } 14 { $assessment }
    It is a draft: families see nothing. To take it back: undo
walk-teacher-2 =
    2/3. A whole class at once: marks { $class } { $assessment }, then a line for each student. Or a file:
    file { $class }
    You see everything before it is saved.
walk-teacher-3 =
    3/3. When all is there:
    publish { $assessment } { $class }
    I first show what is missing and how many families hear of it. The rest is in: help
walk-guardian-1 =
    1/3. To read the latest marks, write:
    marks { $name }
walk-guardian-2 =
    2/3. For the averages: average { $name }
    For the report card, as soon as it is ready: report card { $name }
walk-guardian-3 =
    3/3. You decide: language changes the language, stop ends all messages. The rest is in: help
walk-admin-1 =
    1/3. The figures of a class: class average { $class }
    Those of the school: school results
walk-admin-2 =
    2/3. Write to families: announce { $class }: meeting on Friday at 4 pm
    You see to whom and at what cost before it is sent.
walk-admin-3 =
    3/3. What is missing, by teacher, with a reminder: missing marks
    The rest is in: help
walk-secretary-1 =
    1/3. Write to the families of a class: announce { $class }: meeting on Friday at 4 pm
walk-secretary-2 =
    2/3. Write to the whole school: announce to all: no lessons on Monday
    You see to whom and at what cost before it is sent.
walk-secretary-3 =
    3/3. How far the announcement is: who has read?
    The rest is in: help

teachers-child = { $child }, { $class }: who teaches
teachers-class = { $class }: who teaches
teachers-head = Class teacher: { $names }
teachers-line = • { $subject }: { $name }
teachers-none = The school has not entered teachers for this class yet.
teachers-none-subject = { $subject }: the school has entered no teacher here.
teachers-subject = { $subject }: who teaches it
teachers-subject-line = • { $name }: { $classes }
class-size =
    { $count ->
        [0] { $class }: no students
        [one] { $class }: one student
       *[other] { $class }: { $count } students
    }
class-size-child =
    { $count ->
        [one] { $child } is in { $class }: one student in all.
       *[other] { $child } is in { $class }: { $count } students in all.
    }
class-size-none = The school has not entered any class yet.

teachers-only =
    { $understood } That is for teachers: nothing has been changed.
    To speak to one of them, write: talk to the teacher
    .sms = { $understood } That is for teachers: nothing has been changed. To reach one, write: talk to the teacher
teachers-only-mark = I understood: write or change a mark.
teachers-only-delete = I understood: delete a mark or a test.
teachers-only-publish = I understood: publish marks.
teachers-only-assessment = I understood: make or change a test.
elsewhere-codes =
    I understood: give out an access code. That is not done by message, for a code should not lie about in a conversation.
    On the school's computer: carnet code issue, with --student, --class or --staff. The codes come out ready to print.
    .sms = Access codes are made on the school's computer: carnet code issue (--student, --class or --staff).
elsewhere-roll =
    I understood: change who belongs to the school. This message changes nothing.
    Correct the school's list, then on the computer: carnet import FILE --dry-run shows what would change, carnet import FILE does it.
    .sms = To change who belongs to the school, correct its list, then on the computer: carnet import FILE. Nothing is changed here.
elsewhere-journal =
    I understood: see who changed what. Every change is on record, but the record cannot be read by message yet.
    .sms = Every change is on record, but the record cannot be read by message yet.
came-late =
    A message you sent to the school notebook ({ $school }) reached us more than a day late. Nothing was done.
    If it still matters, please send it again.
    .sms = One of your messages ({ $school }) reached us more than a day late: nothing was done. Send it again if it still matters.
