# Announcements to many families: what their author sees, and what families read.

moment = { $day } على الساعة { $hour }

announcement = 📣 { $school }
announcement-again = 📣 تذكير · { $school }
announcement-urgent = 🚨 عاجل · { $school }
announcement-by = { $by }
announcement-reading = المرجو تأكيد قراءتكم لهذه الرسالة.
announcement-coming = هل ستحضرون؟
answer-noted-read = شكرا، سجلنا أنكم قرأتم الرسالة.
answer-noted-coming = شكرا، سجلنا أنكم ستحضرون. إن غيرتم رأيكم فاكتبوا: لن أحضر
answer-noted-not-coming = سجلنا أنكم لن تحضروا. إن غيرتم رأيكم فاكتبوا: سأحضر
answer-changed-coming = غيرنا جوابكم: ستحضرون. شكرا!
answer-changed-not-coming = غيرنا جوابكم: لن تحضروا.
answer-page-coming = شكرا، سجلنا أنكم ستحضرون.
answer-page-not-coming = سجلنا أنكم لن تحضروا.
announcement-which = عدة إعلانات تنتظر جوابكم. على أيها تجيبون؟

audience-school = المدرسة كلها
audience-classes = { $classes }
audience-students =
    { $count ->
        [zero] لا أحد من التلاميذ
        [one] تلميذ واحد
        [two] تلميذان
        [few] { $count } تلاميذ
        [many] { $count } تلميذا
       *[other] { $count } تلميذ
    }

broadcast-preview = إعلان للأسر ({ $audience }). هذا ما ستقرؤه:
broadcast-asks = { $by } يطلب موافقتكم على إعلان للأسر ({ $audience }). هذا ما ستقرؤه:
broadcast-also-fr = للأسر التي تقرأ بالفرنسية:
broadcast-also-en = للأسر التي تقرأ بالإنجليزية:
broadcast-also-ar = للأسر التي تقرأ بالعربية:
broadcast-also-others = لباقي الأسر:
broadcast-sms-parts =
    { $parts ->
        [one] • عبر SMS تتوصل به كل أسرة في جزء واحد
        [two] • عبر SMS تتوصل به كل أسرة في جزأين، يؤدى عن كل منهما
        [few] • عبر SMS تتوصل به كل أسرة في { $parts } أجزاء على الأكثر، يؤدى عن كل منها
       *[other] • عبر SMS تتوصل به كل أسرة في { $parts } جزءا على الأكثر، يؤدى عن كل منها
    }
broadcast-families =
    { $families ->
        [zero] لا أسرة
        [one] أسرة واحدة
        [two] أسرتان
        [few] { $families } أسر
        [many] { $families } أسرة
       *[other] { $families } أسرة
    }
broadcast-channels = عبر { $channels }
preview-sms =
    { $parts ->
        [one] 📱 عبر SMS في جزء واحد:
        [two] 📱 عبر SMS في جزأين:
        [few] 📱 عبر SMS في { $parts } أجزاء:
       *[other] 📱 عبر SMS في { $parts } جزءا:
    }
preview-template =
    { $count ->
        [one] 💬 أسرة واحدة لم تكتب عبر WhatsApp منذ يوم. ترى هذا أولا:
        [two] 💬 أسرتان لم تكتبا عبر WhatsApp منذ يوم. تريان هذا أولا:
        [few] 💬 { $count } أسر لم تكتب عبر WhatsApp منذ يوم. ترى هذا أولا:
       *[other] 💬 { $count } أسرة لم تكتب عبر WhatsApp منذ يوم. ترى هذا أولا:
    }
preview-letter = ✉️ عبر البريد الإلكتروني: النص نفسه، تحت عنوان «{ $subject }».
preview-letter-asks = ✉️ عبر البريد الإلكتروني: النص نفسه، تحت عنوان «{ $subject }»، مع رابط للجواب.
broadcast-unreached =
    { $count ->
        [zero] كل التلاميذ لهم ولي يمكن الوصول إليه: { $students }
        [one] تلميذ واحد لا يمكن الوصول هنا إلى أي من أوليائه: { $students }
        [two] تلميذان لا يمكن الوصول هنا إلى أي من أوليائهما: { $students }
        [few] { $count } تلاميذ لا يمكن الوصول هنا إلى أي من أوليائهم: { $students }
        [many] { $count } تلميذا لا يمكن الوصول هنا إلى أي من أوليائهم: { $students }
       *[other] { $count } تلميذ لا يمكن الوصول هنا إلى أي من أوليائهم: { $students }
    }
broadcast-doubtful =
    { $count ->
        [one] تلميذ واحد لم يصل شيء إلى أسرته مؤخرا، وليس لها عنوان آخر: { $students }
        [two] تلميذان لم يصل شيء إلى أسرتيهما مؤخرا، وليس لهما عنوان آخر: { $students }
        [few] { $count } تلاميذ لم يصل شيء إلى أسرهم مؤخرا، وليس لها عنوان آخر: { $students }
       *[other] { $count } تلميذا لم يصل شيء إلى أسرهم مؤخرا، وليس لها عنوان آخر: { $students }
    }
broadcast-cost = التكلفة: { $cost } على الأكثر (أقل إن كتبت أسر قبل الإرسال)
broadcast-fallback = • من تعذّر الوصول إليه بهذه الطريقة تصله رسالة قصيرة (SMS): إلى حدود { $cost } إضافية
broadcast-free = دون كلفة
broadcast-short = ⚠️ لم يبق في ميزانية الشهر سوى { $left }: جزء من الرسائل سينتظر.
broadcast-short-none = ⚠️ نفدت ميزانية الشهر (بقي { $left }): كل ما يؤدى عنه سينتظر.
broadcast-template-waits =
    { $count ->
        [one] ⚠️ لم يقبل WhatsApp بعد قالب هذه الرسائل: أسرة واحدة ستنتظر.
        [two] ⚠️ لم يقبل WhatsApp بعد قالب هذه الرسائل: أسرتان ستنتظران.
        [few] ⚠️ لم يقبل WhatsApp بعد قالب هذه الرسائل: { $count } أسر ستنتظر.
       *[other] ⚠️ لم يقبل WhatsApp بعد قالب هذه الرسائل: { $count } أسرة ستنتظر.
    }
broadcast-template-refused =
    { $count ->
        [one] ⚠️ يرفض WhatsApp قالب هذه الرسائل: أسرة واحدة لا يمكن الوصول إليها هكذا.
        [two] ⚠️ يرفض WhatsApp قالب هذه الرسائل: أسرتان لا يمكن الوصول إليهما هكذا.
        [few] ⚠️ يرفض WhatsApp قالب هذه الرسائل: { $count } أسر لا يمكن الوصول إليها هكذا.
       *[other] ⚠️ يرفض WhatsApp قالب هذه الرسائل: { $count } أسرة لا يمكن الوصول إليها هكذا.
    }
broadcast-takes-minutes =
    { $count ->
        [zero] يتم الإرسال في الحال.
        [one] يستغرق الإرسال دقيقة تقريبا.
        [two] يستغرق الإرسال دقيقتين تقريبا.
        [few] يستغرق الإرسال { $count } دقائق تقريبا.
        [many] يستغرق الإرسال { $count } دقيقة تقريبا.
       *[other] يستغرق الإرسال { $count } دقيقة تقريبا.
    }
broadcast-takes-hours =
    { $count ->
        [zero] يتم الإرسال في الحال.
        [one] يستغرق الإرسال ساعة تقريبا.
        [two] يستغرق الإرسال ساعتين تقريبا.
        [few] يستغرق الإرسال { $count } ساعات تقريبا.
        [many] يستغرق الإرسال { $count } ساعة تقريبا.
       *[other] يستغرق الإرسال { $count } ساعة تقريبا.
    }
broadcast-takes-days =
    { $count ->
        [zero] ⚠️ واتساب يحد من عدد المحادثات الجديدة في اليوم.
        [one] ⚠️ واتساب يحد من عدد المحادثات الجديدة في اليوم: الإرسال يستغرق يوما.
        [two] ⚠️ واتساب يحد من عدد المحادثات الجديدة في اليوم: الإرسال يمتد على يومين.
        [few] ⚠️ واتساب يحد من عدد المحادثات الجديدة في اليوم: الإرسال يمتد على { $count } أيام.
        [many] ⚠️ واتساب يحد من عدد المحادثات الجديدة في اليوم: الإرسال يمتد على { $count } يوما.
       *[other] ⚠️ واتساب يحد من عدد المحادثات الجديدة في اليوم: الإرسال يمتد على { $count } يوم.
    }
broadcast-at = موعد الإرسال: { $moment }
broadcast-urgent = 🚨 إعلان عاجل: يرسل حتى في الليل.
broadcast-second = يلزم أن يوافق شخص ثان من الإدارة.
broadcast-question = هل أرسله؟
broadcast-approve-question = هل توافقون؟
broadcast-type =
    { $families ->
        [zero] للإرسال اكتبوا: أرسل { $families }
        [one] للإرسال إلى أسرة واحدة اكتبوا: أرسل { $families }
        [two] للإرسال إلى أسرتين اكتبوا: أرسل { $families }
        [few] للإرسال إلى { $families } أسر اكتبوا: أرسل { $families }
        [many] للإرسال إلى { $families } أسرة اكتبوا: أرسل { $families }
       *[other] للإرسال إلى { $families } أسرة اكتبوا: أرسل { $families }
    }
broadcast-later = لوقت لاحق اكتبوا مثلا: برمج غدا على الساعة 8
broadcast-how =
    اكتبوا « إعلان » ثم القسم ثم نقطتين ثم الرسالة. مثلا:
    إعلان { $class }: اجتماع الآباء يوم الخميس على الساعة 16.
    للمدرسة كلها: إعلان للجميع: …
broadcast-how-school =
    اكتبوا مثلا:
    إعلان للجميع: المدرسة مغلقة يوم الجمعة.
broadcast-when = متى أرسله؟ مثلا: برمج غدا على الساعة 8. لتغيير النص: غير النص: نصكم الجديد
broadcast-when-past = هذا الوقت قد مضى. اكتبوا مثلا: برمج غدا على الساعة 8
broadcast-too-long =
    { $most ->
        [zero] الرسالة طويلة جدا. لم يرسل شيء.
        [one] الرسالة طويلة جدا: حرف واحد على الأكثر. لم يرسل شيء.
        [two] الرسالة طويلة جدا: حرفان على الأكثر. لم يرسل شيء.
        [few] الرسالة طويلة جدا: { $most } أحرف على الأكثر. لم يرسل شيء.
        [many] الرسالة طويلة جدا: { $most } حرفا على الأكثر. لم يرسل شيء.
       *[other] الرسالة طويلة جدا: { $most } حرف على الأكثر. لم يرسل شيء.
    }
broadcast-nobody =
    لا يمكن الوصول إلى أحد: لم يربط أي ولي هاتفه بعد. لم يرسل شيء.
    { $count ->
        [zero] لا يعني هذا أي تلميذ.
        [one] يعني هذا تلميذا واحدا.
        [two] يعني هذا تلميذين.
        [few] يعني هذا { $count } تلاميذ.
        [many] يعني هذا { $count } تلميذا.
       *[other] يعني هذا { $count } تلميذ.
    }
broadcast-begun =
    { $families ->
        [zero] ✅ بدأ الإرسال. لا أسرة معنية.
        [one] ✅ بدأ الإرسال إلى أسرة واحدة.
        [two] ✅ بدأ الإرسال إلى أسرتين.
        [few] ✅ بدأ الإرسال إلى { $families } أسر.
        [many] ✅ بدأ الإرسال إلى { $families } أسرة.
       *[other] ✅ بدأ الإرسال إلى { $families } أسرة.
    }
broadcast-ready =
    { $families ->
        [zero] ✅ الإعلان جاهز. لا أسرة معنية.
        [one] ✅ الإعلان جاهز لأسرة واحدة.
        [two] ✅ الإعلان جاهز لأسرتين.
        [few] ✅ الإعلان جاهز لـ { $families } أسر.
        [many] ✅ الإعلان جاهز لـ { $families } أسرة.
       *[other] ✅ الإعلان جاهز لـ { $families } أسرة.
    }
broadcast-scheduled =
    { $families ->
        [zero] ✅ تمت البرمجة: { $moment }، لا أسرة معنية.
        [one] ✅ تمت البرمجة: { $moment }، أسرة واحدة.
        [two] ✅ تمت البرمجة: { $moment }، أسرتان.
        [few] ✅ تمت البرمجة: { $moment }، { $families } أسر.
        [many] ✅ تمت البرمجة: { $moment }، { $families } أسرة.
       *[other] ✅ تمت البرمجة: { $moment }، { $families } أسرة.
    }
broadcast-begun-how = سأخبركم عند الانتهاء. في أي وقت: «ألغ الإعلان» أو «من قرأ؟»
broadcast-awaiting =
    { $people ->
        [zero] إعلانكم ينتظر موافقة شخص ثان.
        [one] إعلانكم ينتظر موافقة شخص ثان.
        [two] إعلانكم ينتظر موافقة أحد شخصين.
        [few] إعلانكم ينتظر موافقة أحد { $people } أشخاص.
        [many] إعلانكم ينتظر موافقة أحد { $people } شخصا.
       *[other] إعلانكم ينتظر موافقة أحد { $people } شخص.
    }
    { $families ->
        [zero] لا أسرة معنية.
        [one] أسرة واحدة معنية. لم يرسل شيء حتى الآن.
        [two] أسرتان معنيتان. لم يرسل شيء حتى الآن.
        [few] { $families } أسر معنية. لم يرسل شيء حتى الآن.
        [many] { $families } أسرة معنية. لم يرسل شيء حتى الآن.
       *[other] { $families } أسرة معنية. لم يرسل شيء حتى الآن.
    }
broadcast-awaiting-nobody =
    إعلان بهذا الحجم يحتاج إلى موافقة شخص ثان من الإدارة، ولا يمكن الوصول هنا إلى أحد منهم. لم يرسل شيء.
broadcast-approved =
    { $families ->
        [zero] ✅ تمت الموافقة. لا أسرة معنية.
        [one] ✅ تمت الموافقة، الإعلان في طريقه إلى أسرة واحدة.
        [two] ✅ تمت الموافقة، الإعلان في طريقه إلى أسرتين.
        [few] ✅ تمت الموافقة، الإعلان في طريقه إلى { $families } أسر.
        [many] ✅ تمت الموافقة، الإعلان في طريقه إلى { $families } أسرة.
       *[other] ✅ تمت الموافقة، الإعلان في طريقه إلى { $families } أسرة.
    }
broadcast-approved-by =
    { $families ->
        [zero] ✅ تمت الموافقة على إعلانكم من { $by }. لا أسرة معنية.
        [one] ✅ تمت الموافقة على إعلانكم من { $by }: هو في طريقه إلى أسرة واحدة.
        [two] ✅ تمت الموافقة على إعلانكم من { $by }: هو في طريقه إلى أسرتين.
        [few] ✅ تمت الموافقة على إعلانكم من { $by }: هو في طريقه إلى { $families } أسر.
        [many] ✅ تمت الموافقة على إعلانكم من { $by }: هو في طريقه إلى { $families } أسرة.
       *[other] ✅ تمت الموافقة على إعلانكم من { $by }: هو في طريقه إلى { $families } أسرة.
    }
broadcast-refused = تم الرفض، لم يرسل شيء. سيتم إخبار صاحب الطلب.
broadcast-refused-by = رُفض إعلانكم من { $by }: لم يرسل شيء.
broadcast-expired = لم يوافق أحد في الوقت المحدد: لم يرسل إعلانكم. يمكنكم كتابته من جديد.
broadcast-cancelled =
    { $unsent ->
        [zero] توقف الإعلان. لم تبق أي أسرة تنتظره.
        [one] توقف الإعلان. لن تتوصل به أسرة واحدة.
        [two] توقف الإعلان. لن تتوصل به أسرتان.
        [few] توقف الإعلان. لن تتوصل به { $unsent } أسر.
        [many] توقف الإعلان. لن تتوصل به { $unsent } أسرة.
       *[other] توقف الإعلان. لن تتوصل به { $unsent } أسرة.
    }
    { $gone ->
        [zero] لم يتوصل به أحد.
        [one] توصلت به أسرة واحدة قبل ذلك.
        [two] توصلت به أسرتان قبل ذلك.
        [few] توصلت به { $gone } أسر قبل ذلك.
        [many] توصلت به { $gone } أسرة قبل ذلك.
       *[other] توصلت به { $gone } أسرة قبل ذلك.
    }
broadcast-paused =
    { $count ->
        [zero] الإعلان موقوف مؤقتا.
        [one] الإعلان موقوف مؤقتا. رسالة واحدة تنتظر.
        [two] الإعلان موقوف مؤقتا. رسالتان تنتظران.
        [few] الإعلان موقوف مؤقتا. { $count } رسائل تنتظر.
        [many] الإعلان موقوف مؤقتا. { $count } رسالة تنتظر.
       *[other] الإعلان موقوف مؤقتا. { $count } رسالة تنتظر.
    }
broadcast-resumed =
    { $count ->
        [zero] يتواصل الإعلان.
        [one] يتواصل الإعلان: رسالة واحدة في طريقها.
        [two] يتواصل الإعلان: رسالتان في طريقهما.
        [few] يتواصل الإعلان: { $count } رسائل في طريقها.
        [many] يتواصل الإعلان: { $count } رسالة في طريقها.
       *[other] يتواصل الإعلان: { $count } رسالة في طريقها.
    }
broadcast-report = 📣 «{ $start }»، { $began }
broadcast-report-ended = 📣 انتهى الإعلان: «{ $start }»، { $began }
broadcast-report-cancelled = 📣 إعلان ملغى: «{ $start }»، { $began }. ما لم يُرسل لن يُرسل.
broadcast-report-refused = 📣 إعلان مرفوض: «{ $start }»، { $began }. لم تُعط الموافقة المطلوبة: لم يُرسل شيء.
report-waiting = • في الانتظار: { $count }
report-waits-budget =   – حتى تسمح ميزانية الشهر: { $count }
report-waits-places =   – حتى الغد، لأن WhatsApp يحدد عدد المستلمين الجدد في اليوم: { $count }
report-waits-template =   – حتى يقبل WhatsApp القالب: { $count }
report-waits-night =   – حتى الصباح: { $count }
report-sent = • أُرسلت ولم تصل بعد: { $count }
report-delivered = • وصلت إلى الهاتف: { $count }
report-read = • قُرئت: { $count }
report-doubtful = • ربما لم تصل: { $count }
report-failed-address = • لم تصل، الرقم لا يستقبل الرسائل: { $count }
report-failed-unwanted = • لم ترسل، الأسرة أوقفت الرسائل: { $count }
report-failed-too-late = • لم ترسل في الوقت المناسب: { $count }
report-failed-budget = • لم ترسل، نفدت الميزانية: { $count }
report-failed-other = • لم ترسل: { $count }
report-failed-cancelled = • أوقفت قبل الإرسال: { $count }
report-acknowledged = أكدوا القراءة: { $count } · دون جواب: { $silent }
report-coming = سيحضرون: { $coming } · لن يحضروا: { $not } · دون جواب: { $silent }
report-cost = الكلفة: { $cost }
report-paused = الإعلان موقوف مؤقتا.
broadcast-retried =
    { $families ->
        [zero] لا أحد يحتاج إلى إعادة الإرسال.
        [one] ✅ أعيد إرساله إلى أسرة واحدة.
        [two] ✅ أعيد إرساله إلى أسرتين.
        [few] ✅ أعيد إرساله إلى { $families } أسر.
        [many] ✅ أعيد إرساله إلى { $families } أسرة.
       *[other] ✅ أعيد إرساله إلى { $families } أسرة.
    }
broadcast-reminded =
    { $families ->
        [zero] لا أحد يحتاج إلى تذكير.
        [one] ✅ أذكر أسرة واحدة.
        [two] ✅ أذكر أسرتين.
        [few] ✅ أذكر { $families } أسر.
        [many] ✅ أذكر { $families } أسرة.
       *[other] ✅ أذكر { $families } أسرة.
    }
broadcast-none-yet =
    لا يوجد إعلان بعد. لكتابة إعلان:
    إعلان { $class }: اجتماع الآباء يوم الخميس على الساعة 16.
broadcast-over = هذا الإعلان منته.
broadcast-changed = تغير هذا الإعلان في الأثناء. اكتبوه من جديد.
scheduled-list = 🕗 الإعلانات المبرمجة:
scheduled-line = { $number }. { $moment }، { $audience }: «{ $start }» ({ $by })
scheduled-line-paused = { $number }. { $moment }، { $audience }: «{ $start }» ({ $by })، معلق
scheduled-awaiting = ⏳ في انتظار موافقة شخص ثان:
scheduled-awaiting-line = • { $audience }: «{ $start }» ({ $by })
scheduled-confirm-pause =
    هل أعلق هذا الإعلان؟
    { $broadcast }
scheduled-confirm-resume =
    هل أستأنف إرسال هذا الإعلان؟
    { $broadcast }
scheduled-more =
    { $count ->
        [zero] … لا غيرها.
        [one] … وإعلان آخر لاحقا.
        [two] … وإعلانان آخران لاحقا.
        [few] … و{ $count } إعلانات أخرى لاحقا.
        [many] … و{ $count } إعلانا آخر لاحقا.
       *[other] … و{ $count } إعلان آخر لاحقا.
    }
scheduled-how = للتغيير: انقل الإعلان 1 إلى غدا على الساعة 8 · علق الإعلان 1 · ألغ الإعلان 1
scheduled-one = «{ $start }» ({ $by })، { $audience }، { $moment }
scheduled-confirm-stop =
    هل ألغي هذا الإعلان؟
    { $broadcast }
scheduled-confirm-move =
    هل أغير موعد هذا الإعلان؟ سيرسل { $to }.
    { $broadcast }
scheduled-none = لا إعلان مبرمجا لوقت لاحق.
scheduled-no-such =
    { $count ->
        [zero] لا إعلان مبرمجا.
        [one] هناك إعلان مبرمج واحد. لرؤيته: الإعلانات المبرمجة
        [two] هناك إعلانان مبرمجان. لرؤيتهما: الإعلانات المبرمجة
        [few] هناك { $count } إعلانات مبرمجة. لرؤيتها: الإعلانات المبرمجة
        [many] هناك { $count } إعلانا مبرمجا. لرؤيتها: الإعلانات المبرمجة
       *[other] هناك { $count } إعلان مبرمج. لرؤيتها: الإعلانات المبرمجة
    }
scheduled-which = أي إعلان تريدون تغيير موعده؟
scheduled-when = متى أرسله؟ مثلا: غدا على الساعة 8
scheduled-when-past = هذا الوقت قد مضى. متى أرسله؟ مثلا: غدا على الساعة 8
scheduled-when-hour = في أي ساعة أرسله، { $day }؟ مثلا: الساعة 7. ولإرساله فورا: الآن
scheduled-moved = ✅ سيرسل الإعلان { $moment }.
scheduled-too-late = لم يعد هذا الإعلان في الانتظار: فقد أرسل أو ألغي.
