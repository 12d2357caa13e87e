# What shows the way: what was not done and how it is said, what somebody may look at.

student-and-assessment =
    « { $heard } » : pour quel élève, et pour quelle évaluation ? Rien n'est enregistré.
    Exemple : { $example }
left-undone =
    D'accord, je n'y touche pas : rien n'est enregistré, rien n'est envoyé.
    Quand vous voudrez, par exemple : { $example }
    .sms = D'accord : rien n'est enregistré ni envoyé. Exemple : { $example }
not-later =
    Je ne garde rien pour plus tard : rien n'est fait. Écrivez-le-moi au moment voulu.
not-later-publish =
    Je ne garde rien pour plus tard : rien n'est parti. Au moment voulu, écrivez :
    publier { $assessment } { $class }
no-test-yet =
    Il n'y a pas encore d'évaluation à vous en { $class }.
    Pour en créer une, par exemple : nouveau devoir { $class } sur 20
no-test-yet-subject =
    Il n'y a pas encore d'évaluation en { $class } ({ $subject }).
    Pour en créer une, par exemple : nouveau devoir { $class } sur 20
sheet-has-more =
    { $count ->
        [one] Cette feuille contient des notes pour une autre évaluation : elle vient juste après.
       *[other] Cette feuille contient des notes pour { $count } autres évaluations : elles viennent juste après.
    }
student-marks = { $student }, { $class } :
student-mark = • { $assessment } : { $mark }
student-mark-draft = • { $assessment } : { $mark } (brouillon)
student-mark-missing = • { $assessment } : pas de note
student-marks-none = Aucune évaluation à montrer.
