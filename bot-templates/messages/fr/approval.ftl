# A second person's approval, taking a publication back, chasing what is missing.

approval-nobody =
    Cette demande doit être approuvée par une deuxième personne, et personne n'est joignable ici pour le faire : { $class }
    { $assessment }
    Rien n'est changé pour les familles. Adressez-vous à l'administration de l'école.
approval-requested =
    Demande de publication envoyée : { $class }
    { $assessment }
    { $people ->
        [one] Une personne peut l'approuver. Rien n'est publié avant son accord.
       *[other] { $people } personnes peuvent l'approuver. Rien n'est publié avant l'accord de l'une d'elles.
    }
approval-requested-correction =
    Demande de correction envoyée : { $class }
    { $assessment }
    { $people ->
        [one] Une personne peut l'approuver. Rien ne change avant son accord.
       *[other] { $people } personnes peuvent l'approuver. Rien ne change avant l'accord de l'une d'elles.
    }
approval-asked =
    { $by } demande votre accord pour publier : { $class }
    { $assessment }
    { $count ->
        [one] Une note :
       *[other] { $count } notes :
    }
approval-asked-correction =
    { $by } demande votre accord pour changer des notes déjà publiées : { $class }
    { $assessment }
    { $count ->
        [one] Une note :
       *[other] { $count } notes :
    }
approval-taken-away = { $old } → supprimée
approval-stale =
    { $count ->
        [one] ⚠ Depuis la demande, une note a changé : votre accord ne vaudrait plus, la demande est à refaire.
       *[other] ⚠ Depuis la demande, { $count } notes ont changé : votre accord ne vaudrait plus, la demande est à refaire.
    }
approval-question = Les familles seront prévenues. Vous approuvez ?

approval-of-publication = Publication : { $class }, { $assessment }
approval-of-correction = Correction : { $class }, { $assessment }
approval-approved =
    ✅ C'est approuvé. { $what }
    { $families ->
        [0] Aucune famille n'est à prévenir.
        [one] Une famille va être prévenue.
       *[other] { $families } familles vont être prévenues.
    }
approval-approved-by =
    ✅ { $by } a approuvé votre demande. { $what }
    { $families ->
        [0] Aucune famille n'est à prévenir.
        [one] Une famille va être prévenue.
       *[other] { $families } familles vont être prévenues.
    }
approval-refused =
    C'est refusé, rien n'est changé pour les familles. { $what }
    La personne qui l'a demandé est prévenue.
approval-refused-by =
    { $by } a refusé votre demande : rien n'est changé pour les familles. { $what }
approval-changed =
    Une note a changé depuis la demande : l'accord ne vaut plus, et rien n'est fait. { $what }
    Il faut la demander à nouveau.
approval-expired =
    Personne n'a répondu à votre demande à temps : rien n'est fait. { $what }
    Vous pouvez la renvoyer.
approval-settled-before = Cette demande a déjà reçu une réponse, ou elle a expiré. Rien n'est changé.
approval-open = Pas de souci : la demande reste ouverte, rien n'est changé. Répondez oui ou non quand vous aurez regardé.

published-held =
    { $marks ->
        [0] ✅ Publié : aucune note, { $class }
        [one] ✅ Publié : une note, { $class }
       *[other] ✅ Publié : { $marks } notes, { $class }
    }
    { $assessment }
    { $families ->
        [0] Aucune famille n'est à prévenir.
        [one] Une famille va être prévenue.
       *[other] { $families } familles vont être prévenues.
    }
published-take-back =
    { $minutes ->
        [one] Vous avez une minute pour la reprendre avant l'envoi. Écrivez : annuler
       *[other] Vous avez { $minutes } minutes pour la reprendre avant l'envoi. Écrivez : annuler
    }
families-from = Le message part à partir de { $hour }.
unpublished =
    { $marks ->
        [0] Aucune note n'est plus à reprendre : { $class }
        [one] La publication est reprise, une note redevient un brouillon : { $class }
       *[other] La publication est reprise, { $marks } notes redeviennent des brouillons : { $class }
    }
    { $assessment }
    { $families ->
        [0] Aucune famille ne l'avait vue.
        [one] Une famille l'avait déjà vue : elle va être prévenue.
       *[other] { $families } familles l'avaient déjà vue : elles vont être prévenues.
    }

missing-reminder = Bonjour { $name }, il reste des notes à saisir :
missing-more =
    { $count ->
        [one] et une autre évaluation.
       *[other] et { $count } autres évaluations.
    }
missing-reminder-end = Un élève absent se note abs. Pour la liste complète, écrivez : notes manquantes
missing-summary = Notes manquantes, par professeur :
missing-teacher =
    • { $name } : { $marks ->
        [one] une note
       *[other] { $marks } notes
    }, { $tests ->
        [one] une évaluation
       *[other] { $tests } évaluations
    }
missing-teacher-unreached =
    • { $name } : { $marks ->
        [one] une note
       *[other] { $marks } notes
    }, { $tests ->
        [one] une évaluation
       *[other] { $tests } évaluations
    } (pas joignable ici)
confirm-remind =
    { $count ->
        [one] Rappeler à un professeur les notes qui manquent.
       *[other] Rappeler à { $count } professeurs les notes qui manquent.
    }
confirm-remind-these = Rappeler à { $people } les notes qui manquent.
confirm-remind-question = J'envoie ?
reminded =
    { $count ->
        [0] Personne n'a reçu de rappel.
        [one] ✅ Rappel envoyé à un professeur.
       *[other] ✅ Rappel envoyé à { $count } professeurs.
    }
remind-unreached =
    { $count ->
        [one] Un autre n'est pas joignable ici.
       *[other] { $count } autres ne sont pas joignables ici.
    }
