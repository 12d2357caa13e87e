# Around what is said by e-mail. The subject is read by whoever sees the screen: it names nobody.

mail-subject = School notebook: a message from the school
mail-footer = This message comes from the school notebook. Nobody reads answers to this address.
mail-unsubscribe = Stop these e-mails

unsubscribe-ask = Stop e-mails from the school notebook to this address?
unsubscribe-button = Stop them
unsubscribe-done = Done: no more e-mail will be sent to this address.
unsubscribe-unknown = This link is not valid. Copy all of it, or ask the school.

mail-answer-here = To answer:
mail-answer = Answer
