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
    digest every Friday at 18:00
    language
    stop { $child }
    stop

digest = 🗓️ Your digest
digest-more =
    { $count ->
        [one] … and one more mark. To read them all: marks
       *[other] … and { $count } more marks. To read them all: marks
    }
digest-more-absences =
    { $count ->
        [one] … and one more absence or late: absences
       *[other] … and { $count } more absences or lates: absences
    }
digest-average = General average so far: { $average }/{ $scale }
digest-average-before = General average so far: { $average }/{ $scale } (last time: { $before })
digest-average-final = General average: { $average }/{ $scale }
digest-average-final-before = General average: { $average }/{ $scale } (last time: { $before })
digest-tests = Coming up:
digest-test = • { $subject }, { $test }: { $day }
digest-nothing = Nothing new of late: no mark was published, no absence noted.
digest-weekly = every { $day } at { $hour }
digest-monthly-first = on the 1st of every month at { $hour }
digest-monthly = every month on day { $day } at { $hour }
digest-set =
    ✅ A digest { $rhythm }, for the first time on { $first }.
    New marks no longer come one by one. Corrections, absences and your alerts still come at once. When there is nothing new, you get no message.
    To go back, write: mark by mark
digest-unread = I did not understand "{ $heard }" in what you asked. Nothing has changed.
digest-daily = A digest comes once a week or once a month, not every day. Nothing has changed.
digest-quiet = At that hour the school writes to nobody (from { $from } to { $until }). Nothing has changed.
digest-how =
    Write for example:
    digest every Friday at 18:00
    digest monthly on the 1st at 12:00
digest-ended = Noted: each mark comes again as soon as it is published.
digest-none =
    Each mark already comes as soon as it is published. For a digest, write for example:
    digest every Friday at 18:00
read-in-digest =
    { $families ->
        [one] One family will read it in their digest.
       *[other] { $families } families will read it in their digests.
    }
settings-digest = • Marks: in a digest { $rhythm }
digest-count-marks =
    { $count ->
        [one] one new mark
       *[other] { $count } new marks
    }
digest-count-absences =
    { $count ->
        [one] one absence or late
       *[other] { $count } absences or lates
    }

consent-confirm-withdrawal =
    You withdraw your consent for { $children }: nothing will be shown or sent to you any more, no marks, no absences, no announcements.
    To end messages only, answer no and then write: stop
    Withdraw your consent?
consent-withdrawn =
    It is recorded: your consent for { $children } is withdrawn. Nothing will be shown or sent to you any more.
    If you change your mind, write: give my consent
consent-changed =
    { $school }: the text you agreed to has changed (text { $version }).
    For { $children }: you read published marks, absences and report cards here; we write to you when there are new ones, and the school sends you its messages. Your contact details are used for nothing else. You can end messages by writing stop, and withdraw your consent at any time.
    Do you agree? Until you answer, your earlier consent stands; if you refuse, it ends.
consent-again =
    { $school }: you give your consent again for { $children } (text { $version }).
    You read published marks, absences and report cards here; we write to you when there are new ones, and the school sends you its messages. Your contact details are used for nothing else. You can end messages by writing stop, and withdraw your consent at any time.
    Do you agree?
consent-renewed = ✅ Thank you, your consent is recorded.
consent-is-withdrawn = You have withdrawn your consent: nothing is shown to you. To give it again, write: give my consent
children-left =
    { $count ->
        [one] { $children } is no longer on the school's roll: there is nothing more to follow here.
       *[other] { $children } are no longer on the school's roll: there is nothing more to follow here.
    }
    If this is a mistake, or for an earlier report card, please ask the school.
    .sms =
    { $count ->
        [one] { $children } is no longer on the school's roll. A mistake, an earlier report card? Please ask the school.
       *[other] { $children } are no longer on the school's roll. A mistake, an earlier report card? Please ask the school.
    }
consent-stands = Your consent is already recorded. To withdraw it, write: withdraw my consent

channel-whatsapp = WhatsApp
channel-telegram = Telegram
channel-sms = SMS
channel-email = e-mail
child-silenced =
    Noted: no more messages about { $children }. You can still ask, for example: marks
    To receive them again, write resume and the first name. To end everything: stop
child-resumed = Noted: you receive messages about { $children } again.
channel-silenced =
    Noted: no more messages by { $channel }. They go on by your other channels.
    To end everything: stop. To come back: resume by { $channel }
channel-resumed = Noted: you receive our messages by { $channel } again.
channel-unknown = The school has no { $channel } address for you. Nothing has changed.
settings-silent = • No messages about: { $children }
settings-stopped = • Stopped: { $channel }

while-away =
    { $marks ->
        [one] { $child }: one mark that you have not read yet. To read it, answer: marks
       *[other] { $child }: { $marks } marks that you have not read yet. To read them, answer: marks
    }
    .sms =
    { $marks ->
        [one] { $child }: one new mark. To read it: MARKS
       *[other] { $child }: { $marks } new marks. To read them: MARKS
    }
