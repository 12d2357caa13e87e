# Linking a person to a child or to the staff, and consent.

ask-consent =
    { $child } ({ $school })
    Vous pourrez lire ici ses notes publiées, ses absences et ses bulletins ; nous vous écrirons quand il y en a de nouveaux, et l'école vous enverra ses messages. Vos coordonnées ne servent qu'à cela. Vous pourrez arrêter à tout moment en écrivant stop.
    Acceptez-vous ? (Texte { $version })
    In English: english. بالعربية: العربية
    .sms = { $child } ({ $school }) : lire ici notes, absences et bulletins, être prévenu des nouveaux, recevoir les messages de l'école. Vos coordonnées ne servent qu'à cela ; stop arrête tout. Acceptez-vous ? (Texte { $version }) English: english

code-refused =
    Ce code n'est pas accepté. Vérifiez chaque caractère, ou demandez un nouveau code à l'école.
    Exemple : lier ABCD-EFGH-JKMN
    .sms = Code non accepté. Vérifiez chaque caractère, ou demandez-en un nouveau à l'école. Exemple : lier ABCD-EFGH-JKMN
code-missing =
    Il manque le code : il est sur le papier remis par l'école. Si vous ne l'avez pas, demandez-le au secrétariat.
    Exemple : lier ABCD-EFGH-JKMN
    .sms = Il manque le code, il est sur le papier de l'école. Exemple : lier ABCD-EFGH-JKMN

consent-thanks =
    ✅ Merci, c'est enregistré : vous suivez { $child } ({ $school }).
    Pour lire les notes, écrivez : notes
    Pour arrêter, écrivez : stop
    .sms = Merci, vous suivez { $child } ({ $school }). Pour lire les notes : notes. Pour arrêter : stop
consent-declined = C'est noté : rien n'est enregistré et nous ne vous écrirons pas. Si vous changez d'avis, renvoyez le code.
    .sms = Rien n'est enregistré et nous ne vous écrirons pas. Si vous changez d'avis, renvoyez le code.

staff-linked =
    ✅ Bienvenue { $name }. Votre compte est relié ({ $school }).
    Pour commencer, écrivez : aide

no-child-linked =
    Aucun enfant n'est encore relié à votre compte. Envoyez le code remis par l'école.
    Exemple : lier ABCD-EFGH-JKMN
    .sms = Aucun enfant relié. Envoyez le code de l'école : lier ABCD-EFGH-JKMN

child-list =
    { $count ->
        [0] Vous ne suivez aucun enfant.
        [one] Vous suivez un enfant :
       *[other] Vous suivez { $count } enfants :
    }
child-line = • { $name }, { $class }

# Who may read of a student.
access-nobody = Aucun responsable n'est enregistré pour { $student }.
access-whose = { $student } : de quel responsable s'agit-il ?
access-nameless = un responsable sans nom
access-end-question =
    { $guardian } ne lira plus rien { DE($student) } : ni notes, ni bulletins, ni annonces de sa classe. Cela vaut dès votre oui, aussi pour ce qui attend d'être envoyé.
    Je retire cet accès ?
access-give-back-question =
    L'accès { DE($guardian) } à { $student } a été retiré. Je le lui rends ?
access-ended =
    ✅ L'accès est retiré : { $guardian }, { $student }.
    La même demande permet de le rendre.
access-given-back = ✅ L'accès est rendu : { $guardian }, { $student }.
access-unchanged = C'était déjà fait. Rien n'a changé.
