# What shows the way: what was not done and how it is said, what somebody may look at.

student-and-assessment =
    «{ $heard }»: لأي تلميذ، وفي أي فرض؟ لم نسجل أي شيء.
    مثال: { $example }
left-undone =
    حسنا، لن نغير شيئا: لم نسجل شيئا ولم نرسل شيئا.
    متى شئتم، مثلا: { $example }
    .sms = حسنا: لم نسجل ولم نرسل شيئا. مثال: { $example }
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
