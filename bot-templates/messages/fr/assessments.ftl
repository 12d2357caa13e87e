# Assessments themselves: a new one, one that changes or goes, points for everybody.

new-test-unknown = Je ne connais pas « { $heard } » en { $class }. Je peux la créer :
new-test =
    Nouvelle évaluation : { $class }
    { $assessment }
new-test-counts = Coefficient { $coefficient }, { $term }
new-test-date = Le { $date }
new-test-question = Je la crée ?
test-created =
    ✅ Évaluation créée : { $class }
    { $assessment }
test-created-example =
    ✅ Évaluation créée : { $class }
    { $assessment }
    Pour y mettre une note : { $example }
test-exists =
    Il y a déjà une évaluation de ce nom : { $class }
    { $assessment }
test-unknown-kind = Les moyennes de l'école ne comptent que ces évaluations : { $known }. Dites laquelle, par exemple : nouveau devoir 4eA sur 20
test-no-term = L'année n'a pas encore de période : l'évaluation n'est pas créée. Adressez-vous à l'administration de l'école.
test-no-term-date = Le { $date } n'est dans aucune période de l'année : l'évaluation n'est pas créée. Vérifiez la date.
adjust-raise =
    Ajouter { $points } : { $class }
    { $assessment }
adjust-lower =
    Retirer { $points } : { $class }
    { $assessment }
adjust-capped = { $line } ⚠ limite de l'échelle
adjust-untouched =
    { $count ->
        [one] Un élève sans note chiffrée ne change pas.
       *[other] { $count } élèves sans note chiffrée ne changent pas.
    }
adjust-question =
    { $count ->
        [one] J'enregistre ce changement ?
       *[other] J'enregistre ces changements ?
    }
adjust-nothing =
    Aucune note à changer : { $class }
    { $assessment }
test-change =
    Modifier : { $class }
    { $assessment }
test-change-name = Nom : { $change }
test-change-date = Date : { $change }
test-change-scale = Barème : { $change }
test-change-weight = Coefficient : { $change }
test-no-date = pas de date
test-change-keeps =
    { $count ->
        [one] La note déjà saisie garde ses points : elle compte sur { $new } au lieu de { $old }.
       *[other] Les { $count } notes déjà saisies gardent leurs points : elles comptent sur { $new } au lieu de { $old }.
    }
test-mean = Moyenne de la classe dans la matière : { $change }
test-change-averages =
    { $count ->
        [one] La moyenne d'un élève change.
       *[other] Les moyennes de { $count } élèves changent.
    }
test-change-seen =
    { $count ->
        [one] Une note est publiée : sa famille verra l'évaluation ainsi changée, sans message.
       *[other] { $count } notes sont publiées : les familles verront l'évaluation ainsi changée, sans message.
    }
test-change-told =
    { $count ->
        [one] ⚠ Une note est publiée : la famille qui l'a vue sera prévenue du nouveau barème.
       *[other] ⚠ { $count } notes sont publiées : les familles qui les ont vues seront prévenues du nouveau barème.
    }
test-change-question = J'enregistre ?
test-changed =
    ✅ Évaluation modifiée : { $class }
    { $assessment }
test-changed-back =
    C'est annulé, l'évaluation est comme avant : { $class }
    { $assessment }
test-change-what =
    Que faut-il changer ? { $class }
    { $assessment }
    Par exemple : modifie le coef de { $name } à 2
    ou : barème de { $name } sur 40
    ou : change la date de { $name } au 12/03
    ou : renomme { $name } en Optique
test-already-so =
    C'est déjà ainsi, rien ne change : { $class }
    { $assessment }
test-marks-above =
    Des notes dépassent { $maximum }, rien n'est changé : { $class }
    { $assessment }
test-marks-above-remedy = Corrigez d'abord ces notes, ou choisissez un barème plus grand.
test-outside-term = Le { $date } n'est pas dans { $term } (du { $starts } au { $ends }), où cette évaluation compte : rien n'est changé. Pour une autre période, créez une nouvelle évaluation.
test-two-people =
    Des familles connaissent ces notes, et l'école veut une seconde personne pour les changer : rien n'est changé. { $class }
    { $assessment }
    Corrigez les notes une à une, ou créez une nouvelle évaluation.
test-removal =
    Supprimer l'évaluation : { $class }
    { $assessment }
test-removal-marks =
    { $count ->
        [0] Elle n'a pas de note.
        [one] ⚠ Une note disparaît avec elle.
       *[other] ⚠ { $count } notes disparaissent avec elle.
    }
test-removal-published =
    { $count ->
        [one] ⚠ Une note est publiée : la famille qui l'a vue apprendra qu'elle est retirée.
       *[other] ⚠ { $count } notes sont publiées : les familles qui les ont vues apprendront qu'elles sont retirées.
    }
test-removal-question = Je la supprime ?
test-removed =
    { $marks ->
        [0] Évaluation supprimée : { $class }
        [one] Évaluation supprimée avec une note : { $class }
       *[other] Évaluation supprimée avec { $marks } notes : { $class }
    }
    { $assessment }
test-restored =
    { $marks ->
        [0] L'évaluation est de retour : { $class }
        [one] L'évaluation est de retour, sa note est un brouillon : { $class }
       *[other] L'évaluation est de retour, ses { $marks } notes sont des brouillons : { $class }
    }
    { $assessment }
test-restored-published =
    { $count ->
        [one] Une famille connaissait une note : publiez de nouveau pour qu'elle la voie.
       *[other] Les familles connaissaient { $count } notes : publiez de nouveau pour qu'elles les voient.
    }
test-unmade =
    C'est annulé, l'évaluation n'existe plus : { $class }
    { $assessment }
test-holds-marks =
    { $marks ->
        [one] Cette évaluation a déjà une note, je ne l'annule pas d'un mot : { $class }
       *[other] Cette évaluation a déjà { $marks } notes, je ne l'annule pas d'un mot : { $class }
    }
    { $assessment }
    Pour la supprimer : supprime { $name }
