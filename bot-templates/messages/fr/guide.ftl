# What shows the way: what was not done and how it is said, what somebody may look at.

student-and-assessment =
    « { $heard } » : pour quel élève, et pour quelle évaluation ? Rien n'est enregistré.
    Exemple : { $example }
left-undone =
    D'accord, je n'y touche pas : rien n'est enregistré, rien n'est envoyé.
    Quand vous voudrez, par exemple : { $example }
    .sms = D'accord : rien n'est enregistré ni envoyé. Exemple : { $example }
ways-out-undo =
    Ce n'est pas grave. Pour reprendre votre dernière saisie, touchez Annuler ou écrivez : annuler
    Pour changer une note, écrivez la bonne : { $example }
    .sms = Pour reprendre votre dernière saisie : annuler. Pour changer une note : { $example }
ways-out =
    Ce n'est pas grave. Pour changer une note, écrivez la bonne, et je vous montre l'ancienne avant de la remplacer : { $example }
    .sms = Pour changer une note, écrivez la bonne : { $example }
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
walk-teacher-1 =
    1/3. Une note s'écrit en une ligne, dans l'ordre que vous voulez :
    { $name } 14 { $assessment }
    C'est un brouillon : les familles ne voient rien. Pour reprendre : annuler
walk-teacher-2 =
    2/3. Toute une classe d'un coup : notes { $class } { $assessment }, puis une ligne par élève. Ou un fichier :
    fichier { $class }
    Vous voyez tout avant d'enregistrer.
walk-teacher-3 =
    3/3. Quand tout y est :
    publier { $assessment } { $class }
    Je montre d'abord ce qui manque et combien de familles seront prévenues. Le reste est dans : aide
walk-guardian-1 =
    1/3. Pour lire les dernières notes, écrivez :
    notes { $name }
walk-guardian-2 =
    2/3. Pour les moyennes : moyenne { $name }
    Pour le bulletin, dès qu'il est prêt : bulletin { $name }
walk-guardian-3 =
    3/3. Vous décidez : langue pour changer de langue, stop pour ne plus rien recevoir. Le reste est dans : aide
walk-admin-1 =
    1/3. Les chiffres d'une classe : moyenne de la classe { $class }
    Ceux de l'école : bilan de l'école
walk-admin-2 =
    2/3. Écrire aux familles : annonce { $class } : réunion vendredi à 16 h
    Vous voyez à qui et à quel coût avant d'envoyer.
walk-admin-3 =
    3/3. Ce qui manque, par professeur, avec un rappel : notes manquantes
    Le reste est dans : aide
walk-secretary-1 =
    1/3. Écrire aux familles d'une classe : annonce { $class } : réunion vendredi à 16 h
walk-secretary-2 =
    2/3. Écrire à toute l'école : annonce à tous : pas de cours lundi
    Vous voyez à qui et à quel coût avant d'envoyer.
walk-secretary-3 =
    3/3. Où en est l'annonce : qui a lu ?
    Le reste est dans : aide

teachers-child = { $child }, { $class } : qui enseigne
teachers-class = { $class } : qui enseigne
teachers-head = Professeur principal : { $names }
teachers-line = • { $subject } : { $name }
teachers-none = L'école n'a pas encore inscrit de professeurs pour cette classe.
teachers-none-subject = { $subject } : l'école n'a inscrit aucun professeur ici.
teachers-subject = { $subject } : qui enseigne
teachers-subject-line = • { $name } : { $classes }
class-size =
    { $count ->
        [0] { $class } : aucun élève
        [one] { $class } : un élève
       *[other] { $class } : { $count } élèves
    }
class-size-child =
    { $count ->
        [one] { $child } est en { $class } : un élève en tout.
       *[other] { $child } est en { $class } : { $count } élèves en tout.
    }
class-size-none = L'école n'a pas encore inscrit de classe.

teachers-only =
    { $understood } Cela revient aux professeurs : rien n'est changé.
    Pour leur en parler, écrivez : parler au prof
    .sms = { $understood } Cela revient aux professeurs : rien n'est changé. Pour leur écrire : parler au prof
teachers-only-mark = J'ai compris : écrire ou changer une note.
teachers-only-delete = J'ai compris : supprimer une note ou une évaluation.
teachers-only-publish = J'ai compris : publier des notes.
teachers-only-assessment = J'ai compris : créer ou changer une évaluation.
elsewhere-codes =
    J'ai compris : donner un code d'accès. Cela ne se fait pas par message, un code ne doit pas traîner dans une conversation.
    Sur l'ordinateur de l'école : carnet code issue, avec --student, --class ou --staff. Les codes sortent prêts à imprimer.
    .sms = Les codes d'accès se font sur l'ordinateur de l'école : carnet code issue (--student, --class ou --staff).
elsewhere-roll =
    J'ai compris : changer qui fait partie de l'école. Rien n'est changé par ce message.
    Corrigez la liste de l'école, puis sur l'ordinateur : carnet import FICHIER --dry-run montre ce qui changerait, carnet import FICHIER le fait.
    .sms = Pour changer qui fait partie de l'école : corrigez sa liste, puis sur l'ordinateur : carnet import FICHIER. Rien n'est changé ici.
elsewhere-journal =
    J'ai compris : voir qui a changé quoi. Chaque changement est noté, mais le journal ne se lit pas encore par message.
    .sms = Chaque changement est noté, mais le journal ne se lit pas encore par message.
came-late =
    Un message que vous avez envoyé au carnet de liaison ({ $school }) nous est arrivé avec plus d'un jour de retard. Rien n'a été fait.
    S'il compte encore, renvoyez-le.
    .sms = Un de vos messages ({ $school }) nous est arrivé plus d'un jour trop tard : rien n'a été fait. Renvoyez-le s'il compte encore.
