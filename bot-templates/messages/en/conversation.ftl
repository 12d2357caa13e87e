# Conversations between families and the school. People's own words are passed on untouched.

talk-family = 💬 { $family }
talk-family-about = 💬 { $family } · { $subject }
talk-family-named = { $name }, parent of { $child } ({ $class })
talk-family-unnamed = a parent of { $child } ({ $class })
talk-school = 💬 { $by }, about { $child }
    .sms = { $by }, { $child }:
talk-teacher = { $name } ({ $subject })
talk-office = the school office
talk-answers = → “{ $words }”
talk-picture = 📷 Picture
    .sms = [picture]
talk-sound = 🎤 Voice message
    .sms = [voice message]
talk-document = 📎 Document
    .sms = [document]

talk-with-school = 💬 You are writing to { $with }, about { $child }
    .sms = You are writing to { $with } about { $child }.
talk-with-family = 💬 You are writing to { $with }.
talk-passed = ✅ Your message has been passed on.
    .sms = Passed on.
talk-how =
    Whatever you write now is passed on word for word. Nobody sees your number.
    To finish: end. For a command, put a slash before it: /help. After 30 minutes of silence I take over again.
    .sms = All you write is passed on. To finish: end
talk-hours = 🕗 The school answers: { $hours }.
talk-hours-line = { $days } { $from } to { $until }
talk-hours-always = The school has set no hours: write whenever you like, somebody will answer as soon as they can.
talk-later = Your message is safe with us. It will be delivered on { $moment }.
talk-later-family = It is night for families: your message will be delivered on { $moment }.
talk-to-whom = Whom would you like to write to?
talk-pass-on = “{ $heard }”: whom should I pass this message on to?
talk-about-whom = About which child are you writing to { $to }?
talk-or-command = “{ $heard }”: is this a message to { $family }? “Send” passes it on, “No” makes it a command for me.
talk-line = • “{ $words }”
talk-or-commands = Are these { $count } messages for { $family }? “Send” passes them on together, in this order; “No” keeps them here.
talk-kept-back =
    { $count ->
        [one] This message was not passed on:
       *[other] These { $count } messages were not passed on:
    }
talk-to-parents =
    { $guardians ->
        [one] Message to a parent of { $child } ({ $class }):
       *[other] Message to { $guardians } parents of { $child } ({ $class }):
    }
talk-child-in = { $child } ({ $class })
talk-to-families =
    { $guardians ->
        [one] Message to one parent ({ $children }):
       *[other] Message to { $guardians } parents ({ $children }):
    }
talk-begun-with-several =
    { $guardians ->
        [one] ✅ Sent to one parent. The answer will come here.
       *[other] ✅ Sent to { $guardians } parents. Their answers will come here.
    }
talk-to-one = Message to { $family }:
talk-which-guardian = To which parent of { $child } ({ $class })? The school's file does not say.
talk-send-question = Shall I send it?
talk-awaits-budget = ⏳ This month's budget for messages is used up: this message waits until the office raises it.
talk-begun =
    { $guardians ->
        [one] ✅ Sent to a parent of { $child } ({ $class }). The answer will come here.
       *[other] ✅ Sent to { $guardians } parents of { $child } ({ $class }). Their answers will come here.
    }
talk-family-not-reached = Your message has not been passed on: this family cannot be reached here. Call them, or ask the office.
talk-not-reached = Your message was not passed on: they cannot be reached here. Call the school, or try again later.
talk-too-much = Your message was not passed on: you have sent many within an hour. Try again in a while.
talk-too-many-threads = You have begun many conversations today. Go on with one of them, or try again tomorrow.
talk-too-long = Your message is too long: 3,000 characters at most. Nothing was passed on.
talk-locked = This conversation has been reported: nothing is passed on until the school office opens it again.
talk-file = This file cannot be passed on. Send a photo, a voice message or a PDF of less than 10 MB.
talk-taken = Your message was not passed on: somebody else in the office is already answering this family.
talk-stopped = You have stopped messages: the answer could not reach you. Write first: resume
talk-ended = The conversation is over. I am listening to you again.
talk-ended-by = The conversation was ended by { $by }. To answer once more, quote one of their messages.
talk-lapsed-family =
    Your message of { $day } to { $with } was not answered, and the conversation is over now.
    To ask again, write for example: talk to the school office
talk-lapsed-school = The conversation with { $with } has ended by itself: their message of { $day } was not answered. To answer it still, quote it.
talk-exported =
    { $threads ->
        [0] No conversation is about { $child }.
        [one] One conversation about { $child }. That you read it is noted in the log.
       *[other] { $threads } conversations about { $child }. That you read them is noted in the log.
    }
talk-none-open = No conversation is open. To write to somebody: talk to the maths teacher, or: talk to the office
talk-nobody = I find nobody to write to about { $child } in this subject. Write for example: talk to the office
talk-handed-over = Your conversation has gone to { $to }: that is where you are answered now.
talk-handed-away = Handed over: { $family }. You no longer answer there.
talk-handed-to = { $by } hands a conversation to you: { $family }.
talk-taken-by = { $by } is answering: { $family }.
talk-stood-in = { $teacher } cannot be reached here: the school office reads your message and answers in their place.
talk-report-which = Report your conversation with { $with } to the school office? Nothing more will be passed on in it.
talk-report-or-card = Would you like to report your conversation with { $with } to the school office, or to read a report card?
talk-reopened = The school office has opened your conversation with { $with }, about { $child }, again, which you had reported.
talk-reported = The school office has been told. Nothing more is passed on in this conversation.
talk-reported-nobody = It is noted, and nothing more is passed on in this conversation. Nobody in the office can be reached here: call the school.
talk-reported-by-school = ⚠️ Conversation reported by { $school }: { $family }. Nothing more is passed on in it.
talk-reported-by-family = ⚠️ Conversation reported by { $family }, with { $school }. Nothing more is passed on in it.
talk-unlocked = The conversation is open again: { $family }.
talk-waiting =
    { $count ->
        [one] ⏰ One family is waiting for your answer:
       *[other] ⏰ { $count } families are waiting for your answer:
    }
