# A second person's approval, taking a publication back, chasing what is missing.

approval-nobody =
    يتطلب هذا الطلب موافقة شخص ثان، ولا يمكن هنا مراسلة أي شخص مخول بذلك: { $class }
    { $assessment }
    لم يتغير شيء بالنسبة للأسر. المرجو الاتصال بإدارة المؤسسة.
approval-requested =
    أُرسل طلب النشر: { $class }
    { $assessment }
    { $people ->
        [zero] لا أحد يمكنه الموافقة.
        [one] يمكن لشخص واحد الموافقة عليه. لن يُنشر شيء قبل موافقته.
        [two] يمكن لشخصين الموافقة عليه. لن يُنشر شيء قبل موافقة أحدهما.
        [few] يمكن لـ{ $people } أشخاص الموافقة عليه. لن يُنشر شيء قبل موافقة أحدهم.
        [many] يمكن لـ{ $people } شخصا الموافقة عليه. لن يُنشر شيء قبل موافقة أحدهم.
       *[other] يمكن لـ{ $people } شخص الموافقة عليه. لن يُنشر شيء قبل موافقة أحدهم.
    }
approval-requested-correction =
    أُرسل طلب التصحيح: { $class }
    { $assessment }
    { $people ->
        [zero] لا أحد يمكنه الموافقة.
        [one] يمكن لشخص واحد الموافقة عليه. لن يتغير شيء قبل موافقته.
        [two] يمكن لشخصين الموافقة عليه. لن يتغير شيء قبل موافقة أحدهما.
        [few] يمكن لـ{ $people } أشخاص الموافقة عليه. لن يتغير شيء قبل موافقة أحدهم.
        [many] يمكن لـ{ $people } شخصا الموافقة عليه. لن يتغير شيء قبل موافقة أحدهم.
       *[other] يمكن لـ{ $people } شخص الموافقة عليه. لن يتغير شيء قبل موافقة أحدهم.
    }
approval-asked =
    { $by } يطلب موافقتكم على نشر النقط: { $class }
    { $assessment }
    { $count ->
        [zero] لا توجد أي نقطة.
        [one] نقطة واحدة:
        [two] نقطتان:
        [few] { $count } نقط:
        [many] { $count } نقطة:
       *[other] { $count } نقطة:
    }
approval-asked-correction =
    { $by } يطلب موافقتكم على تغيير نقط منشورة: { $class }
    { $assessment }
    { $count ->
        [zero] لا توجد أي نقطة.
        [one] نقطة واحدة:
        [two] نقطتان:
        [few] { $count } نقط:
        [many] { $count } نقطة:
       *[other] { $count } نقطة:
    }
approval-taken-away = { $old } ← حذف
approval-stale =
    { $count ->
        [zero] ⚠ لم تتغير أي نقطة منذ الطلب.
        [one] ⚠ تغيرت نقطة واحدة منذ الطلب: لن تعتبر موافقتكم، ويجب إعادة الطلب.
        [two] ⚠ تغيرت نقطتان منذ الطلب: لن تعتبر موافقتكم، ويجب إعادة الطلب.
        [few] ⚠ تغيرت { $count } نقط منذ الطلب: لن تعتبر موافقتكم، ويجب إعادة الطلب.
        [many] ⚠ تغيرت { $count } نقطة منذ الطلب: لن تعتبر موافقتكم، ويجب إعادة الطلب.
       *[other] ⚠ تغيرت { $count } نقطة منذ الطلب: لن تعتبر موافقتكم، ويجب إعادة الطلب.
    }
approval-question = سيتم إخبار الأسر. هل توافقون؟

approval-of-publication = النشر: { $class }، { $assessment }
approval-of-correction = التصحيح: { $class }، { $assessment }
approval-approved =
    ✅ تمت الموافقة. { $what }
    { $families ->
        [zero] لا توجد أسرة يجب إخبارها.
        [one] سيتم إخبار أسرة واحدة.
        [two] سيتم إخبار أسرتين.
        [few] سيتم إخبار { $families } أسر.
        [many] سيتم إخبار { $families } أسرة.
       *[other] سيتم إخبار { $families } أسرة.
    }
approval-approved-by =
    ✅ وافق { $by } على طلبكم. { $what }
    { $families ->
        [zero] لا توجد أسرة يجب إخبارها.
        [one] سيتم إخبار أسرة واحدة.
        [two] سيتم إخبار أسرتين.
        [few] سيتم إخبار { $families } أسر.
        [many] سيتم إخبار { $families } أسرة.
       *[other] سيتم إخبار { $families } أسرة.
    }
approval-refused =
    تم الرفض، ولم يتغير شيء بالنسبة للأسر. { $what }
    سيتم إخبار صاحب الطلب.
approval-refused-by =
    رفض { $by } طلبكم: لم يتغير شيء بالنسبة للأسر. { $what }
approval-changed =
    تغيرت نقطة منذ إرسال الطلب: لم تعد الموافقة صالحة، ولم نقم بأي شيء. { $what }
    يجب إرسال الطلب من جديد.
approval-expired =
    لم يجب أحد على طلبكم في الوقت المحدد: لم نقم بأي شيء. { $what }
    يمكنكم إرساله من جديد.
approval-settled-before = سبق الجواب على هذا الطلب أو انتهت مدته. لم يتغير شيء.
approval-open = لا بأس، يبقى الطلب مفتوحا ولم يتغير شيء. أجب بنعم أو لا بعد أن تطلع عليه.

published-held =
    { $marks ->
        [zero] ✅ تم النشر: { $class }
        [one] ✅ تم نشر نقطة واحدة: { $class }
        [two] ✅ تم نشر نقطتين: { $class }
        [few] ✅ تم نشر { $marks } نقط: { $class }
        [many] ✅ تم نشر { $marks } نقطة: { $class }
       *[other] ✅ تم نشر { $marks } نقطة: { $class }
    }
    { $assessment }
    { $families ->
        [zero] لا توجد أسرة يجب إخبارها.
        [one] سيتم إخبار أسرة واحدة.
        [two] سيتم إخبار أسرتين.
        [few] سيتم إخبار { $families } أسر.
        [many] سيتم إخبار { $families } أسرة.
       *[other] سيتم إخبار { $families } أسرة.
    }
published-take-back =
    { $minutes ->
        [zero] يمكنكم التراجع الآن قبل الإرسال. اكتبوا: تراجع
        [one] لديكم دقيقة واحدة للتراجع قبل الإرسال. اكتبوا: تراجع
        [two] لديكم دقيقتان للتراجع قبل الإرسال. اكتبوا: تراجع
        [few] لديكم { $minutes } دقائق للتراجع قبل الإرسال. اكتبوا: تراجع
        [many] لديكم { $minutes } دقيقة للتراجع قبل الإرسال. اكتبوا: تراجع
       *[other] لديكم { $minutes } دقيقة للتراجع قبل الإرسال. اكتبوا: تراجع
    }
families-from = تُرسل الرسالة ابتداء من الساعة { $hour }.
unpublished =
    { $marks ->
        [zero] لم تعد هناك أي نقطة للتراجع عنها: { $class }
        [one] تم التراجع عن النشر، وعادت نقطة واحدة مسودة: { $class }
        [two] تم التراجع عن النشر، وعادت نقطتان مسودة: { $class }
        [few] تم التراجع عن النشر، وعادت { $marks } نقط مسودة: { $class }
        [many] تم التراجع عن النشر، وعادت { $marks } نقطة مسودة: { $class }
       *[other] تم التراجع عن النشر، وعادت { $marks } نقطة مسودة: { $class }
    }
    { $assessment }
    { $families ->
        [zero] لم تطلع عليها أي أسرة.
        [one] اطلعت عليها أسرة واحدة: سيتم إخبارها.
        [two] اطلعت عليها أسرتان: سيتم إخبارهما.
        [few] اطلعت عليها { $families } أسر: سيتم إخبارها.
        [many] اطلعت عليها { $families } أسرة: سيتم إخبارها.
       *[other] اطلعت عليها { $families } أسرة: سيتم إخبارها.
    }

missing-reminder = السلام عليكم { $name }، ما زالت هناك نقط لم تُسجل:
missing-more =
    { $count ->
        [zero] ولا شيء آخر.
        [one] وفرض آخر.
        [two] وفرضان آخران.
        [few] و{ $count } فروض أخرى.
        [many] و{ $count } فرضا آخر.
       *[other] و{ $count } فرض آخر.
    }
missing-reminder-end = التلميذ الغائب يُسجل: غائب. لرؤية اللائحة كاملة اكتبوا: النقط الناقصة
missing-summary = النقط الناقصة حسب الأستاذ:
missing-teacher =
    • { $name }: { $marks ->
        [zero] لا نقطة
        [one] نقطة واحدة
        [two] نقطتان
        [few] { $marks } نقط
        [many] { $marks } نقطة
       *[other] { $marks } نقطة
    }، { $tests ->
        [zero] بدون فرض
        [one] فرض واحد
        [two] فرضان
        [few] { $tests } فروض
        [many] { $tests } فرضا
       *[other] { $tests } فرض
    }
missing-teacher-unreached =
    • { $name }: { $marks ->
        [zero] لا نقطة
        [one] نقطة واحدة
        [two] نقطتان
        [few] { $marks } نقط
        [many] { $marks } نقطة
       *[other] { $marks } نقطة
    }، { $tests ->
        [zero] بدون فرض
        [one] فرض واحد
        [two] فرضان
        [few] { $tests } فروض
        [many] { $tests } فرضا
       *[other] { $tests } فرض
    } (لا يمكن مراسلته هنا)
confirm-remind =
    { $count ->
        [zero] لا يوجد أستاذ يجب تذكيره.
        [one] تذكير أستاذ واحد بالنقط الناقصة.
        [two] تذكير أستاذين بالنقط الناقصة.
        [few] تذكير { $count } أساتذة بالنقط الناقصة.
        [many] تذكير { $count } أستاذا بالنقط الناقصة.
       *[other] تذكير { $count } أستاذ بالنقط الناقصة.
    }
confirm-remind-these = سأذكّر { $people } بالنقط الناقصة.
confirm-remind-question = هل نرسل التذكير؟
reminded =
    { $count ->
        [zero] لم يتم تذكير أحد.
        [one] ✅ أُرسل التذكير إلى أستاذ واحد.
        [two] ✅ أُرسل التذكير إلى أستاذين.
        [few] ✅ أُرسل التذكير إلى { $count } أساتذة.
        [many] ✅ أُرسل التذكير إلى { $count } أستاذا.
       *[other] ✅ أُرسل التذكير إلى { $count } أستاذ.
    }
remind-unreached =
    { $count ->
        [zero] يمكن مراسلة الجميع هنا.
        [one] ولا يمكن مراسلة أستاذ آخر هنا.
        [two] ولا يمكن مراسلة أستاذين آخرين هنا.
        [few] ولا يمكن مراسلة { $count } آخرين هنا.
        [many] ولا يمكن مراسلة { $count } آخرين هنا.
       *[other] ولا يمكن مراسلة { $count } آخرين هنا.
    }
