# Around what is said by e-mail. The subject is read by whoever sees the screen: it names nobody.

mail-subject = دفتر التواصل: رسالة من المؤسسة
mail-footer = هذه الرسالة من دفتر التواصل الخاص بالمؤسسة. لا أحد يقرأ الردود على هذا العنوان.
mail-unsubscribe = إيقاف هذه الرسائل

unsubscribe-ask = هل تريدون إيقاف رسائل دفتر التواصل إلى هذا العنوان؟
unsubscribe-button = إيقاف الرسائل
unsubscribe-done = تم: لن تُرسل أي رسالة أخرى إلى هذا العنوان.
unsubscribe-unknown = هذا الرابط غير صالح. انسخوه كاملا، أو اتصلوا بالمؤسسة.

mail-answer-here = للجواب:
mail-answer = الجواب
