# A teacher's marks: one mark, publishing, what is missing.

in-subject = { $subject }, { $label }
with-maximum = { $label }, sur { $maximum }
change = { $old } → { $new }

mark-saved =
    ✅ Noté (brouillon) : { $student }, { $class }
    { $assessment } : { $change }

confirm-mark =
    { $student }, { $class }
    { $assessment } : { $change }
    { $why }
    J'enregistre ?
why-near-name = Vous avez écrit « { $heard } ».
why-converted = « { $heard } » donne { $new }.
why-edited = Vous avez modifié votre message.
why-published = Les familles connaissent déjà l'ancienne note : elles seront prévenues.
why-replaces = Une autre note est déjà enregistrée.
why-unsure = Je préfère vérifier avant d'enregistrer.
why-left = L'élève a quitté cette classe le { $day }.
why-far = { $new } est loin de ce que { $student } obtient d'habitude ({ $usual }).
why-apart = { $new } est loin des notes des autres ({ $others }).
why-leap = Le changement est grand.
usual-range = { $low } à { $high }

mark-corrected =
    ✅ Note corrigée : { $student }
    { $assessment } : { $change }
    { $families }
# Who hears of a correction or a withdrawal.
families-told =
    { $count ->
        [0] Aucune famille n'est à prévenir.
        [one] Une famille va être prévenue.
       *[other] { $count } familles vont être prévenues.
    }
families-later =
    { $count ->
        [one] Une famille a arrêté nos messages ou n'est pas joignable : elle l'apprendra à son retour.
       *[other] { $count } familles ont arrêté nos messages ou ne sont pas joignables : elles l'apprendront à leur retour.
    }

undone =
    { $count ->
        [0] C'est annulé : aucune note, { $class }
        [one] C'est annulé : une note, { $class }
       *[other] C'est annulé : { $count } notes, { $class }
    }
    { $assessment }
undone-student =
    C'est annulé : { $student }, { $class }
    { $assessment }
undone-as-before = Le cahier de notes est revenu comme avant.
undone-now = La note est de nouveau { $now }.
undone-nothing = L'élève n'a plus de note ici.
undone-kept =
    { $kept ->
        [one] Une correction déjà annoncée aux familles reste : pour la reprendre, corrigez la note.
       *[other] { $kept } corrections déjà annoncées aux familles restent : pour les reprendre, corrigez les notes.
    }

message-taken-back = Vous avez supprimé votre message.
confirm-take-back-student =
    Il avait noté : { $student }, { $class }
    { $assessment } : { $old }
    Je retire cette note (brouillon) ?
confirm-take-back =
    { $count ->
        [one] Il avait noté un élève : { $class }
       *[other] Il avait noté { $count } élèves : { $class }
    }
    { $assessment }
    { $count ->
        [one] Je retire cette note (brouillon) ?
       *[other] Je retire ces { $count } notes (brouillon) ?
    }
already-published-student =
    ⚠ La note { DE($student) } est déjà publiée : la famille la connaît, elle reste en place.
    { $assessment }, { $class }
    Pour la corriger : { $example }
already-published =
    { $count ->
        [one] ⚠ Une note est déjà publiée : la famille la connaît, elle reste en place.
       *[other] ⚠ { $count } notes sont déjà publiées : les familles les connaissent, elles restent en place.
    }
    { $assessment }, { $class }
    Pour corriger une note : { $example }

mark-deleted =
    Note supprimée : { $student }
    { $assessment } : { $old }
    { $families }
confirm-delete =
    { $student }
    { $assessment } : { $old }
    Je supprime cette note ?
confirm-delete-published =
    { $student }
    { $assessment } : { $old }
    Des familles connaissent déjà cette note : elles seront prévenues.
    Je supprime cette note ?

too-broad-to-delete =
    Je n'efface jamais toutes les notes d'un coup. Rien n'a été effacé.
    Pour effacer une seule note, nommez l'élève et l'évaluation, par exemple : { $example }
example-delete = supprime la note { DE($student) } { $assessment }
no-such-mark =
    Pas de note enregistrée pour { $student } : { $assessment }. Rien n'a été modifié.
    Pour en mettre une : { $example }
old-value-differs =
    { $student }, { $assessment }
    Vous indiquez { $stated }, mais la note enregistrée est { $found }. Rien n'a été modifié.
    Pour donner la bonne note : { $example }

confirm-publish =
    { $marks ->
        [0] Publier (aucune note) : { $class }
        [one] Publier une note : { $class }
       *[other] Publier { $marks } notes : { $class }
    }
    { $assessment }
publish-without-points =
    { $count ->
        [one] Dont un élève sans points (absent, dispensé…).
       *[other] Dont { $count } élèves sans points (absents, dispensés…).
    }
publish-missing =
    { $count ->
        [one] ⚠ Un élève n'a pas de note : { $students }.
       *[other] ⚠ { $count } élèves n'ont pas de note : { $students }.
    }
publish-families =
    { $families ->
        [0] Aucune famille n'est à prévenir.
        [one] Une famille concernée, { $reachable ->
            [0] pas joignable ici.
           *[other] joignable ici.
        }
       *[other] { $families } familles concernées, { $reachable ->
            [0] aucune joignable ici.
            [one] une seule joignable ici.
           *[other] { $reachable } joignables ici.
        }
    }
publish-question = Les familles verront ces notes. Je publie ?

published =
    { $marks ->
        [0] ✅ Publié : aucune note, { $class }
        [one] ✅ Publié : une note, { $class }
       *[other] ✅ Publié : { $marks } notes, { $class }
    }
    { $assessment }
    { $families ->
        [0] Aucune famille n'était à prévenir.
        [one] Une famille va être prévenue.
       *[other] { $families } familles vont être prévenues.
    }
nothing-to-publish =
    Il n'y a pas de note à publier : { $class }, { $assessment }.
    Pour en saisir une : { $example }

term-closed =
    La période est close ({ $term }) : ses notes ne changent plus.
    Pour une correction, adressez-vous à l'administration de l'école.

missing-marks = Élèves sans note :
missing-group =
    { $count ->
        [one] • { $class }, { $assessment } (un élève) : { $students }
       *[other] • { $class }, { $assessment } ({ $count } élèves) : { $students }
    }
nothing-missing = Il ne manque aucune note. Merci !
