# Conversations between families and the school. People's own words are passed on untouched.

talk-family = 💬 { $family }
talk-family-about = 💬 { $family } · { $subject }
talk-family-named = { $name }، ولي { $child } ({ $class })
talk-family-unnamed = ولي { $child } ({ $class })
talk-school = 💬 { $by }، بخصوص { $child }
    .sms = { $by }، { $child }:
talk-teacher = { $name } ({ $subject })
talk-office = الإدارة
talk-answers = → « { $words } »
talk-picture = 📷 صورة
    .sms = [صورة]
talk-sound = 🎤 رسالة صوتية
    .sms = [رسالة صوتية]
talk-document = 📎 وثيقة
    .sms = [وثيقة]

talk-with-school = 💬 أنتم تكتبون إلى { $with } بخصوص { $child }
    .sms = تكتبون إلى { $with } بخصوص { $child }.
talk-with-family = 💬 أنتم تكتبون إلى { $with }.
talk-passed = ✅ تم تبليغ رسالتكم.
    .sms = بُلّغت رسالتكم.
talk-how =
    كل ما تكتبونه الآن يُبلَّغ كما هو، ولا أحد يرى رقمكم.
    للإنهاء: انتهى. لإعطاء أمر ضعوا أمامه شرطة: /مساعدة. بعد 30 دقيقة من الصمت أعود لخدمتكم.
    .sms = كل ما تكتبونه يُبلَّغ. للإنهاء: انتهى
talk-hours = 🕗 أوقات جواب المؤسسة: { $hours }.
talk-hours-line = { $days } من { $from } إلى { $until }
talk-hours-always = لم تحدد المؤسسة أوقاتا للجواب: اكتبوا متى شئتم، وسيجيبكم أحد في أقرب وقت.
talk-later = رسالتكم محفوظة، وستُسلَّم { $moment }.
talk-later-family = الوقت ليل عند الأسر: ستُسلَّم رسالتكم { $moment }.
talk-to-whom = إلى من تريدون الكتابة؟
talk-pass-on = « { $heard } »: إلى من أبلغ هذه الرسالة؟
talk-about-whom = بخصوص أي من أبنائكم تكتبون إلى { $to }؟
talk-or-command = « { $heard } »: هل هي رسالة إلى { $family }؟ « إرسال » لتبليغها، و« لا » لتكون أمرا لي.
talk-line = • « { $words } »
talk-or-commands =
    { $count ->
        [zero] هل هي رسائل إلى { $family }؟ « إرسال » لتبليغها معا بهذا الترتيب، و« لا » لتبقى هنا.
        [one] هل هي رسالة إلى { $family }؟ « إرسال » لتبليغها، و« لا » لتبقى هنا.
        [two] هل هاتان الرسالتان إلى { $family }؟ « إرسال » لتبليغهما معا بهذا الترتيب، و« لا » لتبقيا هنا.
        [few] هل هذه الرسائل ({ $count }) إلى { $family }؟ « إرسال » لتبليغها معا بهذا الترتيب، و« لا » لتبقى هنا.
        [many] هل هذه الرسائل ({ $count }) إلى { $family }؟ « إرسال » لتبليغها معا بهذا الترتيب، و« لا » لتبقى هنا.
       *[other] هل هذه الرسائل ({ $count }) إلى { $family }؟ « إرسال » لتبليغها معا بهذا الترتيب، و« لا » لتبقى هنا.
    }
talk-kept-back =
    { $count ->
        [zero] لم يُبلَّغ شيء:
        [one] لم تُبلَّغ هذه الرسالة:
        [two] لم تُبلَّغ هاتان الرسالتان:
        [few] لم تُبلَّغ هذه الرسائل ({ $count }):
        [many] لم تُبلَّغ هذه الرسائل ({ $count }):
       *[other] لم تُبلَّغ هذه الرسائل ({ $count }):
    }
talk-to-parents =
    { $guardians ->
        [zero] رسالة إلى أولياء { $child } ({ $class }):
        [one] رسالة إلى ولي { $child } ({ $class }):
        [two] رسالة إلى وليي { $child } ({ $class }):
        [few] رسالة إلى { $guardians } من أولياء { $child } ({ $class }):
        [many] رسالة إلى { $guardians } من أولياء { $child } ({ $class }):
       *[other] رسالة إلى { $guardians } من أولياء { $child } ({ $class }):
    }
talk-child-in = { $child } ({ $class })
talk-to-families =
    { $guardians ->
        [zero] رسالة إلى الأولياء ({ $children }):
        [one] رسالة إلى ولي واحد ({ $children }):
        [two] رسالة إلى وليين ({ $children }):
        [few] رسالة إلى { $guardians } أولياء ({ $children }):
       *[other] رسالة إلى { $guardians } وليا ({ $children }):
    }
talk-begun-with-several =
    { $guardians ->
        [zero] لم تصل الرسالة إلى أحد.
        [one] ✅ أُرسلت إلى ولي واحد، وسيصل الجواب هنا.
        [two] ✅ أُرسلت إلى وليين، وسيصل جوابهما هنا.
        [few] ✅ أُرسلت إلى { $guardians } أولياء، وستصل الأجوبة هنا.
       *[other] ✅ أُرسلت إلى { $guardians } وليا، وستصل الأجوبة هنا.
    }
talk-to-one = رسالة إلى { $family }:
talk-which-guardian = إلى أي ولي من أولياء { $child } ({ $class })؟ ملف المؤسسة لا يوضح ذلك.
talk-send-question = هل أرسلها؟
talk-awaits-budget = ⏳ نفدت ميزانية رسائل هذا الشهر: الرسالة تنتظر أن تزيدها الإدارة.
talk-begun =
    { $guardians ->
        [zero] لم يصل شيء إلى أولياء { $child } ({ $class }).
        [one] ✅ أُرسلت إلى ولي { $child } ({ $class })، وسيصل الجواب هنا.
        [two] ✅ أُرسلت إلى وليي { $child } ({ $class })، وسيصل الجواب هنا.
        [few] ✅ أُرسلت إلى { $guardians } من أولياء { $child } ({ $class })، وستصل الأجوبة هنا.
        [many] ✅ أُرسلت إلى { $guardians } من أولياء { $child } ({ $class })، وستصل الأجوبة هنا.
       *[other] ✅ أُرسلت إلى { $guardians } من أولياء { $child } ({ $class })، وستصل الأجوبة هنا.
    }
talk-family-not-reached = لم تُبلَّغ رسالتكم: لا يمكن الوصول إلى هذه الأسرة هنا. اتصلوا بها أو اطلبوا ذلك من الإدارة.
talk-not-reached = لم تُبلَّغ رسالتكم: لا يمكن الوصول إلى المعني هنا. اتصلوا بالمؤسسة أو حاولوا لاحقا.
talk-too-much = لم تُبلَّغ رسالتكم: أرسلتم الكثير خلال ساعة. حاولوا بعد قليل.
talk-too-many-threads = بدأتم محادثات كثيرة اليوم. تابعوا إحداها أو حاولوا غدا.
talk-too-long = رسالتكم طويلة جدا: 3000 حرف على الأكثر. لم يُبلَّغ أي شيء.
talk-locked = تم التبليغ عن هذه المحادثة: لا يُبلَّغ فيها شيء حتى تعيد الإدارة فتحها.
talk-file = لا يمكن تمرير هذا الملف. أرسلوا صورة أو رسالة صوتية أو ملف PDF أصغر من 10 ميغا.
talk-taken = لم تُبلَّغ رسالتكم: شخص آخر من الإدارة يجيب هذه الأسرة.
talk-stopped = لقد أوقفتم الرسائل، فلن يصلكم الجواب. اكتبوا أولا: استئناف
talk-ended = انتهت المحادثة. أنا في خدمتكم من جديد.
talk-ended-by = أنهى المحادثة { $by }. للجواب مرة أخرى، اقتبسوا إحدى رسائله.
talk-lapsed-family =
    لم تتوصلوا بجواب عن رسالتكم ليوم { $day } إلى { $with }، وقد انتهت المحادثة الآن.
    للسؤال من جديد اكتبوا مثلا: التواصل مع الإدارة
talk-lapsed-school = انتهت المحادثة مع { $with } من تلقاء نفسها: بقيت رسالة يوم { $day } دون جواب. للرد عليها اقتبسوها.
talk-exported =
    { $threads ->
        [0] لا توجد محادثة بخصوص { $child }.
        [one] محادثة واحدة بخصوص { $child }. يُسجَّل اطلاعكم عليها في السجل.
        [two] محادثتان بخصوص { $child }. يُسجَّل اطلاعكم عليهما في السجل.
        [few] { $threads } محادثات بخصوص { $child }. يُسجَّل اطلاعكم عليها في السجل.
        [many] { $threads } محادثة بخصوص { $child }. يُسجَّل اطلاعكم عليها في السجل.
       *[other] { $threads } محادثة بخصوص { $child }. يُسجَّل اطلاعكم عليها في السجل.
    }
talk-none-open = لا توجد محادثة مفتوحة. للكتابة إلى أحد: أريد التحدث مع أستاذ الرياضيات، أو: أريد التحدث مع الإدارة
talk-nobody = لا أجد من تكتبون إليه بخصوص { $child } في هذه المادة. اكتبوا مثلا: أريد التحدث مع الإدارة
talk-handed-over = انتقلت محادثتكم إلى { $to }، ومن هناك سيأتيكم الجواب.
talk-handed-away = تم التحويل: { $family }. لم تعودوا تجيبون فيها.
talk-handed-to = { $by } يحيل إليكم محادثة: { $family }.
talk-taken-by = { $by } يتولى الجواب: { $family }.
talk-stood-in = لا يمكن الوصول إلى { $teacher } هنا: الإدارة تقرأ رسالتكم وتجيبكم مكانه.
talk-report-which = هل نبلغ الإدارة عن محادثتكم مع { $with }؟ لن يُبلَّغ فيها أي شيء بعد ذلك.
talk-report-or-card = هل تريدون تبليغ الإدارة عن محادثتكم مع { $with }، أم قراءة كشف النقط؟
talk-reopened = أعادت الإدارة فتح محادثتكم مع { $with } بخصوص { $child }، التي كنتم بلّغتم عنها.
talk-reported = تم إبلاغ الإدارة. لن يُبلَّغ أي شيء آخر في هذه المحادثة.
talk-reported-nobody = تم تسجيل ذلك، ولن يُبلَّغ أي شيء آخر في هذه المحادثة. لا أحد من الإدارة يمكن الوصول إليه هنا: اتصلوا بالمؤسسة.
talk-reported-by-school = ⚠️ محادثة بلّغ عنها { $school }: { $family }. لا يُبلَّغ فيها أي شيء.
talk-reported-by-family = ⚠️ محادثة بلّغ عنها { $family }، مع { $school }. لا يُبلَّغ فيها أي شيء.
talk-unlocked = فُتحت المحادثة من جديد: { $family }.
talk-waiting =
    { $count ->
        [zero] ⏰ لا أسرة تنتظر جوابكم.
        [one] ⏰ أسرة واحدة تنتظر جوابكم:
        [two] ⏰ أسرتان تنتظران جوابكم:
        [few] ⏰ { $count } أسر تنتظر جوابكم:
        [many] ⏰ { $count } أسرة تنتظر جوابكم:
       *[other] ⏰ { $count } أسرة تنتظر جوابكم:
    }
