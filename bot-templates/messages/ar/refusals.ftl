# A value or a name we cannot take: what was understood, what is wrong, one example.

above-maximum =
    النقطة «{ $heard }» تتجاوز الحد الأقصى { $maximum }. لم نسجل أي شيء.
    مثال: { $example }
below-zero =
    «{ $heard }»: لا يمكن أن تكون النقطة أقل من الصفر. لم نسجل أي شيء.
    مثال: { $example }
unreadable-value =
    لم نتمكن من قراءة النقطة «{ $heard }». لم نسجل أي شيء.
    مثال: { $example }
too-precise =
    «{ $heard }»: للنقطة رقمان على الأكثر بعد الفاصلة. لم نسجل أي شيء.
    مثال: { $example }
scale-mismatch =
    «{ $heard }»: هذا الفرض يُنقط على { $maximum } ({ $assessment }). لم نسجل أي شيء.
    المرجو إعطاء النقطة على { $maximum }، مثلا: { $example }

unknown-student =
    لم نجد «{ $heard }» في أقسامكم. لم نسجل أي شيء.
    مثال: { $example }
unknown-student-near =
    لم نجد «{ $heard }» في أقسامكم. لم نسجل أي شيء.
    أسماء قريبة: { $names }
    مثال: { $example }

not-in-class = لم يُسجل شيء: هذا الاسم غير موجود في { $class }، بل هنا:

unknown-assessment =
    لم نعرف الفرض المقصود.
unknown-assessment-heard =
    لم نجد الفرض «{ $heard }».
known-assessments = الفروض المسجلة: { $names }

unknown-class =
    لم نجد القسم «{ $heard }» ضمن أقسامكم.
known-classes = أقسامكم: { $names }
for-example = مثال: { $example }
example-list = نقط { $class } { $subject } { $assessment }

not-your-course =
    هذه المادة أو هذا القسم غير مسند إليكم. لم نقم بأي شيء.
    إن كان في ذلك خطأ، المرجو الاتصال بالإدارة. لمعرفة أقسامكم، اكتبوا: مساعدة
not-your-course-named =
    غير مسند إليكم: { $course }. لم نقم بأي شيء.
    إن كان في ذلك خطأ، المرجو الاتصال بالإدارة. لمعرفة أقسامكم، اكتبوا: مساعدة

not-your-child =
    «{ $heard }» لا يوافق أي تلميذ مرتبط بحسابكم.
    للاطلاع على نقط أبنائكم: نقط
    لربط تلميذ بحسابكم: الرمز ABCD-EFGH-JKMN
