# What shows the way: what was not done and how it is said, what somebody may look at.

student-and-assessment =
    «{ $heard }»: لأي تلميذ، وفي أي فرض؟ لم نسجل أي شيء.
    مثال: { $example }
left-undone =
    حسنا، لن نغير شيئا: لم نسجل شيئا ولم نرسل شيئا.
    متى شئتم، مثلا: { $example }
    .sms = حسنا: لم نسجل ولم نرسل شيئا. مثال: { $example }
ways-out-undo =
    لا بأس. للتراجع عن آخر ما سجلتم، اضغطوا على الزر أو اكتبوا: تراجع
    لتغيير نقطة، اكتبوا النقطة الصحيحة: { $example }
    .sms = للتراجع عن آخر تسجيل: تراجع. لتغيير نقطة: { $example }
ways-out =
    لا بأس. لتغيير نقطة، اكتبوا النقطة الصحيحة وسنعرض عليكم القديمة قبل استبدالها: { $example }
    .sms = لتغيير نقطة، اكتبوا النقطة الصحيحة: { $example }
not-later =
    لا نحتفظ بشيء لوقت لاحق: لم نقم بأي شيء. اكتبوا لنا في الوقت المناسب.
not-later-publish =
    لا نحتفظ بشيء لوقت لاحق: لم نرسل شيئا. في الوقت المناسب، اكتبوا:
    نشر { $assessment } { $class }
no-test-yet =
    ليس لكم أي فرض في { $class } بعد.
    لإنشاء فرض، مثلا: فرض جديد { $class } على 20
no-test-yet-subject =
    ليس هناك أي فرض في { $class } بعد ({ $subject }).
    لإنشاء فرض، مثلا: فرض جديد { $class } على 20
sheet-has-more =
    { $count ->
        [zero] ليس في هذه الورقة نقط أخرى.
        [one] في هذه الورقة نقط لفرض آخر: يأتي مباشرة بعد هذا.
        [two] في هذه الورقة نقط لفرضين آخرين: يأتيان مباشرة بعد هذا.
        [few] في هذه الورقة نقط ل{ $count } فروض أخرى: تأتي مباشرة بعد هذا.
        [many] في هذه الورقة نقط ل{ $count } فرضا آخر: تأتي مباشرة بعد هذا.
       *[other] في هذه الورقة نقط ل{ $count } فرض آخر: تأتي مباشرة بعد هذا.
    }
student-marks = { $student }، { $class }:
student-mark = • { $assessment }: { $mark }
student-mark-draft = • { $assessment }: { $mark } (مسودة)
student-mark-missing = • { $assessment }: بدون نقطة
student-marks-none = ليس هناك أي فرض نعرضه.
walk-teacher-1 =
    1/3. النقطة سطر واحد، بأي ترتيب:
    { $name } 14 { $assessment }
    هي مسودة: لا ترى الأسر شيئا. للتراجع: تراجع
walk-teacher-2 =
    2/3. قسم كامل دفعة واحدة: نقط { $class } { $assessment }، ثم سطر لكل تلميذ. أو ملف:
    ملف { $class }
    ترون كل شيء قبل التسجيل.
walk-teacher-3 =
    3/3. عندما يكتمل كل شيء:
    نشر { $assessment } { $class }
    نعرض أولا ما ينقص وعدد الأسر التي تخبر. والباقي في: مساعدة
walk-guardian-1 =
    1/3. لقراءة آخر النقط، اكتبوا:
    نقط { $name }
walk-guardian-2 =
    2/3. للمعدلات: معدل { $name }
    ولكشف النقط، حين يكون جاهزا: كشف النقط { $name }
walk-guardian-3 =
    3/3. القرار لكم: اللغة لتغيير اللغة، توقف لإيقاف كل الرسائل. والباقي في: مساعدة
walk-admin-1 =
    1/3. أرقام قسم: معدل القسم { $class }
    وأرقام المدرسة: حصيلة المدرسة
walk-admin-2 =
    2/3. مراسلة الأسر: إعلان { $class }: اجتماع يوم الجمعة على الساعة 16
    ترون لمن وبأي كلفة قبل الإرسال.
walk-admin-3 =
    3/3. ما ينقص، حسب الأستاذ، مع تذكير: النقط الناقصة
    والباقي في: مساعدة
walk-secretary-1 =
    1/3. مراسلة أسر قسم: إعلان { $class }: اجتماع يوم الجمعة على الساعة 16
walk-secretary-2 =
    2/3. مراسلة المدرسة كلها: إعلان للجميع: لا دراسة يوم الاثنين
    ترون لمن وبأي كلفة قبل الإرسال.
walk-secretary-3 =
    3/3. أين وصل الإعلان: من قرأ؟
    والباقي في: مساعدة

teachers-child = { $child }، { $class }: الأساتذة
teachers-class = { $class }: الأساتذة
teachers-head = الأستاذ الرئيسي: { $names }
teachers-line = • { $subject }: { $name }
teachers-none = لم تسجل المدرسة بعد أساتذة هذا القسم.
teachers-none-subject = { $subject }: لم تسجل المدرسة أي أستاذ هنا.
teachers-subject = { $subject }: الأساتذة
teachers-subject-line = • { $name }: { $classes }
class-size =
    { $count ->
        [0] { $class }: لا تلاميذ
        [one] { $class }: تلميذ واحد
        [two] { $class }: تلميذان
        [few] { $class }: { $count } تلاميذ
        [many] { $class }: { $count } تلميذا
       *[other] { $class }: { $count } تلميذ
    }
class-size-child =
    { $count ->
        [one] { $child } في { $class }، وفيه تلميذ واحد.
        [two] { $child } في { $class }، وفيه تلميذان.
        [few] { $child } في { $class }، وفيه { $count } تلاميذ.
        [many] { $child } في { $class }، وفيه { $count } تلميذا.
       *[other] { $child } في { $class }، وفيه { $count } تلميذ.
    }
class-size-none = لم تسجل المدرسة أي قسم بعد.

teachers-only =
    { $understood } هذا من عمل الأساتذة: لم نغير شيئا.
    للتحدث معهم، اكتبوا: التحدث إلى الأستاذ
    .sms = { $understood } هذا من عمل الأساتذة: لم نغير شيئا. للكتابة إليهم: التحدث إلى الأستاذ
teachers-only-mark = فهمنا: كتابة نقطة أو تغييرها.
teachers-only-delete = فهمنا: حذف نقطة أو فرض.
teachers-only-publish = فهمنا: نشر نقط.
teachers-only-assessment = فهمنا: إنشاء فرض أو تغييره.
elsewhere-codes =
    فهمت: إعطاء رمز دخول. لا يتم هذا برسالة، فالرمز لا يُترك في محادثة.
    على حاسوب المدرسة: carnet code issue مع --student أو --class أو --staff. تخرج الرموز جاهزة للطبع.
    .sms = رموز الدخول تُنشأ على حاسوب المدرسة: carnet code issue
elsewhere-roll =
    فهمت: تغيير من ينتمي إلى المدرسة. هذه الرسالة لا تغير شيئا.
    صححوا لائحة المدرسة، ثم على الحاسوب: carnet import FILE --dry-run يبيّن ما سيتغير، و carnet import FILE ينفذه.
    .sms = لتغيير من ينتمي إلى المدرسة: صححوا لائحتها ثم على الحاسوب: carnet import FILE
elsewhere-journal =
    فهمت: معرفة من غيّر ماذا. كل تغيير مسجل، لكن السجل لا يُقرأ بعد برسالة.
    .sms = كل تغيير مسجل، لكن السجل لا يُقرأ بعد برسالة.
came-late =
    وصلتنا رسالة أرسلتموها إلى دفتر التواصل ({ $school }) متأخرة أكثر من يوم، فلم ننفذ شيئا.
    إن كانت ما تزال تهمكم فأعيدوا إرسالها.
    .sms = وصلتنا رسالة منكم ({ $school }) متأخرة أكثر من يوم ولم ننفذ شيئا. أعيدوا إرسالها إن كانت تهمكم.
