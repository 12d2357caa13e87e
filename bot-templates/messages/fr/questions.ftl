# One question at a time, usually followed by choices.

which-student = Quel élève ?
which-student-heard = « { $heard } » : quel élève ?
which-assessment = Quelle évaluation ?
which-assessment-heard = « { $heard } » : quelle évaluation ?
which-class = Quelle classe ?
which-class-heard = « { $heard } » : quelle classe ?
which-subject = Quelle matière ?
which-subject-heard = « { $heard } » : quelle matière ?
which-child = Quel enfant ?
which-child-heard = « { $heard } » : quel enfant ?
which-near-child = Vouliez-vous parler de cet enfant ?
which-near-child-heard = « { $heard } » : vouliez-vous parler de cet enfant ?
which-near-student = Vouliez-vous parler de cet élève ?
which-near-student-heard = « { $heard } » : vouliez-vous parler de cet élève ?
which-value = Quelle note ? Par exemple : 14,5
which-value-heard = Je ne lis pas bien « { $heard } ». Quelle note ? Par exemple : 14,5
