# Announcements to many families: what their author sees, and what families read.

moment = { $day } at { $hour }

announcement = 📣 { $school }
announcement-again = 📣 Reminder · { $school }
announcement-urgent = 🚨 Urgent · { $school }
announcement-by = { $by }
announcement-reading = Please confirm that you have read this message.
announcement-coming = Will you come?
answer-noted-read = Thank you, noted: you have read the message.
answer-noted-coming = Thank you, noted: you are coming. If you change your mind, write: I am not coming
answer-noted-not-coming = Noted: you are not coming. If you change your mind, write: I am coming
answer-changed-coming = Changed: you are coming. Thank you!
answer-changed-not-coming = Changed: you are not coming.
answer-page-coming = Thank you, noted: you are coming.
answer-page-not-coming = Noted: you are not coming.
announcement-which = Several announcements are waiting for your answer. Which one do you answer?

audience-school = the whole school
audience-classes = { $classes }
audience-students =
    { $count ->
        [one] one student
       *[other] { $count } students
    }

broadcast-preview = Announcement to families ({ $audience }). This is what they will read:
broadcast-asks = { $by } asks for your approval of an announcement to families ({ $audience }). This is what they will read:
broadcast-also-fr = For families who read French:
broadcast-also-en = For families who read English:
broadcast-also-ar = For families who read Arabic:
broadcast-also-others = For the other families:
broadcast-sms-parts =
    { $parts ->
        [one] • by SMS, each family gets it in one part
       *[other] • by SMS, each family gets it in { $parts } parts at most, each paid for
    }
broadcast-families =
    { $families ->
        [0] No family
        [one] One family
       *[other] { $families } families
    }
broadcast-channels = By { $channels }
preview-sms =
    { $parts ->
        [one] 📱 By SMS, in one part:
       *[other] 📱 By SMS, in { $parts } parts:
    }
preview-template =
    { $count ->
        [one] 💬 One family has not written on WhatsApp for a day. It sees this first:
       *[other] 💬 { $count } families have not written on WhatsApp for a day. They see this first:
    }
preview-letter = ✉️ By e-mail: the same text, under the subject “{ $subject }”.
preview-letter-asks = ✉️ By e-mail: the same text, under the subject “{ $subject }”, with a link to answer.
broadcast-unreached =
    { $count ->
        [one] One student has no parent who can be reached here: { $students }
       *[other] { $count } students have no parent who can be reached here: { $students }
    }
broadcast-doubtful =
    { $count ->
        [one] One student whose family has got nothing lately and has no other address: { $students }
       *[other] { $count } students whose families have got nothing lately and have no other address: { $students }
    }
broadcast-cost = Cost: { $cost } at most (less if families write before it is sent)
broadcast-fallback = • families who cannot be reached this way are by SMS: up to { $cost } more
broadcast-free = Free of charge
broadcast-short = ⚠️ This month's budget only allows { $left } more: some of it will wait.
broadcast-short-none = ⚠️ This month's budget is used up ({ $left } left): everything that costs money will wait.
broadcast-template-waits =
    { $count ->
        [one] ⚠️ WhatsApp has not accepted the template of these messages yet: one family will wait.
       *[other] ⚠️ WhatsApp has not accepted the template of these messages yet: { $count } families will wait.
    }
broadcast-template-refused =
    { $count ->
        [one] ⚠️ WhatsApp refuses the template of these messages: one family cannot be reached this way.
       *[other] ⚠️ WhatsApp refuses the template of these messages: { $count } families cannot be reached this way.
    }
broadcast-takes-minutes =
    { $count ->
        [one] Sending takes about a minute.
       *[other] Sending takes about { $count } minutes.
    }
broadcast-takes-hours =
    { $count ->
        [one] Sending takes about an hour.
       *[other] Sending takes about { $count } hours.
    }
broadcast-takes-days = ⚠️ WhatsApp limits the new conversations of a day: sending is spread over { $count } days.
broadcast-at = To be sent: { $moment }
broadcast-urgent = 🚨 Urgent announcement: it leaves even at night.
broadcast-second = A second person of the administration will have to approve.
broadcast-question = Shall I send it?
broadcast-approve-question = Do you approve?
broadcast-type =
    { $families ->
        [one] To send it to one family, write: send { $families }
       *[other] To send it to { $families } families, write: send { $families }
    }
broadcast-later = For later, write for example: schedule tomorrow 8am
broadcast-how =
    Write “announce”, the class, a colon, then the message. For example:
    announce { $class }: the parents' meeting is on Thursday at 4 pm.
    For the whole school: announce to all: …
broadcast-how-school =
    Write for example:
    announce to all: the school is closed on Friday.
broadcast-when = When shall it be sent? For example: schedule tomorrow 8am. To change the text: change the text: your new text
broadcast-when-past = That moment has passed. Write for example: schedule tomorrow 8am
broadcast-too-long =
    { $most ->
        [one] It is too long: one character at most. Nothing is sent.
       *[other] It is too long: { $most } characters at most. Nothing is sent.
    }
broadcast-nobody =
    Nobody can be reached: no parent has linked a phone yet. Nothing is sent.
    { $count ->
        [one] One student is concerned.
       *[other] { $count } students are concerned.
    }
broadcast-begun =
    { $families ->
        [0] ✅ It is on its way. No family.
        [one] ✅ It is on its way to one family.
       *[other] ✅ It is on its way to { $families } families.
    }
broadcast-ready =
    { $families ->
        [0] ✅ It is ready. No family.
        [one] ✅ It is ready for one family.
       *[other] ✅ It is ready for { $families } families.
    }
broadcast-scheduled =
    { $families ->
        [0] ✅ It is scheduled: { $moment }, no family.
        [one] ✅ It is scheduled: { $moment }, one family.
       *[other] ✅ It is scheduled: { $moment }, { $families } families.
    }
broadcast-begun-how = I will tell you when it is done. At any time: “cancel the announcement” or “who has read?”
broadcast-awaiting =
    { $people ->
        [one] Your announcement waits for a second person's approval.
       *[other] Your announcement waits for a second person's approval: { $people } can give it.
    }
    { $families ->
        [0] No family is concerned.
        [one] One family is concerned. Nothing is sent for now.
       *[other] { $families } families are concerned. Nothing is sent for now.
    }
broadcast-awaiting-nobody =
    An announcement of this size needs the approval of a second person of the administration, and nobody can be reached here for it. Nothing is sent.
broadcast-approved =
    { $families ->
        [0] ✅ Approved. No family is concerned.
        [one] ✅ Approved, the announcement goes to one family.
       *[other] ✅ Approved, the announcement goes to { $families } families.
    }
broadcast-approved-by =
    { $families ->
        [0] ✅ { $by } has approved your announcement. No family is concerned.
        [one] ✅ { $by } has approved your announcement: it goes to one family.
       *[other] ✅ { $by } has approved your announcement: it goes to { $families } families.
    }
broadcast-refused = Refused: nothing is sent. Whoever asked is told.
broadcast-refused-by = { $by } has refused your announcement: nothing is sent.
broadcast-expired = Nobody approved in time: your announcement is not sent. You can write it again.
broadcast-cancelled =
    { $unsent ->
        [0] The announcement is stopped. No family was left to be told.
        [one] The announcement is stopped. One family will not get it.
       *[other] The announcement is stopped. { $unsent } families will not get it.
    }
    { $gone ->
        [0] Nobody had got it.
        [one] One family had already got it.
       *[other] { $gone } families had already got it.
    }
broadcast-paused =
    { $count ->
        [0] The announcement is paused.
        [one] The announcement is paused. One message waits.
       *[other] The announcement is paused. { $count } messages wait.
    }
broadcast-resumed =
    { $count ->
        [0] The announcement goes on.
        [one] The announcement goes on: one message leaves.
       *[other] The announcement goes on: { $count } messages leave.
    }
broadcast-report = 📣 “{ $start }”, { $began }
broadcast-report-ended = 📣 Announcement finished: “{ $start }”, { $began }
broadcast-report-cancelled = 📣 Announcement cancelled: “{ $start }”, { $began }. What had not left will not leave any more.
broadcast-report-refused = 📣 Announcement refused: “{ $start }”, { $began }. The approval that was asked for was not given: nothing was sent.
report-waiting = • waiting: { $count }
report-waits-budget =   – until the month's budget allows it: { $count }
report-waits-places =   – until tomorrow, as WhatsApp limits new recipients per day: { $count }
report-waits-template =   – until WhatsApp accepts the template: { $count }
report-waits-night =   – until the morning: { $count }
report-sent = • sent, not yet arrived: { $count }
report-delivered = • arrived on the phone: { $count }
report-read = • read: { $count }
report-doubtful = • perhaps not arrived: { $count }
report-failed-address = • not arrived, the number takes no messages: { $count }
report-failed-unwanted = • not sent, the family has stopped messages: { $count }
report-failed-too-late = • not sent in time: { $count }
report-failed-budget = • not sent, the budget is used up: { $count }
report-failed-other = • not sent: { $count }
report-failed-cancelled = • stopped before it was sent: { $count }
report-acknowledged = Confirmed reading it: { $count } · no answer yet: { $silent }
report-coming = Coming: { $coming } · not coming: { $not } · no answer yet: { $silent }
report-cost = Cost: { $cost }
report-paused = The announcement is paused.
broadcast-retried =
    { $families ->
        [0] There is nobody to send it to again.
        [one] ✅ I send it again to one family.
       *[other] ✅ I send it again to { $families } families.
    }
broadcast-reminded =
    { $families ->
        [0] There is nobody to remind.
        [one] ✅ I remind one family.
       *[other] ✅ I remind { $families } families.
    }
broadcast-none-yet =
    There is no announcement yet. To write one:
    announce { $class }: the parents' meeting is on Thursday at 4 pm.
broadcast-over = This announcement is already over.
broadcast-changed = This announcement has changed meanwhile. Please write it again.
scheduled-list = 🕗 Scheduled announcements:
scheduled-line = { $number }. { $moment }, { $audience }: “{ $start }” ({ $by })
scheduled-line-paused = { $number }. { $moment }, { $audience }: “{ $start }” ({ $by }), suspended
scheduled-awaiting = ⏳ Waiting for a second person's approval:
scheduled-awaiting-line = • { $audience }: “{ $start }” ({ $by })
scheduled-confirm-pause =
    Suspend this announcement?
    { $broadcast }
scheduled-confirm-resume =
    Let this announcement go on?
    { $broadcast }
scheduled-more =
    { $count ->
        [one] … and one more later.
       *[other] … and { $count } more later.
    }
scheduled-how = To change one: move announcement 1 to tomorrow 8am · suspend announcement 1 · cancel announcement 1
scheduled-one = “{ $start }” ({ $by }), { $audience }, { $moment }
scheduled-confirm-stop =
    Cancel this announcement?
    { $broadcast }
scheduled-confirm-move =
    Move this announcement? It would go out { $to }.
    { $broadcast }
scheduled-none = No announcement is scheduled for later.
scheduled-no-such =
    { $count ->
        [one] One announcement is scheduled. To see it: scheduled announcements
       *[other] { $count } announcements are scheduled. To see them: scheduled announcements
    }
scheduled-which = Which one shall be moved?
scheduled-when = When shall it be sent? For example: tomorrow 8am
scheduled-when-past = That moment has passed. When shall it be sent? For example: tomorrow 8am
scheduled-when-hour = At what time shall it be sent, { $day }? For example: 7am. To send it at once: now
scheduled-moved = ✅ The announcement will go out { $moment }.
scheduled-too-late = This announcement no longer waits: it has gone out or was cancelled.
