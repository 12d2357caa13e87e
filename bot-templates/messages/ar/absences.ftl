# Absences and lates: marked by the school, announced and justified by families.

absence-how =
    اكتبوا القسم ثم نقطتين ثم أسماء التلاميذ. مثلا:
    غياب { $class } : أوا، ياو متأخر 8h، إبراهيم 8h-10h
absence-refused = لم يُسجَّل أي شيء. يجب تصحيح ما يلي:
absence-unknown = • « { $heard } »: لا أجد هذا التلميذ في القسم
absence-which = • « { $heard } »: { $students }؟
absence-kind-absent = غياب
absence-kind-late = تأخر
absence-what = { $kind }، { $when }
absence-at = { $day } على { $from }
absence-hours = { $day }، من { $from } إلى { $until }
absence-preview =
    { $count ->
        [zero] { $class }: لا تلميذ للتسجيل
        [one] { $class }: تلميذ واحد للتسجيل
        [two] { $class }: تلميذان للتسجيل
        [few] { $class }: { $count } تلاميذ للتسجيل
        [many] { $class }: { $count } تلميذا للتسجيل
       *[other] { $class }: { $count } تلميذ للتسجيل
    }
absence-line = • { $student }: { $kind }، { $when }
absence-line-announced = • { $student }: { $kind }، { $when } (أعلنت عنه الأسرة)
absence-would-hear =
    { $families ->
        [zero] لن تُخبَر أي أسرة. هل أسجل؟
        [one] ستُخبَر أسرة واحدة. هل أسجل؟
        [two] ستُخبَر أسرتان. هل أسجل؟
        [few] ستُخبَر { $families } أسر. هل أسجل؟
        [many] ستُخبَر { $families } أسرة. هل أسجل؟
       *[other] ستُخبَر { $families } أسرة. هل أسجل؟
    }
absence-marked =
    { $count ->
        [zero] { $class }: لم يُسجَّل أحد.
        [one] ✅ { $class }: تم التسجيل لتلميذ واحد.
        [two] ✅ { $class }: تم التسجيل لتلميذين.
        [few] ✅ { $class }: تم التسجيل لـ { $count } تلاميذ.
        [many] ✅ { $class }: تم التسجيل لـ { $count } تلميذا.
       *[other] ✅ { $class }: تم التسجيل لـ { $count } تلميذ.
    }
absence-families =
    { $families ->
        [zero] لم تُخبَر أي أسرة.
        [one] أُخبرت أسرة واحدة.
        [two] أُخبرت أسرتان.
        [few] أُخبرت { $families } أسر.
        [many] أُخبرت { $families } أسرة.
       *[other] أُخبرت { $families } أسرة.
    }
absence-marked-before = كان هذا مسجلا من قبل. لم يتغير شيء.
absence-taken-back =
    { $count ->
        [zero] لم يبق شيء للتراجع عنه.
        [one] تم التراجع بالنسبة لتلميذ واحد.
        [two] تم التراجع بالنسبة لتلميذين.
        [few] تم التراجع بالنسبة لـ { $count } تلاميذ.
        [many] تم التراجع بالنسبة لـ { $count } تلميذا.
       *[other] تم التراجع بالنسبة لـ { $count } تلميذ.
    }
absence-told =
    { $school }: سُجِّل غياب { $child }، { $when }.
    لتبرير الغياب أجيبوا مثلا: { $child } مريض اليوم
    .sms = { $school }: غياب { $child }، { $when }.
absence-told-late =
    { $school }: تأخر { $child }، { $when }.
    .sms = { $school }: تأخر { $child }، { $when }.
absence-mistaken = تصحيح من المؤسسة: لم يكن هناك غياب ولا تأخر لـ { $child }، { $when }. وإن بلغتكم رسالة تقول غير ذلك فهي خطأ.
    .sms = تصحيح: لا غياب ولا تأخر لـ { $child }، { $when }.
absence-confirm = غياب { $child }، { $day }{ $reason }. هل أخبر المؤسسة؟
absence-confirm-past = كان { $child } غائبا، { $day }{ $reason }. هل أبلغ المؤسسة بالتبرير؟
absence-noticed = ✅ تم التسجيل: { $child }، { $day }.
absence-justified =
    { $count ->
        [zero] لا غياب في هذا اليوم.
        [one] غياب هذا اليوم مبرر.
        [two] غيابا هذا اليوم مبرران.
        [few] { $count } غيابات في هذا اليوم مبررة.
        [many] { $count } غيابا في هذا اليوم مبررة.
       *[other] { $count } غياب في هذا اليوم مبررة.
    }
absence-school-told = تم إخبار المؤسسة.
absence-school-not-told = ستجده المؤسسة في لوائحها، لكن لا أحد منها يمكن الوصول إليه هنا: إن كان الأمر مستعجلا فاتصلوا.
absence-notice-of = 🏠 أسرة { $student } ({ $class }) تعلن عن غياب، { $day }{ $reason }.
absence-confirm-late = { $child }: { $day }{ $reason }. هل أخبر المؤسسة؟
absence-notice-late = 🏠 أسرة { $student } ({ $class }) تعلن عن { $day }{ $reason }.
absence-late-on = تأخر، { $day }
absence-late-at = تأخر، { $day } ({ $at })
absence-from-to = من { $from } إلى { $to }
absence-sum =
    { $lates ->
        [zero] غير مبرر: { $unjustified }، مبرر: { $justified }، دون تأخر
        [one] غير مبرر: { $unjustified }، مبرر: { $justified }، تأخر واحد
        [two] غير مبرر: { $unjustified }، مبرر: { $justified }، تأخران
        [few] غير مبرر: { $unjustified }، مبرر: { $justified }، { $lates } تأخرات
        [many] غير مبرر: { $unjustified }، مبرر: { $justified }، { $lates } تأخرا
       *[other] غير مبرر: { $unjustified }، مبرر: { $justified }، { $lates } تأخر
    }
absence-none = { $child }: لا غياب ولا تأخر في هذه الدورة.
absence-child = { $child }، هذه الدورة
absence-item = • { $kind }، { $when }: غير مبرر
absence-item-justified = • { $kind }، { $when }: مبرر
absence-how-to-justify = للتبرير اكتبوا مثلا: مريض أمس
absence-class = غيابات القسم { $class }، هذه الدورة
absence-class-line = • { $student }: { $sum }
absence-class-none = { $class }: لا غياب ولا تأخر في هذه الدورة.
absence-day =
    { $count ->
        [0] لا غائب مسجل، { $day }
        [one] غائب واحد، { $day }
        [two] غائبان، { $day }
        [few] { $count } غائبين، { $day }
        [many] { $count } غائبا، { $day }
       *[other] { $count } غائب، { $day }
    }{ $lates ->
        [0] {""}
        [one] {" "}· متأخر واحد
        [two] {" "}· متأخران
        [few] {" "}· { $lates } متأخرين
       *[other] {" "}· { $lates } متأخرا
    }
absence-day-none = { $day }: لم يُسجَّل أي غياب أو تأخر.
absence-day-class = { $class }
absence-day-line = • { $student }: { $kind }{ $hours }
absence-day-announced = • { $student }: { $kind }{ $hours } (أخبرت الأسرة)
absence-nobody-away = { $class }: لا أحد مسجل غائبا اليوم. لم يُرسَل شيء.
absence-confirm-several = لن يحضر { $child }، { $day }{ $reason }. هل أخبر المدرسة؟
absence-confirm-past-several = تغيب { $child }، { $day }{ $reason }. هل أبلغ المدرسة بالسبب؟
absence-one-by-one = تأخر وغياب في رسالة واحدة: اكتبوهما واحدا بعد الآخر، لم يُبلَّغ شيء بعد. مثلا: { $child } سيتأخر يوم الاثنين
absence-confirm-comes = { $child }: سيكون الحضور في النهاية، { $day }. هل أخبر المدرسة؟
absence-comes = ✅ سُجل الحضور: { $child }، { $day }.
absence-who-comes = من سيحضر في النهاية؟ اكتبوا مثلا: Awa ستحضر في النهاية. المعلن غيابهم: { $children }
absence-nothing-announced = ليس لدي غياب معلن لذلك اليوم: لا شيء للتراجع عنه.
absence-comes-of = 🏠 أسرة { $student } ({ $class }) تتراجع عن الغياب المعلن: التلميذ سيحضر، { $day }.
absence-confirm-refusal = هل أرفض سبب غياب { $student }، { $day }{ $reason }؟ سيُحتسب الغياب غير مبرر وستُخبر الأسرة.
absence-no-reason = لم تعلن أسرة { $student } أي غياب: لا سبب لرفضه.
absence-no-reason-that-day = لم تعلن أسرة { $student } شيئا بخصوص { $day }: لا سبب لرفضه.
absence-reason-refused = رُفض سبب غياب { $student }، { $day }.
absence-no-longer-justified =
    { $count ->
        [0] لم يكن أي غياب مسجل مبررا به.
        [one] غياب مسجل واحد لم يعد مبررا.
        [two] غيابان مسجلان لم يعودا مبررين.
        [few] { $count } غيابات مسجلة لم تعد مبررة.
       *[other] { $count } غيابا مسجلا لم يعد مبررا.
    }
absence-reason-not-accepted = { $school }: السبب المقدم لغياب { $child }، { $day }، غير مقبول، ويُحتسب الغياب غير مبرر. للحديث في الأمر، أجيبوا هنا.
    .sms = { $school }: السبب غير مقبول لغياب { $child }، { $day }: غياب غير مبرر.
