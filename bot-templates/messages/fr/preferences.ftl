# What families ask to receive: alerts, and what is set for them.

alert-mark =
    ⚠️ Alerte pour { $child }
    { $subject }, { $assessment } : { $mark }
    Vous avez demandé à être prévenu(e) sous { $threshold }.
    .sms = Alerte { $child } : { $subject }, { $assessment } : { $mark } (sous { $threshold })
alert-set =
    ✅ Alerte : toute nouvelle note { DE($child) } sous { $threshold } vous est signalée aussitôt.
    Pour arrêter, écrivez : plus d'alertes
alert-set-subject =
    ✅ Alerte : toute nouvelle note { DE($child) } en { $subject } sous { $threshold } vous est signalée aussitôt.
    Pour arrêter, écrivez : plus d'alertes
alert-how =
    À partir de quelle note, sur { $scale } ? Par exemple :
    préviens-moi si { $child } a moins de 8
alert-out-of-range =
    Je ne peux pas alerter sous { $heard } : le seuil doit être plus grand que 0 et ne pas dépasser { $scale }. Rien n'a changé. Par exemple :
    préviens-moi si { $child } a moins de 8
alerts-ended =
    { $count ->
        [0] Vous n'aviez pas d'alerte. Pour ne plus recevoir aucun message, écrivez : stop
        [one] C'est noté : votre alerte est arrêtée. Les notes publiées continuent d'arriver.
       *[other] C'est noté : vos { $count } alertes sont arrêtées. Les notes publiées continuent d'arriver.
    }
alerts-ended-child =
    { $count ->
        [0] Vous n'aviez pas d'alerte pour { $child }.
        [one] C'est noté : votre alerte pour { $child } est arrêtée.
       *[other] C'est noté : vos { $count } alertes pour { $child } sont arrêtées.
    }
quiet-hours = L'école n'écrit à personne entre { $from } et { $until } : ce qui tombe la nuit arrive le matin. Ces heures valent pour tous.
quiet-hours-none = Les heures sans message se règlent à l'école, pour tous : demandez au secrétariat. Pour ne plus rien recevoir, écrivez : stop
settings = Vos réglages
settings-at-once = • Notes : chacune dès qu'elle est publiée
settings-alert = • Alerte : { $child }, sous { $threshold }
settings-alert-subject = • Alerte : { $child } en { $subject }, sous { $threshold }
settings-no-alert = • Alerte : aucune
settings-quiet = • Pas de message entre { $from } et { $until } (réglé par l'école)
settings-how =

    Pour changer, écrivez par exemple :
    préviens-moi si { $child } a moins de 8
    plus d'alertes
    résumé chaque vendredi à 18h
    langue
    stop { $child }
    stop

digest = 🗓️ Votre résumé
digest-more =
    { $count ->
        [one] … et une autre note. Pour toutes les lire : notes
       *[other] … et { $count } autres notes. Pour toutes les lire : notes
    }
digest-more-absences =
    { $count ->
        [one] … et une autre absence ou un autre retard : absences
       *[other] … et { $count } autres absences ou retards : absences
    }
digest-average = Moyenne générale provisoire : { $average }/{ $scale }
digest-average-before = Moyenne générale provisoire : { $average }/{ $scale } (la dernière fois : { $before })
digest-average-final = Moyenne générale : { $average }/{ $scale }
digest-average-final-before = Moyenne générale : { $average }/{ $scale } (la dernière fois : { $before })
digest-tests = À venir :
digest-test = • { $subject }, { $test } : { $day }
digest-nothing = Rien de nouveau ces derniers jours : ni note publiée, ni absence.
digest-weekly = chaque { $day } à { $hour }
digest-monthly-first = le 1er de chaque mois à { $hour }
digest-monthly = le { $day } de chaque mois à { $hour }
digest-set =
    ✅ Un résumé { $rhythm }, pour la première fois { $first }.
    Les nouvelles notes n'arrivent plus une par une. Les corrections, les absences et vos alertes arrivent tout de suite. Sans nouveauté, pas de message.
    Pour revenir en arrière, écrivez : note par note
digest-unread = Je n'ai pas compris « { $heard } » dans votre demande. Rien n'a changé.
digest-daily = Le résumé vient une fois par semaine ou une fois par mois, pas tous les jours. Rien n'a changé.
digest-quiet = À cette heure l'école n'écrit à personne (de { $from } à { $until }). Rien n'a changé.
digest-how =
    Écrivez par exemple :
    résumé chaque vendredi à 18h
    résumé le 1er de chaque mois à 12h
digest-ended = C'est noté : chaque note arrive de nouveau dès qu'elle est publiée.
digest-none =
    Chaque note arrive déjà dès qu'elle est publiée. Pour un résumé, écrivez par exemple :
    résumé chaque vendredi à 18h
read-in-digest =
    { $families ->
        [one] Une famille le lira dans son résumé.
       *[other] { $families } familles le liront dans leur résumé.
    }
settings-digest = • Notes : dans un résumé { $rhythm }
digest-count-marks =
    { $count ->
        [one] une nouvelle note
       *[other] { $count } nouvelles notes
    }
digest-count-absences =
    { $count ->
        [one] une absence ou un retard
       *[other] { $count } absences ou retards
    }

consent-confirm-withdrawal =
    Vous retirez votre accord pour { $children } : plus rien ne vous sera montré ni envoyé, ni notes, ni absences, ni annonces.
    Pour arrêter seulement les messages, répondez non puis écrivez : stop
    Retirer votre accord ?
consent-withdrawn =
    C'est enregistré : votre accord est retiré pour { $children }. Plus rien ne vous sera montré ni envoyé.
    Si vous changez d'avis, écrivez : je redonne mon accord
consent-changed =
    { $school } : le texte de votre accord a changé (texte { $version }).
    Pour { $children } : vous lisez ici ses notes publiées, ses absences et ses bulletins ; nous vous écrivons quand il y en a de nouveaux, et l'école vous envoie ses messages. Vos coordonnées ne servent qu'à cela. Vous pouvez arrêter en écrivant stop, et retirer votre accord à tout moment.
    Acceptez-vous ? Sans réponse, votre accord d'avant reste valable ; si vous refusez, il prend fin.
consent-again =
    { $school } : vous donnez de nouveau votre accord pour { $children } (texte { $version }).
    Vous lisez ici ses notes publiées, ses absences et ses bulletins ; nous vous écrivons quand il y en a de nouveaux, et l'école vous envoie ses messages. Vos coordonnées ne servent qu'à cela. Vous pouvez arrêter en écrivant stop, et retirer votre accord à tout moment.
    Acceptez-vous ?
consent-renewed = ✅ Merci, votre accord est enregistré.
consent-is-withdrawn = Vous avez retiré votre accord : rien ne vous est montré. Pour le redonner, écrivez : je redonne mon accord
children-left =
    { $count ->
        [one] { $children } n'est plus sur les listes de l'école : il n'y a plus rien à suivre ici.
       *[other] { $children } ne sont plus sur les listes de l'école : il n'y a plus rien à suivre ici.
    }
    Si c'est une erreur, ou pour un bulletin d'avant, adressez-vous à l'école.
    .sms =
    { $count ->
        [one] { $children } n'est plus sur les listes de l'école. Une erreur, un bulletin d'avant ? Adressez-vous à l'école.
       *[other] { $children } ne sont plus sur les listes de l'école. Une erreur, un bulletin d'avant ? Adressez-vous à l'école.
    }
consent-stands = Votre accord est déjà enregistré. Pour le retirer, écrivez : je retire mon accord

channel-whatsapp = WhatsApp
channel-telegram = Telegram
channel-sms = SMS
channel-email = e-mail
child-silenced =
    C'est noté : plus de messages pour { $children }. Vous pouvez toujours demander, par exemple : notes
    Pour les recevoir de nouveau, écrivez reprendre et le prénom. Pour tout arrêter : stop
child-resumed = C'est noté : vous recevez de nouveau les messages pour { $children }.
channel-silenced =
    C'est noté : plus de messages par { $channel }. Ils continuent par vos autres canaux.
    Pour tout arrêter : stop. Pour revenir : reprendre { $channel }
channel-resumed = C'est noté : vous recevez de nouveau nos messages par { $channel }.
channel-unknown = L'école n'a pas d'adresse { $channel } pour vous. Rien n'a changé.
settings-silent = • Sans messages : { $children }
settings-stopped = • Arrêté : { $channel }

while-away =
    { $marks ->
        [one] { $child } : une note que vous n'avez pas encore lue. Pour la lire, répondez : notes
       *[other] { $child } : { $marks } notes que vous n'avez pas encore lues. Pour les lire, répondez : notes
    }
    .sms =
    { $marks ->
        [one] { $child } : une nouvelle note. Pour la lire : NOTES
       *[other] { $child } : { $marks } nouvelles notes. Pour les lire : NOTES
    }
