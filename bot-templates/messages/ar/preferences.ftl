# What families ask to receive: alerts, and what is set for them.

alert-mark =
    ⚠️ تنبيه بخصوص { $child }
    { $subject }، { $assessment }: { $mark }
    طلبتم إخباركم بكل نقطة تقل عن { $threshold }.
    .sms = تنبيه { $child }: { $subject }، { $assessment }: { $mark } (أقل من { $threshold })
alert-set =
    ✅ تم ضبط التنبيه: سنخبركم فورا بكل نقطة جديدة لـ { $child } تقل عن { $threshold }.
    للإلغاء اكتبوا: أوقف التنبيهات
alert-set-subject =
    ✅ تم ضبط التنبيه: سنخبركم فورا بكل نقطة جديدة لـ { $child } في { $subject } تقل عن { $threshold }.
    للإلغاء اكتبوا: أوقف التنبيهات
alert-how =
    تحت أي نقطة، من { $scale }؟ مثلا:
    نبهني إذا حصل { $child } على أقل من 8
alert-out-of-range =
    لا يمكن التنبيه تحت { $heard }: يجب أن يكون الحد أكبر من 0 وألا يتجاوز { $scale }. لم يتغير شيء. مثلا:
    نبهني إذا حصل { $child } على أقل من 8
alerts-ended =
    { $count ->
        [zero] لم يكن لديكم أي تنبيه. لعدم تلقي أي رسالة اكتبوا: توقف
        [one] تم إلغاء التنبيه. ستستمر النقط المنشورة في الوصول إليكم.
        [two] تم إلغاء التنبيهين. ستستمر النقط المنشورة في الوصول إليكم.
        [few] تم إلغاء { $count } تنبيهات. ستستمر النقط المنشورة في الوصول إليكم.
        [many] تم إلغاء { $count } تنبيها. ستستمر النقط المنشورة في الوصول إليكم.
       *[other] تم إلغاء { $count } تنبيه. ستستمر النقط المنشورة في الوصول إليكم.
    }
alerts-ended-child =
    { $count ->
        [zero] لم يكن لديكم تنبيه بخصوص { $child }.
        [one] تم إلغاء التنبيه الخاص بـ { $child }.
        [two] تم إلغاء التنبيهين الخاصين بـ { $child }.
        [few] تم إلغاء { $count } تنبيهات خاصة بـ { $child }.
        [many] تم إلغاء { $count } تنبيها خاصا بـ { $child }.
       *[other] تم إلغاء { $count } تنبيه خاص بـ { $child }.
    }
quiet-hours = لا تراسل المؤسسة أحدا بين { $from } و { $until }: ما يصدر ليلا يصلكم صباحا. هذه الساعات واحدة للجميع.
quiet-hours-none = ساعات عدم المراسلة تحددها المؤسسة للجميع: اسألوا الإدارة. لعدم تلقي أي رسالة اكتبوا: توقف
settings = إعداداتكم
settings-at-once = • النقط: كل نقطة فور نشرها
settings-alert = • تنبيه: { $child }، أقل من { $threshold }
settings-alert-subject = • تنبيه: { $child } في { $subject }، أقل من { $threshold }
settings-no-alert = • التنبيه: لا شيء
settings-quiet = • لا رسائل بين { $from } و { $until } (تحددها المؤسسة)
settings-how =

    للتغيير اكتبوا مثلا:
    نبهني إذا حصل { $child } على أقل من 8
    أوقف التنبيهات
    اللغة
    توقف
