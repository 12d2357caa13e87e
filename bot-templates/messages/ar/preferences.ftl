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
    ملخص كل جمعة الساعة 18
    اللغة
    توقف

digest = 🗓️ ملخصكم
digest-more =
    { $count ->
        [zero] للاطلاع على كل النقط: نقط
        [one] … ونقطة أخرى. للاطلاع عليها كلها: نقط
        [two] … ونقطتان أخريان. للاطلاع عليها كلها: نقط
        [few] … و{ $count } نقط أخرى. للاطلاع عليها كلها: نقط
        [many] … و{ $count } نقطة أخرى. للاطلاع عليها كلها: نقط
       *[other] … و{ $count } نقطة أخرى. للاطلاع عليها كلها: نقط
    }
digest-more-absences =
    { $count ->
        [zero] للاطلاع على الغيابات: غيابات
        [one] … وغياب أو تأخر آخر: غيابات
        [two] … واثنان آخران: غيابات
        [few] … و{ $count } أخرى: غيابات
        [many] … و{ $count } أخرى: غيابات
       *[other] … و{ $count } أخرى: غيابات
    }
digest-average = المعدل العام المؤقت: { $average }/{ $scale }
digest-average-before = المعدل العام المؤقت: { $average }/{ $scale } (في المرة السابقة: { $before })
digest-average-final = المعدل العام: { $average }/{ $scale }
digest-average-final-before = المعدل العام: { $average }/{ $scale } (في المرة السابقة: { $before })
digest-tests = قريبا:
digest-test = • { $subject }، { $test }: { $day }
digest-nothing = لا جديد في الأيام الأخيرة: لا نقطة منشورة ولا غياب.
digest-weekly = يوم { $day } من كل أسبوع على الساعة { $hour }
digest-monthly-first = في أول كل شهر على الساعة { $hour }
digest-monthly = في اليوم { $day } من كل شهر على الساعة { $hour }
digest-set =
    ✅ سيصلكم ملخص { $rhythm }، لأول مرة { $first }.
    لن تصلكم النقط الجديدة واحدة بعد أخرى. أما التصحيحات والغيابات وتنبيهاتكم فتصل فورا. إذا لم يكن هناك جديد فلن نراسلكم.
    للرجوع إلى ما كان اكتبوا: نقطة بنقطة
digest-unread = لم أفهم « { $heard } » في طلبكم. لم يتغير شيء.
digest-daily = يصل الملخص مرة في الأسبوع أو مرة في الشهر، وليس كل يوم. لم يتغير شيء.
digest-quiet = في هذه الساعة لا تراسل المؤسسة أحدا (من { $from } إلى { $until }). لم يتغير شيء.
digest-how =
    اكتبوا مثلا:
    ملخص كل جمعة الساعة 18
    ملخص أول كل شهر الساعة 12
digest-ended = تم التسجيل: ستصلكم كل نقطة فور نشرها من جديد.
digest-none =
    تصلكم كل نقطة فور نشرها. للحصول على ملخص اكتبوا مثلا:
    ملخص كل جمعة الساعة 18
read-in-digest =
    { $families ->
        [zero] لن تقرأه أي أسرة في ملخصها.
        [one] ستقرأه أسرة واحدة في ملخصها.
        [two] ستقرأه أسرتان في ملخصيهما.
        [few] ستقرأه { $families } أسر في ملخصاتها.
        [many] ستقرأه { $families } أسرة في ملخصاتها.
       *[other] ستقرأه { $families } أسرة في ملخصاتها.
    }
settings-digest = • النقط: في ملخص { $rhythm }
digest-count-marks =
    { $count ->
        [zero] لا نقطة جديدة
        [one] نقطة جديدة
        [two] نقطتان جديدتان
        [few] { $count } نقط جديدة
        [many] { $count } نقطة جديدة
       *[other] { $count } نقطة جديدة
    }
digest-count-absences =
    { $count ->
        [zero] لا غياب
        [one] غياب أو تأخر واحد
        [two] غيابان أو تأخران
        [few] { $count } غيابات أو تأخرات
        [many] { $count } غيابا أو تأخرا
       *[other] { $count } غياب أو تأخر
    }
