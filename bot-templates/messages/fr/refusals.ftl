# A value or a name we cannot take: what was understood, what is wrong, one example.

above-maximum =
    « { $heard } » dépasse le maximum, { $maximum }. Rien n'est enregistré.
    Exemple : { $example }
below-zero =
    « { $heard } » : une note ne peut pas être négative. Rien n'est enregistré.
    Exemple : { $example }
unreadable-value =
    Je n'arrive pas à lire la note « { $heard } ». Rien n'est enregistré.
    Exemple : { $example }
too-precise =
    « { $heard } » : une note a au plus deux chiffres après la virgule. Rien n'est enregistré.
    Exemple : { $example }
scale-mismatch =
    « { $heard } » : cette évaluation est notée sur { $maximum } ({ $assessment }). Rien n'est enregistré.
    Donnez la note sur { $maximum }, par exemple : { $example }

unknown-student =
    Je ne trouve pas « { $heard } » dans vos classes. Rien n'est enregistré.
    Exemple : { $example }
unknown-student-near =
    Je ne trouve pas « { $heard } » dans vos classes. Rien n'est enregistré.
    Noms proches : { $names }
    Exemple : { $example }

not-in-class = Rien n'est enregistré : ce nom n'est pas en { $class }, mais ici :

unknown-assessment =
    Je ne sais pas de quelle évaluation il s'agit.
unknown-assessment-heard =
    Je ne trouve pas l'évaluation « { $heard } ».
known-assessments = Évaluations connues : { $names }

unknown-class =
    Je ne trouve pas la classe « { $heard } » parmi les vôtres.
known-classes = Vos classes : { $names }
for-example = Exemple : { $example }
example-list = notes { $class } { $subject } { $assessment }

not-your-course =
    Ce cours ne fait pas partie des vôtres. Rien n'a été fait.
    Si c'est une erreur, voyez avec l'administration. Pour voir vos classes, écrivez : aide
not-your-course-named =
    Ce cours ne fait pas partie des vôtres : { $course }. Rien n'a été fait.
    Si c'est une erreur, voyez avec l'administration. Pour voir vos classes, écrivez : aide

not-your-child =
    « { $heard } » ne correspond à aucun enfant relié à votre compte.
    Pour voir les notes de vos enfants : notes
    Pour relier un enfant : lier ABCD-EFGH-JKMN
