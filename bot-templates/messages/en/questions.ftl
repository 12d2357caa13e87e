# One question at a time, usually followed by choices.

which-student = Which student?
which-student-heard = “{ $heard }”: which student?
which-assessment = Which test?
which-assessment-heard = “{ $heard }”: which test?
which-class = Which class?
which-class-heard = “{ $heard }”: which class?
which-subject = Which subject?
which-subject-heard = “{ $heard }”: which subject?
which-child = Which child?
which-child-heard = “{ $heard }”: which child?
which-near-child = Did you mean this child?
which-near-child-heard = “{ $heard }”: did you mean this child?
which-near-student = Did you mean this student?
which-near-student-heard = “{ $heard }”: did you mean this student?
which-value = Which mark? For example: 14.5
which-value-heard = I am not sure how to read “{ $heard }”. Which mark? For example: 14.5
