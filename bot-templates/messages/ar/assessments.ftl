# Assessments themselves: a new one, one that changes or goes, points for everybody.

new-test-unknown = لا نعرف «{ $heard }» في { $class }. يمكننا إنشاءه:
new-test =
    فرض جديد: { $class }
    { $assessment }
new-test-counts = المعامل { $coefficient }، { $term }
new-test-date = يوم { $date }
new-test-question = هل ننشئه؟
test-created =
    ✅ أنشئ الفرض: { $class }
    { $assessment }
test-created-example =
    ✅ أنشئ الفرض: { $class }
    { $assessment }
    لتسجيل نقطة: { $example }
test-exists =
    هناك فرض بهذا الاسم: { $class }
    { $assessment }
test-unknown-kind = معدلات المؤسسة تحتسب هذه الأنواع فقط: { $known }. حددوا النوع، مثلا: فرض جديد 4eA على 20
test-no-term = ليس للسنة أي دورة بعد: لم ننشئ الفرض. اتصلوا بإدارة المؤسسة.
test-no-term-date = { $date } ليس في أي دورة من السنة: لم ننشئ الفرض. تحققوا من التاريخ.
adjust-raise =
    إضافة { $points }: { $class }
    { $assessment }
adjust-lower =
    خصم { $points }: { $class }
    { $assessment }
adjust-capped = { $line } ⚠ نهاية السلم
adjust-untouched =
    { $count ->
        [zero] كل التلاميذ لهم نقطة.
        [one] تلميذ واحد بدون نقطة عددية لا يتغير.
        [two] تلميذان بدون نقطة عددية لا يتغيران.
        [few] { $count } تلاميذ بدون نقطة عددية لا يتغيرون.
        [many] { $count } تلميذا بدون نقطة عددية لا يتغيرون.
       *[other] { $count } تلميذ بدون نقطة عددية لا يتغيرون.
    }
adjust-question =
    { $count ->
        [zero] هل نسجل؟
        [one] هل نسجل هذا التغيير؟
        [two] هل نسجل هذين التغييرين؟
        [few] هل نسجل هذه التغييرات؟
        [many] هل نسجل هذه التغييرات؟
       *[other] هل نسجل هذه التغييرات؟
    }
adjust-nothing =
    ليست هناك نقطة تتغير: { $class }
    { $assessment }
test-change =
    تعديل: { $class }
    { $assessment }
test-change-name = الاسم: { $change }
test-change-date = التاريخ: { $change }
test-change-scale = التنقيط على: { $change }
test-change-weight = المعامل: { $change }
test-no-date = بدون تاريخ
test-change-keeps =
    { $count ->
        [zero] ليست هناك نقط مسجلة: التنقيط على { $new } بدل { $old }.
        [one] النقطة المسجلة تبقى كما هي، وتحتسب على { $new } بدل { $old }.
        [two] النقطتان المسجلتان تبقيان كما هما، وتحتسبان على { $new } بدل { $old }.
        [few] { $count } نقط مسجلة تبقى كما هي، وتحتسب على { $new } بدل { $old }.
        [many] { $count } نقطة مسجلة تبقى كما هي، وتحتسب على { $new } بدل { $old }.
       *[other] { $count } نقطة مسجلة تبقى كما هي، وتحتسب على { $new } بدل { $old }.
    }
test-mean = معدل القسم في المادة: { $change }
test-change-averages =
    { $count ->
        [zero] لا يتغير أي معدل.
        [one] معدل تلميذ واحد يتغير.
        [two] معدلا تلميذين يتغيران.
        [few] معدلات { $count } تلاميذ تتغير.
        [many] معدلات { $count } تلميذا تتغير.
       *[other] معدلات { $count } تلميذ تتغير.
    }
test-change-seen =
    { $count ->
        [zero] لا نقطة منشورة.
        [one] نقطة واحدة منشورة: ستراها الأسرة بهذا التعديل دون رسالة.
        [two] نقطتان منشورتان: ستراهما الأسر بهذا التعديل دون رسالة.
        [few] { $count } نقط منشورة: ستراها الأسر بهذا التعديل دون رسالة.
        [many] { $count } نقطة منشورة: ستراها الأسر بهذا التعديل دون رسالة.
       *[other] { $count } نقطة منشورة: ستراها الأسر بهذا التعديل دون رسالة.
    }
test-change-told =
    { $count ->
        [zero] لا نقطة منشورة.
        [one] ⚠ نقطة واحدة منشورة: سنخبر الأسرة التي رأتها بسلم التنقيط الجديد.
        [two] ⚠ نقطتان منشورتان: سنخبر الأسر التي رأتهما بسلم التنقيط الجديد.
        [few] ⚠ { $count } نقط منشورة: سنخبر الأسر التي رأتها بسلم التنقيط الجديد.
        [many] ⚠ { $count } نقطة منشورة: سنخبر الأسر التي رأتها بسلم التنقيط الجديد.
       *[other] ⚠ { $count } نقطة منشورة: سنخبر الأسر التي رأتها بسلم التنقيط الجديد.
    }
test-change-question = هل نسجل؟
test-changed =
    ✅ عدل الفرض: { $class }
    { $assessment }
test-changed-back =
    ألغي التعديل، عاد الفرض كما كان: { $class }
    { $assessment }
test-change-what =
    ما الذي يجب تغييره؟ { $class }
    { $assessment }
    مثلا: غير معامل { $name } إلى 2
    أو: سلم التنقيط { $name } على 40
    أو: غير تاريخ { $name } إلى 12/03
    أو: غير اسم { $name } إلى البصريات
test-already-so =
    هو كذلك من قبل، لا شيء يتغير: { $class }
    { $assessment }
test-marks-above =
    هناك نقط أعلى من { $maximum }، لم نغير شيئا: { $class }
    { $assessment }
test-marks-above-remedy = صححوا هذه النقط أولا، أو اختاروا سلما أكبر.
test-outside-term = { $date } ليس في { $term } (من { $starts } إلى { $ends }) التي يحتسب فيها هذا الفرض: لم نغير شيئا. لدورة أخرى أنشئوا فرضا جديدا.
test-two-people =
    الأسر تعرف هذه النقط، والمؤسسة تريد شخصا ثانيا لتغييرها: لم نغير شيئا. { $class }
    { $assessment }
    صححوا النقط واحدة واحدة، أو أنشئوا فرضا جديدا.
test-removal =
    حذف الفرض: { $class }
    { $assessment }
test-removal-marks =
    { $count ->
        [zero] ليست فيه نقط.
        [one] ⚠ نقطة واحدة تحذف معه.
        [two] ⚠ نقطتان تحذفان معه.
        [few] ⚠ { $count } نقط تحذف معه.
        [many] ⚠ { $count } نقطة تحذف معه.
       *[other] ⚠ { $count } نقطة تحذف معه.
    }
test-removal-published =
    { $count ->
        [zero] لا نقطة منشورة.
        [one] ⚠ نقطة واحدة منشورة: سنخبر الأسرة التي رأتها أنها سحبت.
        [two] ⚠ نقطتان منشورتان: سنخبر الأسر التي رأتهما أنهما سحبتا.
        [few] ⚠ { $count } نقط منشورة: سنخبر الأسر التي رأتها أنها سحبت.
        [many] ⚠ { $count } نقطة منشورة: سنخبر الأسر التي رأتها أنها سحبت.
       *[other] ⚠ { $count } نقطة منشورة: سنخبر الأسر التي رأتها أنها سحبت.
    }
test-removal-question = هل نحذفه؟
test-removed =
    { $marks ->
        [zero] حذف الفرض: { $class }
        [one] حذف الفرض مع نقطة واحدة: { $class }
        [two] حذف الفرض مع نقطتين: { $class }
        [few] حذف الفرض مع { $marks } نقط: { $class }
        [many] حذف الفرض مع { $marks } نقطة: { $class }
       *[other] حذف الفرض مع { $marks } نقطة: { $class }
    }
    { $assessment }
test-restored =
    { $marks ->
        [zero] عاد الفرض: { $class }
        [one] عاد الفرض، ونقطته مسودة: { $class }
        [two] عاد الفرض، ونقطتاه مسودتان: { $class }
        [few] عاد الفرض، ونقطه { $marks } مسودات: { $class }
        [many] عاد الفرض، ونقطه { $marks } مسودات: { $class }
       *[other] عاد الفرض، ونقطه { $marks } مسودات: { $class }
    }
    { $assessment }
test-restored-published =
    { $count ->
        [zero] لم تكن هناك نقط منشورة.
        [one] كانت أسرة تعرف نقطة: انشروا من جديد لتراها.
        [two] كانت الأسر تعرف نقطتين: انشروا من جديد لتراهما.
        [few] كانت الأسر تعرف { $count } نقط: انشروا من جديد لتراها.
        [many] كانت الأسر تعرف { $count } نقطة: انشروا من جديد لتراها.
       *[other] كانت الأسر تعرف { $count } نقطة: انشروا من جديد لتراها.
    }
test-unmade =
    ألغي الإنشاء، لم يعد الفرض موجودا: { $class }
    { $assessment }
test-holds-marks =
    { $marks ->
        [zero] لا نلغي هذا الفرض بكلمة: { $class }
        [one] في هذا الفرض نقطة، لا نلغيه بكلمة: { $class }
        [two] في هذا الفرض نقطتان، لا نلغيه بكلمة: { $class }
        [few] في هذا الفرض { $marks } نقط، لا نلغيه بكلمة: { $class }
        [many] في هذا الفرض { $marks } نقطة، لا نلغيه بكلمة: { $class }
       *[other] في هذا الفرض { $marks } نقطة، لا نلغيه بكلمة: { $class }
    }
    { $assessment }
    لحذفه: احذف { $name }
