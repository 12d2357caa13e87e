# Said to anyone. The words a person can copy (الرمز، مساعدة، نقط…) must stay as they are: the service reads them.

stranger-welcome =
    مرحبا، هذا دفتر التواصل ({ $school }).
    لم نتعرف عليكم بعد. المرجو إرسال الرمز الذي سلمته لكم المؤسسة، مثلا:
    الرمز ABCD-EFGH-JKMN
    ليس لديكم رمز؟ اطلبوه من إدارة المؤسسة.

help-teacher =
    مرحبا { $name }. يمكنكم كتابة:

    • نقطة واحدة: { $student } 14 { $assessment }
    • لائحة: نقط { $class } { $subject } { $assessment }، ثم سطر لكل تلميذ (الاسم والنقطة)
    • للتراجع عن آخر إدخال: تراجع
    • للإرسال إلى الأسر: انشر { $assessment } { $class }
    • لتغيير اللغة: اللغة

    لا ترى الأسر شيئا قبل النشر.

help-guardian =
    يمكنكم كتابة:

    • نقط: آخر نقط أبنائكم
    { $children }
    • اللغة: لتغيير اللغة
    • توقف: لعدم تلقي أي رسالة بعد الآن
help-guardian-child = • نقط { $child }: لاختيار واحد من أبنائكم
help-guardian-no-child = • الرمز ABCD-EFGH-JKMN: لمتابعة تلميذ بالرمز الذي سلمته المؤسسة

help-admin =
    مرحبا { $name }. إليكم ما يمكنكم كتابته:

    • معدل القسم { $class }: المعدلات حسب المادة
    • اللغة: تغيير اللغة

    الإعلانات الموجهة إلى الأسر ليست متاحة هنا بعد.

greeting = مرحبا! كيف يمكننا مساعدتكم؟ للاطلاع على أمثلة، اكتبوا: مساعدة
greeting-name = مرحبا { $name }! كيف يمكننا مساعدتكم؟ للاطلاع على أمثلة، اكتبوا: مساعدة
thanks = لا شكر على واجب. نتمنى لكم يوما سعيدا!

not-understood =
    لم نفهم «{ $heard }».
    مثال يمكن نسخه: { $example }
example-mark = { $student } 14 { $assessment }
example-mark-of = { $student } { $value } { $assessment }
example-marks = نقط { $child }
example-link = الرمز ABCD-EFGH-JKMN
example-broadcast = إعلان { $class }: اجتماع يوم الجمعة على الساعة 16
example-help = مساعدة
sample-student = ياسمين العمراني
sample-assessment = الفرض 1
sample-class = 3AC2
sample-subject = الرياضيات

not-switched-on =
    طلبكم مفهوم: { $feature }. لم تفعّل المؤسسة هذه الخدمة هنا بعد.
    المرجو الاتصال بإدارة المؤسسة. لمعرفة الخدمات المتاحة، اكتبوا: مساعدة
feature-average = المعدلات
feature-report-card = كشف النقط
feature-broadcast = الإعلانات
feature-conversation = التواصل بين الأسرة والأستاذ
feature-alerts = التنبيهات
feature-absences = الغياب
feature-statistics = الإحصائيات
feature-files = الملفات
feature-personal-data = معطياتكم الشخصية
feature-school-administration = تدبير المؤسسة
feature-assessments = إنشاء الفروض
feature-extra-points = إضافة النقط أو خصمها
feature-appreciations = ملاحظات الأساتذة

not-allowed =
    هذا الطلب غير متاح لحسابكم. إن كان في ذلك خطأ، المرجو الاتصال بإدارة المؤسسة.
    لمعرفة ما يمكنكم القيام به، اكتبوا: مساعدة

cannot-read-voice = لا يمكننا الاستماع إلى الرسائل الصوتية. المرجو كتابة الرسالة، مثلا: مساعدة
cannot-read-picture = لا يمكننا قراءة الصور. المرجو كتابة الرسالة، مثلا: مساعدة
cannot-read-document = لا يمكننا قراءة الملفات هنا. المرجو كتابة الرسالة، مثلا: مساعدة
cannot-read-other = لا يمكننا قراءة هذا النوع من الرسائل. المرجو كتابة الرسالة، مثلا: مساعدة

sorry = نعتذر، وقع خلل من جهتنا. لم يتغير أي شيء. المرجو المحاولة بعد بضع دقائق.
private-only = حفاظا على خصوصية التلاميذ، لا نذكر عنهم شيئا في المجموعات. المرجو مراسلتنا على الخاص.

which-language = بأي لغة تفضلون تلقي رسائلنا؟
language-set-fr = تم تسجيل اختياركم: سنراسلكم بالفرنسية.
language-set-en = تم تسجيل اختياركم: سنراسلكم بالإنجليزية.
language-set-ar = تم تسجيل اختياركم: سنراسلكم بالعربية.
language-or-subject = هل تقصدون لغة رسائلنا أم المادة الدراسية؟

stopped =
    تم تسجيل طلبكم: لن تتلقوا أي رسالة هنا بعد الآن.
    للعودة، اكتبوا: استئناف
resumed =
    سعداء بعودتكم: ستتلقون رسائلنا من جديد.
    للتوقف، اكتبوا: توقف

nothing-to-confirm = لا يوجد شيء لتأكيده. للاطلاع على أمثلة، اكتبوا: مساعدة
question-expired = لم يعد هذا السؤال صالحا ولم نقم بأي شيء. المرجو إعادة إرسال طلبكم.
cancelled = تم الإلغاء. لم نسجل ولم نرسل أي شيء.
nothing-to-undo = لا يوجد ما يمكن التراجع عنه: يمكن التراجع عن آخر إدخال حديث فقط، ما لم يُنشر.
please-yes-or-no = المرجو الجواب بوضوح: نعم أو لا.
ask-again = حدث تغيير في هذه الأثناء ولم نأخذه بعين الاعتبار. المرجو إعادة إرسال طلبكم في رسالة جديدة.

suspended =
    تم تعليق ولوجكم إلى دفتر التواصل ({ $school }) إلى أن تتحقق المؤسسة من هوية مستعمل هذا الحساب.
    المرجو الاتصال بإدارة المؤسسة.
