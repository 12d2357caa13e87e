# A value or a name we cannot take: what was understood, what is wrong, one example.

above-maximum =
    “{ $heard }” is above the maximum, { $maximum }. Nothing is saved.
    Example: { $example }
below-zero =
    “{ $heard }”: a mark cannot be below zero. Nothing is saved.
    Example: { $example }
unreadable-value =
    I cannot read the mark “{ $heard }”. Nothing is saved.
    Example: { $example }
too-precise =
    “{ $heard }”: a mark has at most two decimals. Nothing is saved.
    Example: { $example }
scale-mismatch =
    “{ $heard }”: this test is marked out of { $maximum } ({ $assessment }). Nothing is saved.
    Give the mark out of { $maximum }, for example: { $example }

unknown-student =
    I cannot find “{ $heard }” in your classes. Nothing is saved.
    Example: { $example }
unknown-student-near =
    I cannot find “{ $heard }” in your classes. Nothing is saved.
    Close names: { $names }
    Example: { $example }

not-in-class = Nothing is saved: nobody of that name is in { $class }, but here:

unknown-assessment =
    I do not know which test you mean.
unknown-assessment-heard =
    I cannot find the test “{ $heard }”.
known-assessments = Known tests: { $names }

unknown-class =
    I cannot find the class “{ $heard }” among yours.
known-classes = Your classes: { $names }
for-example = Example: { $example }
example-list = marks { $class } { $subject } { $assessment }

not-your-course =
    This course is not one of yours. Nothing was done.
    If that is a mistake, please see the administration. To see your classes, write: help
not-your-course-named =
    This course is not one of yours: { $course }. Nothing was done.
    If that is a mistake, please see the administration. To see your classes, write: help

not-your-child =
    “{ $heard }” is not a child linked to your account.
    To see your children's marks: marks
    To link a child: link ABCD-EFGH-JKMN
