# How far an announcement is, and who answered what.
broadcast-progress = 📣 «{ $start }»: { $done } من { $of }، والإرسال مستمر…
broadcast-progress-over = 📣 «{ $start }»: { $done } من { $of }، انتهى الإرسال.
names-head = 📣 «{ $start }»
names-head-paged = 📣 «{ $start }»، الصفحة { $page } من { $pages }
names-nobody = لم تتوصل به أي أسرة بعد.
names-coming = سيحضرون ({ $count }):
names-not-coming = لن يحضروا ({ $count }):
names-read = قرؤوه ({ $count }):
names-silent = لم يجيبوا ({ $count }):
names-unread = لم يقرؤوه بعد ({ $count }):
names-not-reached = لم يتوصلوا به ({ $count }):
names-child = { $student } ({ $class })
names-line = • { $children }
names-line-guardian = • { $children }: { $guardian }
broadcast-of = 📣 «{ $start }»
broadcast-which = لديكم عدة إعلانات جارية. أيها تقصدون؟
broadcast-which-others = ليس لديكم إعلان جارٍ. أي إعلان تقصدون؟
broadcast-which-line = • «{ $start }» ({ $by }، { $at })
broadcast-which-line-for = • { $audience }: «{ $start }» ({ $by }، { $at })
course-moved-by = تغيّر موعد إعلانكم بطلب من { $by }: سيرسل { $moment }.
course-paused-by = عُلّق إعلانكم بطلب من { $by }.
course-resumed-by = استؤنف إرسال إعلانكم بطلب من { $by }.
course-cancelled-by = أُلغي إعلانكم بطلب من { $by }.
course-none-paused = لا إعلان لكم معلقا. لرؤية إعلاناتكم: الإعلانات المبرمجة
course-nothing-stopped = لا شيء متوقف: رسائلنا تصلكم، ولا إعلان لكم معلقا.
course-not-begun = لم يرسل بعد: موعد إرساله { $moment }.
course-not-begun-paused = لم يرسل بعد، وهو معلق. كان موعده { $moment }. لاستئنافه: استأنف الإعلان
course-confirmed =
    { $families ->
        [zero] ✅ تم التأكيد. لا أسرة معنية.
        [one] ✅ تم التأكيد لأسرة واحدة.
        [two] ✅ تم التأكيد لأسرتين.
        [few] ✅ تم التأكيد لـ { $families } أسر.
        [many] ✅ تم التأكيد لـ { $families } أسرة.
       *[other] ✅ تم التأكيد لـ { $families } أسرة.
    }
course-all-waits = ⏳ نفدت ميزانية الشهر (بقي { $left }): كل ما له تكلفة ينتظر.
course-part-waits = ⏳ لا تسمح ميزانية الشهر إلا بـ { $left }: جزء ينتظر.
course-confirm-words = هل أضع هذا النص مكان نص الإعلان؟
course-or-when = لتغيير وقت الإرسال فقط، اكتبوا مثلا: برمج غدا على الساعة 8
course-new-words = ما النص الجديد للإعلان؟
