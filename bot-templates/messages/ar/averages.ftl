# Averages for families, figures for staff.

averages-child = { $child }، { $class }: معدلات { $term }
averages-child-provisional = { $child }، { $class }: معدلات { $term } (مؤقتة)
averages-line = • { $subject }: { $average }
averages-general = المعدل العام: { $average }
averages-general-none = المعدل العام: غير متوفر بعد، فالمواد التي نُشرت نقطها قليلة.
averages-coverage = المواد المحتسبة: { $subjects } من { $of }، { $marks }.
averages-mark-count =
    { $marks ->
        [zero] دون نقط منشورة
        [one] نقطة منشورة واحدة
        [two] نقطتان منشورتان
        [few] { $marks } نقط منشورة
        [many] { $marks } نقطة منشورة
       *[other] { $marks } نقطة منشورة
    }
averages-marks =
    { $marks ->
        [zero] لم تُحتسب أي نقطة.
        [one] محسوب من نقطة منشورة واحدة.
        [two] محسوب من نقطتين منشورتين.
        [few] محسوب من { $marks } نقط منشورة.
        [many] محسوب من { $marks } نقطة منشورة.
       *[other] محسوب من { $marks } نقطة منشورة.
    }
averages-none = لم تُنشر أي نقطة بعد: سيظهر المعدل مع أولى النقط.
averages-none-subject = لا يوجد معدل بعد في مادة { $subject }: سيظهر مع أولى النقط المنشورة.
averages-no-rank = لا نرسل الرتبة في الرسائل.
averages-no-term = لم تبدأ السنة الدراسية بعد: لا يوجد معدل.
averages-unavailable =
    المعدلات غير متوفرة: قواعد الحساب في المؤسسة تحتاج إلى مراجعة.
    يمكن لإدارة المؤسسة تصحيح ذلك.

figures-assessment = { $class }، { $assessment }
figures-class = { $class }: معدلات { $term }
figures-class-provisional = { $class }: معدلات { $term } (مؤقتة)
figures-marks =
    { $count ->
        [zero] لا توجد نقط رقمية
        [one] نقطة رقمية واحدة
        [two] نقطتان رقميتان
        [few] { $count } نقط رقمية
        [many] { $count } نقطة رقمية
       *[other] { $count } نقطة رقمية
    }
figures-absent =
    { $count ->
        [zero] لا غائب
        [one] غائب واحد
        [two] غائبان
        [few] { $count } غائبين
        [many] { $count } غائبا
       *[other] { $count } غائب
    }
figures-without-points =
    { $count ->
        [zero] لا أحد معفى أو غير منقط أو لم يسلم
        [one] تلميذ واحد معفى أو غير منقط أو لم يسلم
        [two] تلميذان معفيان أو غير منقطين أو لم يسلما
        [few] { $count } تلاميذ معفون أو غير منقطين أو لم يسلموا
        [many] { $count } تلميذا معفون أو غير منقطين أو لم يسلموا
       *[other] { $count } تلميذ معفون أو غير منقطين أو لم يسلموا
    }
figures-missing =
    { $count ->
        [zero] كل النقط مسجلة
        [one] تلميذ واحد لم تُسجل نقطته
        [two] تلميذان لم تُسجل نقطتاهما
        [few] { $count } تلاميذ لم تُسجل نقطهم
        [many] { $count } تلميذا لم تُسجل نقطهم
       *[other] { $count } تلميذ لم تُسجل نقطهم
    }
figures-spread = المعدل { $mean } من { $scale }، الوسيط { $median }، أدنى نقطة { $lowest }، أعلى نقطة { $highest }
figures-share = { $half } أو أكثر: { $passed } من { $count } ({ $rate }%)
figures-small = النقط قليلة جدا ولا تسمح بإحصائيات.
figures-subject = • { $subject }: { $figures }
figures-subject-spread = { $mean } (من { $lowest } إلى { $highest })، و{ $rate }% حصلوا على { $half } أو أكثر
figures-subject-small =
    { $count ->
        [zero] لا يوجد معدل بعد
        [one] تلميذ واحد فقط له معدل
        [two] تلميذان فقط لهما معدل
        [few] { $count } تلاميذ فقط لهم معدل
        [many] { $count } تلميذا فقط لهم معدل
       *[other] { $count } تلميذ فقط لهم معدل
    }
figures-classed =
    { $count ->
        [zero] المعدل العام: لا أحد له معدل بعد.
        [one] المعدل العام: تلميذ واحد من { $students }
        [two] المعدل العام: تلميذان من { $students }
        [few] المعدل العام: { $count } تلاميذ من { $students }
        [many] المعدل العام: { $count } تلميذا من { $students }
       *[other] المعدل العام: { $count } تلميذ من { $students }
    }
figures-drafts =
    { $count ->
        [zero] لا توجد مسودات.
        [one] نقطة واحدة محتسبة ما زالت مسودة: لا تراها الأسر.
        [two] نقطتان محتسبتان ما زالتا مسودتين: لا تراهما الأسر.
        [few] { $count } نقط محتسبة ما زالت مسودات: لا تراها الأسر.
        [many] { $count } نقطة محتسبة ما زالت مسودات: لا تراها الأسر.
       *[other] { $count } نقطة محتسبة ما زالت مسودات: لا تراها الأسر.
    }

summary-begun = نجمع أرقام المدرسة. ستصلكم بعد لحظات.
summary-file = إحصائيات المدرسة { $term }، جاهزة للطباعة
summary-in-file = تفاصيل المواد في الملف الموالي.
summary-head = المدرسة، { $term }: المعدلات ونسب النجاح حسب القسم والمادة
summary-class =
    { $students ->
        [one] { $class }، تلميذ واحد
        [two] { $class }، تلميذان
        [few] { $class }، { $students } تلاميذ
       *[other] { $class }، { $students } تلميذا
    }
summary-class-provisional =
    { $students ->
        [one] { $class }، تلميذ واحد، مؤقت
        [two] { $class }، تلميذان، مؤقت
        [few] { $class }، { $students } تلاميذ، مؤقت
       *[other] { $class }، { $students } تلميذا، مؤقت
    }
summary-general = المعدل العام { $mean }، نسبة النجاح { $rate } % ({ $half } فما فوق)
summary-before = في { $year }: { $mean }، نسبة النجاح { $rate } %
summary-subject = { $mean }، نسبة النجاح { $rate } %
summary-missing =
    { $missing ->
        [one] ⚠ تنقص نقطة واحدة.
        [two] ⚠ تنقص نقطتان.
        [few] ⚠ تنقص { $missing } نقط.
       *[other] ⚠ تنقص { $missing } نقطة.
    }

progress-head = { $child }، { $subject }، على { $scale }:
progress-moment = • { $at }: { $own } (القسم { $mean }، من { $lowest } إلى { $highest })
progress-moment-alone = • { $at }: { $own }
progress-brought = حُوّلت إلى سلّم { $scale } للمقارنة: { $moments }
progress-brought-from = { $at } (كانت على { $scale })
progress-none = { $child }، { $subject }: لا توجد نقط منشورة بعد. سيظهر التطور مع أولى النقط.
progress-picture = { $child }: التطور في صورة
histogram-picture =
    { $marks ->
        [one] { $class }، { $assessment }: نقطة واحدة
        [two] { $class }، { $assessment }: توزيع النقطتين
        [few] { $class }، { $assessment }: توزيع { $marks } نقط
       *[other] { $class }، { $assessment }: توزيع { $marks } نقطة
    }
chart-progress = { $child }: { $subject }، على { $scale }
chart-general = المعدل العام
chart-mean = معدل القسم
chart-class = القسم، من الأدنى إلى الأعلى
chart-histogram = { $class }، { $assessment }
chart-marks =
    { $marks ->
        [one] نقطة واحدة على { $maximum }
        [two] نقطتان على { $maximum }
        [few] { $marks } نقط على { $maximum }
       *[other] { $marks } نقطة على { $maximum }
    }
