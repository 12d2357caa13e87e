# What families ask to receive: alerts, and what is set for them.

alert-mark =
    ⚠️ Alerte pour { $child }
    { $subject }, { $assessment } : { $mark }
    Vous avez demandé à être prévenu(e) sous { $threshold }.
    .sms = Alerte { $child } : { $subject }, { $assessment } : { $mark } (sous { $threshold })
alert-set =
    ✅ Alerte : toute nouvelle note de { $child } sous { $threshold } vous est signalée aussitôt.
    Pour arrêter, écrivez : plus d'alertes
alert-set-subject =
    ✅ Alerte : toute nouvelle note de { $child } en { $subject } sous { $threshold } vous est signalée aussitôt.
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
    langue
    stop
