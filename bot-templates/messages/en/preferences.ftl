# What families ask to receive: alerts, and what is set for them.

alert-mark =
    ⚠️ Alert for { $child }
    { $subject }, { $assessment }: { $mark }
    You asked to hear of marks below { $threshold }.
    .sms = Alert { $child }: { $subject }, { $assessment }: { $mark } (below { $threshold })
alert-set =
    ✅ Alert set: you will hear at once of every new mark of { $child } below { $threshold }.
    To end it, write: no more alerts
alert-set-subject =
    ✅ Alert set: you will hear at once of every new mark of { $child } in { $subject } below { $threshold }.
    To end it, write: no more alerts
alert-how =
    Below which mark, out of { $scale }? For example:
    alert me if { $child } gets below 8
alert-out-of-range =
    I cannot alert you below { $heard }: it has to be more than 0, and not more than { $scale }. Nothing has changed. For example:
    alert me if { $child } gets below 8
alerts-ended =
    { $count ->
        [0] You had no alert. To receive no messages at all, write: stop
        [one] Noted: your alert has ended. Published marks still come.
       *[other] Noted: your { $count } alerts have ended. Published marks still come.
    }
alerts-ended-child =
    { $count ->
        [0] You had no alert for { $child }.
        [one] Noted: your alert for { $child } has ended.
       *[other] Noted: your { $count } alerts for { $child } have ended.
    }
quiet-hours = The school writes to nobody between { $from } and { $until }: what falls into the night comes in the morning. These hours are the same for everybody.
quiet-hours-none = Hours without messages are set by the school, for everybody: please ask the office. To receive nothing at all, write: stop
settings = Your settings
settings-at-once = • Marks: each as soon as it is published
settings-alert = • Alert: { $child }, below { $threshold }
settings-alert-subject = • Alert: { $child } in { $subject }, below { $threshold }
settings-no-alert = • Alert: none
settings-quiet = • No messages between { $from } and { $until } (set by the school)
settings-how =

    To change something, write for example:
    alert me if { $child } gets below 8
    no more alerts
    language
    stop
