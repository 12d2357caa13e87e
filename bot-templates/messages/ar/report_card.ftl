# Closing a term, and report cards.

closing-confirm =
    { $students ->
        [zero] إغلاق { $term }: { $class }، دون كشوف
        [one] إغلاق { $term }: { $class }، كشف نقط واحد
        [two] إغلاق { $term }: { $class }، كشفا نقط
        [few] إغلاق { $term }: { $class }، { $students } كشوف نقط
        [many] إغلاق { $term }: { $class }، { $students } كشف نقط
       *[other] إغلاق { $term }: { $class }، { $students } كشف نقط
    }
closing-ahead = ⚠ { $term } لا تبدأ إلا يوم { $day }.
closing-early = ⚠ تستمر { $term } إلى { $day }: ما يُنقط حتى ذلك اليوم لن يُحتسب.
closing-brought = تُحتسب أيضا نقط القسم السابق (عددها بين قوسين): { $students }.
closing-left-out = ⚠ لا تُحتسب نقط من القسم السابق لعدم وجود مادتها أو نوعها في هذا القسم (عددها بين قوسين): { $students }.
closing-without-marks = ⚠ لا يوجد أي معدل في: { $subjects }.
closing-not-classed =
    { $count ->
        [zero] كل التلاميذ مرتبون.
        [one] ⚠ تلميذ واحد غير مرتب: { $students }.
        [two] ⚠ تلميذان غير مرتبين: { $students }.
        [few] ⚠ { $count } تلاميذ غير مرتبين: { $students }.
        [many] ⚠ { $count } تلميذا غير مرتبين: { $students }.
       *[other] ⚠ { $count } تلميذ غير مرتبين: { $students }.
    }
closing-drafts =
    { $count ->
        [zero] لا توجد مسودات.
        [one] ⚠ نقطة واحدة في المسودة لا تُحتسب لأنها لم تُنشر.
        [two] ⚠ نقطتان في المسودة لا تُحتسبان لأنهما لم تُنشرا.
        [few] ⚠ { $count } نقط في المسودة لا تُحتسب لأنها لم تُنشر.
        [many] ⚠ { $count } نقطة في المسودة لا تُحتسب لأنها لم تُنشر.
       *[other] ⚠ { $count } نقطة في المسودة لا تُحتسب لأنها لم تُنشر.
    }
closing-question = ستُجمّد المعدلات والرتب والملاحظات. هل نغلق الدورة؟
closing-no-students = لا يوجد أي تلميذ في { $class }: لا شيء لإغلاقه.
term-is-closed =
    { $cards ->
        [zero] ✅ أُغلقت { $term } في { $class }.
        [one] ✅ أُغلقت { $term } في { $class }: كشف نقط واحد.
        [two] ✅ أُغلقت { $term } في { $class }: كشفا نقط.
        [few] ✅ أُغلقت { $term } في { $class }: { $cards } كشوف نقط.
        [many] ✅ أُغلقت { $term } في { $class }: { $cards } كشف نقط.
       *[other] ✅ أُغلقت { $term } في { $class }: { $cards } كشف نقط.
    }
term-revised =
    { $count ->
        [zero] لم يتغير أي كشف نقط.
        [one] تغير كشف نقط واحد وصارت له نسخة جديدة.
        [two] تغير كشفا نقط وصارت لهما نسختان جديدتان.
        [few] تغيرت { $count } كشوف نقط وصارت لها نسخ جديدة.
        [many] تغير { $count } كشف نقط وصارت لها نسخ جديدة.
       *[other] تغير { $count } كشف نقط وصارت لها نسخ جديدة.
    }
term-renewed =
    { $count ->
        [zero] لم يتغير أي كشف من كشوف الدورة الأخيرة.
        [one] ويتغير معه كشف واحد من الدورة الأخيرة لأنه يحمل المعدل السنوي.
        [two] ويتغير معه كشفان من الدورة الأخيرة لأنهما يحملان المعدل السنوي.
        [few] وتتغير معه { $count } كشوف من الدورة الأخيرة لأنها تحمل المعدل السنوي.
        [many] ويتغير معه { $count } كشفا من الدورة الأخيرة لأنها تحمل المعدل السنوي.
       *[other] ويتغير معه { $count } كشف من الدورة الأخيرة لأنها تحمل المعدل السنوي.
    }
card-families-told =
    { $families ->
        [zero] لم تتوصل أي أسرة بالكشف السابق.
        [one] توصلت أسرة واحدة بالكشف السابق، وسيتم إخبارها.
        [two] توصلت أسرتان بالكشف السابق، وسيتم إخبارهما.
        [few] توصلت { $families } أسر بالكشف السابق، وسيتم إخبارها.
        [many] توصلت { $families } أسرة بالكشف السابق، وسيتم إخبارها.
       *[other] توصلت { $families } أسرة بالكشف السابق، وسيتم إخبارها.
    }
reopening-confirm =
    إعادة فتح { $term }: { $class }
    السبب: { $reason }
    يمكن تغيير النقط من جديد، وتبقى كشوف النقط كما هي إلى الإغلاق المقبل.

    هل نعيد فتح الدورة؟
term-reopened =
    أُعيد فتح { $term } في { $class }: يمكن تغيير النقط من جديد.
    تبقى كشوف النقط كما هي إلى الإغلاق المقبل.
reason-missing =
    لإعادة فتح { $term } في { $class }، اذكر السبب بعد النقطتين. لم يتغير شيء.
    مثال: أعد فتح { $term } { $class }: خطأ في نقط الرياضيات
term-not-closed = { $term } ليست مغلقة في { $class }: لا شيء لإعادة فتحه.
report-card-revised =
    { $child }: كشف نقط { $term } الذي توصلتم به عوضته النسخة { $version }.
    لقراءة الكشف الجديد أجيبوا: كشف النقط { $term }
    .sms = { $child }: عُوّض كشف النقط { $term } بالنسخة { $version }. لقراءته: كشف النقط { $term }
report-card-file = { $child }: كشف نقط { $term }، النسخة { $version }
class-file =
    { $cards ->
        [one] { $class }: كشف نقط { $term }.
        [two] { $class }: كشفا نقط { $term } في ملف واحد.
        [few] { $class }: { $cards } كشوف نقط { $term } في ملف واحد.
       *[other] { $class }: { $cards } كشف نقط { $term } في ملف واحد.
    }
printing-class =
    { $cards ->
        [one] نحضر كشف نقط واحدا للقسم { $class }، { $term }. سيصلكم الملف بعد لحظات.
        [two] نحضر كشفي نقط للقسم { $class }، { $term }. سيصلكم الملف بعد لحظات.
        [few] نحضر { $cards } كشوف نقط للقسم { $class }، { $term }. سيصلكم الملف بعد لحظات.
       *[other] نحضر { $cards } كشف نقط للقسم { $class }، { $term }. سيصلكم الملف بعد لحظات.
    }
printing-school =
    { $cards ->
        [one] نحضر كشف نقط واحدا
        [two] نحضر كشفي نقط
        [few] نحضر { $cards } كشوف نقط
       *[other] نحضر { $cards } كشف نقط
    } { $classes ->
        [one] لقسم واحد. سيصلكم الملف فور جاهزيته.
        [two] لقسمين، الواحد تلو الآخر. يصلكم كل قسم في ملف فور جاهزيته.
        [few] لـ { $classes } أقسام، الواحد تلو الآخر. يصلكم كل قسم في ملف فور جاهزيته.
       *[other] لـ { $classes } قسما، الواحد تلو الآخر. يصلكم كل قسم في ملف فور جاهزيته.
    }
printing-progress = ⏳ { $class }، { $term }: { $done } من { $cards } من كشوف النقط
printing-done =
    { $cards ->
        [one] ✅ { $class }، { $term }: كشف النقط جاهز.
        [two] ✅ { $class }، { $term }: كشفا النقط جاهزان.
        [few] ✅ { $class }، { $term }: { $cards } كشوف نقط جاهزة.
       *[other] ✅ { $class }، { $term }: { $cards } كشف نقط جاهز.
    }
print-school =
    { $classes ->
        [one] طباعة كشوف النقط لقسم واحد: { $names }.
        [two] طباعة كشوف النقط لقسمين: { $names }.
        [few] طباعة كشوف النقط لـ { $classes } أقسام: { $names }.
       *[other] طباعة كشوف النقط لـ { $classes } قسما: { $names }.
    }
print-school-open = ⚠ لم تُغلق بعد، فلا كشوف لها: { $names }.
print-school-question = هل نحضر ملفا لكل قسم؟
sending-confirm =
    { $cards ->
        [one] إرسال كشف نقط { $term } للقسم { $class }
        [two] إرسال كشفي نقط { $term } للقسم { $class }
        [few] إرسال { $cards } كشوف نقط { $term } للقسم { $class }
       *[other] إرسال { $cards } كشف نقط { $term } للقسم { $class }
    } { $guardians ->
        [zero] إلى الأولياء: لا يوجد أي ولي مسجل بعد.
        [one] إلى ولي واحد، عن ابنه فقط.
        [two] إلى وليين، كل واحد عن ابنه فقط.
        [few] إلى { $guardians } أولياء، كل واحد عن ابنه فقط.
       *[other] إلى { $guardians } وليا، كل واحد عن ابنه فقط.
    }
sending-question = هل نرسل؟
cards-unreached =
    { $unreached ->
        [one] ⚠ يتعذر الوصول إلى ولي واحد: سلموه الكشف ورقيا.
        [two] ⚠ يتعذر الوصول إلى وليين: سلموهما الكشف ورقيا.
        [few] ⚠ يتعذر الوصول إلى { $unreached } أولياء: سلموهم الكشف ورقيا.
       *[other] ⚠ يتعذر الوصول إلى { $unreached } وليا: سلموهم الكشف ورقيا.
    }
cards-on-their-way =
    { $guardians ->
        [zero] { $class }: لم يُرسل أي كشف نقط { $term }.
        [one] ✅ { $class }: يتوصل ولي واحد بكشف نقط { $term }.
        [two] ✅ { $class }: يتوصل وليان بكشف نقط { $term }.
        [few] ✅ { $class }: يتوصل { $guardians } أولياء بكشف نقط { $term }.
       *[other] ✅ { $class }: يتوصل { $guardians } وليا بكشف نقط { $term }.
    }
cards-not-closed =
    { $term } لم تُغلق بعد في { $class }: كشوف النقط تأتي بعد الإغلاق.
    تغلقها الإدارة هكذا: أغلق { $term } { $class }
cards-none-closed =
    لا يوجد أي قسم مغلق في هذه الدورة: لا كشوف نقط بعد.
    لإغلاق قسم، مثلا: أغلق T1 4eA
term-already-closed =
    { $term } مغلقة من قبل في { $class }. لم يتغير شيء.
    لإعادة فتحها: أعد فتح { $term } { $class }: السبب
term-unknown =
    لا توجد في المدرسة دورة باسم « { $heard } ». الدورات هي: { $terms }. لم يتغير شيء.
    مثلا: أغلق { $example } 4eA
year-unknown = لا أعرف سنة دراسية { $heard } في هذه المدرسة. السنوات المعروفة: { $years }.
class-then =
    أي قسم من سنة { $year }؟ كانت الأقسام: { $classes }.
    أعيدوا الطلب مع اسم القسم. مثلا: المعدل السنوي { $example } { $year }
missing-then = انتهت سنة { $year }: لم تعد نقطها تسجل هنا. ما ينقص منها تراه الإدارة.
card-not-made =
    { $child }: لم أتمكن من إعداد ملف كشف النقط { $term }. ما قرأتموه منه صحيح.
    المرجو طلب الملف مرة أخرى بعد قليل: كشف { $term }
    وإن لم يصلكم، يمكن للمدرسة أن تطبعه لكم.
    .sms = { $child }: ملف كشف النقط { $term } غير جاهز. المعدلات التي قرأتموها صحيحة. اطلبوه لاحقا: كشف { $term }

card-title = كشف نقط { $term } { $class } { $student }
card-heading = كشف نقط { $term }، السنة { $year }
card-provisional = مؤقت: الدورة لم تُغلق بعد، وقد تتغير هذه المعدلات.
card-class = القسم
card-number = رقم التلميذ
card-born = تاريخ الازدياد
card-classed = المرتبون / عدد التلاميذ
card-subject = المادة والأستاذ
card-average = المعدل /{ $scale }
card-coefficient = المعامل
card-points = المجموع
card-rank = الرتبة
card-rank-tied = { $place } م
card-lowest = الأدنى
card-mean = المتوسط
card-highest = الأعلى
card-appreciation = ملاحظة
card-sheet = صفحة
card-totals = المجموع
card-general = المعدل العام
card-not-classed = غير مرتب
card-place = الرتبة
card-place-tied = { $place } مكرر
card-band = ملاحظة
card-distinction = التنويه
card-warning = إنذار
card-class-figures = القسم
card-class-few = عدد المرتبين قليل لإعطاء إحصائيات
card-class-mean = معدل القسم
card-class-as-of = أرقام القسم بتاريخ
card-class-lowest = أدنى معدل
card-class-highest = أعلى معدل
card-class-median = الوسيط
card-class-passed = { $half } فأكثر
card-unjustified = ساعات الغياب غير المبرر
card-justified = ساعات الغياب المبرر
card-lates = التأخرات
card-council = رأي مجلس القسم
card-head-teacher = الأستاذ الرئيسي
card-head = مدير المؤسسة (الخاتم)
card-parent = ولي الأمر
card-version = النسخة { $version } بتاريخ { $date }.
card-no-version = حُرر في { $date }.
card-check = الرمز { $code }، للتحقق: { $site }
card-check-link = للتحقق من هذا الكشف:

statistics-title = إحصائيات { $term }
statistics-heading = إحصائيات { $term }، السنة { $year }
statistics-file = إحصائيات
statistics-classes = الأقسام
statistics-classes-out-of = الأقسام، على { $scale }
statistics-class = القسم
statistics-subject = المادة
statistics-students = التلاميذ
statistics-classed = المرتبون
statistics-counted = المعدلات
statistics-missing = نقط لم تُدخل
statistics-missing-marks =
    { $missing ->
        [one] بقيت نقطة واحدة لم تُدخل.
        [two] بقيت نقطتان لم تُدخلا.
        [few] بقيت { $missing } نقط لم تُدخل.
       *[other] بقيت { $missing } نقطة لم تُدخل.
    }

rule-scale = المعدلات على { $scale }
rule-subjects = معدلات المواد بدقة { $step }، { $how }
rule-general = المعدل العام بدقة { $step }، { $how }
rule-half-up = إلى الأقرب، والنصف إلى الأعلى
rule-half-even = إلى الأقرب، والنصف إلى الزوجي
rule-down = إلى الأدنى
rule-up = إلى الأعلى
rule-weighted = كل نقطة بمعاملها
rule-points = مجموع النقط على مجموع السلالم
rule-components = معدل كل نوع من الفروض بوزنه: { $weights }
rule-without-components = { $subjects }: كل نقطة بمعاملها
rule-by-maximum = السلم الأكبر وزنه أكبر
rule-cascade-printed = المعدل العام من المعدلات المطبوعة
rule-cascade-exact = المعدل العام من المعدلات قبل التدوير
rule-not-counted = لا يُحتسب: { $statuses }
rule-zero = يُحتسب صفرا: { $statuses }
rule-version = قواعد المؤسسة، النسخة { $version }.

page-title = التحقق من كشف النقط
page-ask-code = الرمز المطبوع أسفل كشف النقط
page-ask-check = تحقق
page-unknown = لا يوجد كشف نقط بهذا الرمز. تأكد من حروفه أو اسأل المؤسسة.
page-current = نشرت المؤسسة هذا الكشف فعلا، وهذه هي النسخة السارية ({ $version }).
page-newer = تنبيه: النسخة { $version } لم تعد سارية. نشرت المؤسسة النسخة { $newer }.
page-reopened = فتحت المؤسسة من جديد نقطا في هذا الكشف: قد تليه نسخة جديدة.
page-school = المؤسسة
page-term = الدورة
page-student = التلميذ (الحروف الأولى)
page-average = المعدل العام
page-not-classed = غير مرتب
page-place = الرتبة
page-issued = تاريخ الكشف

report-child = { $child }، { $class }: كشف نقط { $term }، النسخة { $version }
report-place = الرتبة: { $place } من { $classed }
report-place-tied = الرتبة: { $place } مكرر من { $classed }
report-not-classed = غير مرتب: المواد التي تم تقييمها قليلة.
report-band = الملاحظة: { $band }
report-distinction = التنويه: { $distinction }
report-warning = إنذار: { $distinction }
report-code = رمز الكشف: { $code }
report-reopened = المدرسة بصدد مراجعة هذا الكشف. عندما تنتهي، اكتبوا: كشف النقط، لتتوصلوا بالملف.
report-none-of-year =
    { $child }: لا يوجد هنا كشف نقط لسنة { $year }. يمكنكم طلبه من إدارة المؤسسة.
report-none =
    { $child }: لا يوجد كشف نقط بعد، سيأتي في نهاية الدورة.
    لمعرفة المعدلات المؤقتة أجيبوا بكلمة: المعدل
