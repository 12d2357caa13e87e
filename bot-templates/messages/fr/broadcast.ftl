# Announcements to many families: what their author sees, and what families read.

moment = { $day } à { $hour }

announcement = 📣 { $school }
announcement-again = 📣 Rappel · { $school }
announcement-urgent = 🚨 Urgent · { $school }
announcement-by = { $by }
announcement-reading = Merci de confirmer que vous avez lu ce message.
announcement-coming = Viendrez-vous ?
answer-noted-read = Merci, c'est noté : vous avez lu le message.
answer-noted-coming = Merci, c'est noté : vous venez. Si vous changez d'avis, écrivez : je ne viens pas
answer-noted-not-coming = C'est noté : vous ne venez pas. Si vous changez d'avis, écrivez : je viens
answer-changed-coming = C'est changé : vous venez. Merci !
answer-changed-not-coming = C'est changé : vous ne venez pas.
answer-page-coming = Merci, c'est noté : vous venez.
answer-page-not-coming = C'est noté : vous ne venez pas.
announcement-which = Plusieurs annonces attendent votre réponse. À laquelle répondez-vous ?

audience-school = toute l'école
audience-classes = { $classes }
audience-students =
    { $count ->
        [one] un élève
       *[other] { $count } élèves
    }

broadcast-preview = Annonce aux familles ({ $audience }). Voici ce qu'elles liront :
broadcast-asks = { $by } demande votre accord pour une annonce aux familles ({ $audience }). Voici ce qu'elles liront :
broadcast-also-fr = Pour les familles qui lisent le français :
broadcast-also-en = Pour les familles qui lisent l'anglais :
broadcast-also-ar = Pour les familles qui lisent l'arabe :
broadcast-also-others = Pour les autres familles :
broadcast-sms-parts =
    { $parts ->
        [one] • par SMS, chaque famille le reçoit en une partie
       *[other] • par SMS, chaque famille le reçoit en { $parts } parties au plus, payées chacune
    }
broadcast-families =
    { $families ->
        [0] Aucune famille
        [one] Une famille
       *[other] { $families } familles
    }
broadcast-channels = Par { $channels }
preview-sms =
    { $parts ->
        [one] 📱 Par SMS, en une partie :
       *[other] 📱 Par SMS, en { $parts } parties :
    }
preview-template =
    { $count ->
        [one] 💬 Une famille n'a pas écrit sur WhatsApp depuis un jour. Elle voit d'abord ceci :
       *[other] 💬 { $count } familles n'ont pas écrit sur WhatsApp depuis un jour. Elles voient d'abord ceci :
    }
preview-letter = ✉️ Par e-mail : le même texte, sous l'objet « { $subject } ».
preview-letter-asks = ✉️ Par e-mail : le même texte, sous l'objet « { $subject } », avec un lien pour répondre.
broadcast-unreached =
    { $count ->
        [one] Un élève n'a aucun parent joignable ici : { $students }
       *[other] { $count } élèves n'ont aucun parent joignable ici : { $students }
    }
broadcast-doubtful =
    { $count ->
        [one] Un élève dont la famille n'a rien reçu dernièrement, sans autre adresse : { $students }
       *[other] { $count } élèves dont les familles n'ont rien reçu dernièrement, sans autre adresse : { $students }
    }
broadcast-cost = Coût : { $cost } au plus (moins si des familles écrivent avant l'envoi)
broadcast-fallback = • si des familles ne peuvent être jointes ainsi, elles le sont par SMS : jusqu'à { $cost } de plus
broadcast-free = Sans frais
broadcast-short = ⚠️ Le budget du mois ne permet plus que { $left } : une partie attendra.
broadcast-short-none = ⚠️ Le budget du mois est épuisé (reste { $left }) : tout ce qui est payant attendra.
broadcast-template-waits =
    { $count ->
        [one] ⚠️ WhatsApp n'a pas encore accepté le modèle de ces messages : une famille attendra.
       *[other] ⚠️ WhatsApp n'a pas encore accepté le modèle de ces messages : { $count } familles attendront.
    }
broadcast-template-refused =
    { $count ->
        [one] ⚠️ WhatsApp refuse le modèle de ces messages : une famille ne peut être jointe ainsi.
       *[other] ⚠️ WhatsApp refuse le modèle de ces messages : { $count } familles ne peuvent être jointes ainsi.
    }
broadcast-takes-minutes =
    { $count ->
        [one] L'envoi prend environ une minute.
       *[other] L'envoi prend environ { $count } minutes.
    }
broadcast-takes-hours =
    { $count ->
        [one] L'envoi prend environ une heure.
       *[other] L'envoi prend environ { $count } heures.
    }
broadcast-takes-days = ⚠️ WhatsApp limite le nombre de nouvelles conversations par jour : l'envoi s'étale sur { $count } jours.
broadcast-at = Envoi prévu : { $moment }
broadcast-urgent = 🚨 Annonce urgente : elle part même la nuit.
broadcast-second = Une deuxième personne de l'administration devra donner son accord.
broadcast-question = J'envoie ?
broadcast-approve-question = Vous approuvez ?
broadcast-type =
    { $families ->
        [one] Pour envoyer à une famille, écrivez : envoyer { $families }
       *[other] Pour envoyer à { $families } familles, écrivez : envoyer { $families }
    }
broadcast-later = Pour plus tard, écrivez par exemple : programme demain 8h
broadcast-how =
    Écrivez « annonce », la classe, deux-points, puis le message. Par exemple :
    annonce { $class } : la réunion des parents a lieu jeudi à 16 h.
    Pour toute l'école : annonce à tous : …
broadcast-how-school =
    Écrivez par exemple :
    annonce à tous : l'école est fermée vendredi.
broadcast-when = Quand faut-il l'envoyer ? Par exemple : programme demain 8h. Pour changer le texte : modifie le texte : votre nouveau texte
broadcast-when-past = Ce moment est déjà passé. Écrivez par exemple : programme demain 8h
broadcast-too-long =
    { $most ->
        [one] C'est trop long : un caractère au plus. Rien n'est envoyé.
       *[other] C'est trop long : { $most } caractères au plus. Rien n'est envoyé.
    }
broadcast-nobody =
    Personne n'est joignable : aucun parent n'a encore relié son téléphone. Rien n'est envoyé.
    { $count ->
        [one] Un élève est concerné.
       *[other] { $count } élèves sont concernés.
    }
broadcast-begun =
    { $families ->
        [0] ✅ C'est parti. Aucune famille.
        [one] ✅ C'est parti pour une famille.
       *[other] ✅ C'est parti pour { $families } familles.
    }
broadcast-ready =
    { $families ->
        [0] ✅ C'est prêt. Aucune famille.
        [one] ✅ C'est prêt pour une famille.
       *[other] ✅ C'est prêt pour { $families } familles.
    }
broadcast-scheduled =
    { $families ->
        [0] ✅ C'est programmé : { $moment }, aucune famille.
        [one] ✅ C'est programmé : { $moment }, une famille.
       *[other] ✅ C'est programmé : { $moment }, { $families } familles.
    }
broadcast-begun-how = Je vous dirai quand c'est fini. À tout moment : « annule l'annonce » ou « qui a lu ? »
broadcast-awaiting =
    { $people ->
        [one] Votre annonce attend l'accord d'une deuxième personne.
       *[other] Votre annonce attend l'accord d'une deuxième personne : { $people } peuvent le donner.
    }
    { $families ->
        [0] Aucune famille n'est concernée.
        [one] Une famille est concernée. Rien n'est envoyé pour l'instant.
       *[other] { $families } familles sont concernées. Rien n'est envoyé pour l'instant.
    }
broadcast-awaiting-nobody =
    Une annonce de cette taille doit être approuvée par une deuxième personne de l'administration, et personne n'est joignable ici pour le faire. Rien n'est envoyé.
broadcast-approved =
    { $families ->
        [0] ✅ C'est approuvé. Aucune famille n'est concernée.
        [one] ✅ C'est approuvé, l'annonce part pour une famille.
       *[other] ✅ C'est approuvé, l'annonce part pour { $families } familles.
    }
broadcast-approved-by =
    { $families ->
        [0] ✅ { $by } a approuvé votre annonce. Aucune famille n'est concernée.
        [one] ✅ { $by } a approuvé votre annonce : elle part pour une famille.
       *[other] ✅ { $by } a approuvé votre annonce : elle part pour { $families } familles.
    }
broadcast-refused = C'est refusé : rien n'est envoyé. La personne qui l'a demandé est prévenue.
broadcast-refused-by = { $by } a refusé votre annonce : rien n'est envoyé.
broadcast-expired = Personne n'a donné son accord à temps : votre annonce n'est pas envoyée. Vous pouvez la refaire.
broadcast-cancelled =
    { $unsent ->
        [0] L'annonce est arrêtée. Il ne restait aucune famille à prévenir.
        [one] L'annonce est arrêtée. Une famille ne la recevra pas.
       *[other] L'annonce est arrêtée. { $unsent } familles ne la recevront pas.
    }
    { $gone ->
        [0] Personne ne l'avait reçue.
        [one] Une famille l'avait déjà reçue.
       *[other] { $gone } familles l'avaient déjà reçue.
    }
broadcast-paused =
    { $count ->
        [0] L'annonce est suspendue.
        [one] L'annonce est suspendue. Un message attend.
       *[other] L'annonce est suspendue. { $count } messages attendent.
    }
broadcast-resumed =
    { $count ->
        [0] L'annonce reprend.
        [one] L'annonce reprend : un message part.
       *[other] L'annonce reprend : { $count } messages partent.
    }
broadcast-report = 📣 « { $start } », { $began }
broadcast-report-ended = 📣 Annonce terminée : « { $start } », { $began }
broadcast-report-cancelled = 📣 Annonce annulée : « { $start } », { $began }. Ce qui n'était pas parti ne partira plus.
broadcast-report-refused = 📣 Annonce refusée : « { $start } », { $began }. L'accord demandé n'a pas été donné : rien n'a été envoyé.
report-waiting = • en attente : { $count }
report-waits-budget =   – jusqu'à ce que le budget du mois le permette : { $count }
report-waits-places =   – jusqu'à demain, WhatsApp limitant les nouveaux destinataires par jour : { $count }
report-waits-template =   – jusqu'à ce que WhatsApp accepte le modèle : { $count }
report-waits-night =   – jusqu'au matin : { $count }
report-sent = • envoyés, pas encore arrivés : { $count }
report-delivered = • arrivés sur le téléphone : { $count }
report-read = • lus : { $count }
report-doubtful = • peut-être pas arrivés : { $count }
report-failed-address = • pas arrivés, le numéro ou l'adresse ne reçoit rien : { $count }
report-failed-unwanted = • pas envoyés, messages arrêtés par la famille : { $count }
report-failed-too-late = • pas envoyés à temps : { $count }
report-failed-budget = • pas envoyés, budget épuisé : { $count }
report-failed-other = • pas envoyés : { $count }
report-failed-cancelled = • arrêtés avant l'envoi : { $count }
report-acknowledged = Lecture confirmée : { $count } · sans réponse : { $silent }
report-coming = Viennent : { $coming } · ne viennent pas : { $not } · sans réponse : { $silent }
report-cost = Coût : { $cost }
report-paused = L'annonce est suspendue.
broadcast-retried =
    { $families ->
        [0] Il n'y a personne à qui la renvoyer.
        [one] ✅ Je la renvoie à une famille.
       *[other] ✅ Je la renvoie à { $families } familles.
    }
broadcast-reminded =
    { $families ->
        [0] Il n'y a personne à relancer.
        [one] ✅ Je relance une famille.
       *[other] ✅ Je relance { $families } familles.
    }
broadcast-none-yet =
    Il n'y a pas encore d'annonce. Pour en écrire une :
    annonce { $class } : la réunion des parents a lieu jeudi à 16 h.
broadcast-over = Cette annonce est déjà terminée.
broadcast-changed = Cette annonce a changé entre-temps. Écrivez-la à nouveau.
scheduled-list = 🕗 Annonces prévues :
scheduled-line = { $number }. { $moment }, { $audience } : « { $start } » ({ $by })
scheduled-line-paused = { $number }. { $moment }, { $audience } : « { $start } » ({ $by }), suspendue
scheduled-awaiting = ⏳ En attente de l'accord d'une deuxième personne :
scheduled-awaiting-line = • { $audience } : « { $start } » ({ $by })
scheduled-confirm-pause =
    Suspendre cette annonce ?
    { $broadcast }
scheduled-confirm-resume =
    Remettre cette annonce en route ?
    { $broadcast }
scheduled-more =
    { $count ->
        [one] … et une autre plus tard.
       *[other] … et { $count } autres plus tard.
    }
scheduled-how = Pour en changer : déplace l'annonce 1 à demain 8h · suspends l'annonce 1 · annule l'annonce 1
scheduled-one = « { $start } » ({ $by }), { $audience }, { $moment }
scheduled-confirm-stop =
    Annuler cette annonce ?
    { $broadcast }
scheduled-confirm-move =
    Déplacer cette annonce ? Elle partirait { $to }.
    { $broadcast }
scheduled-none = Aucune annonce n'est prévue pour plus tard.
scheduled-no-such =
    { $count ->
        [one] Une seule annonce est prévue. Pour la voir : annonces prévues
       *[other] Il y a { $count } annonces prévues. Pour les voir : annonces prévues
    }
scheduled-which = Laquelle faut-il déplacer ?
scheduled-when = Quand faut-il l'envoyer ? Par exemple : demain 8h
scheduled-when-past = Ce moment est déjà passé. Quand faut-il l'envoyer ? Par exemple : demain 8h
scheduled-when-hour = Quand faut-il l'envoyer, { $day } ? Par exemple : 7h. Si elle doit partir tout de suite : maintenant
scheduled-moved = ✅ L'annonce partira { $moment }.
scheduled-too-late = Cette annonce n'attend plus : elle est déjà partie ou annulée.
