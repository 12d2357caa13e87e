# Assessments themselves: a new one, points for everybody.

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
