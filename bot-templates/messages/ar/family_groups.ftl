# Groups of families that an administrator makes by hand.
audience-group = مجموعة «{ $name }»
family-group-made =
    { $students ->
        [zero] ✅ أنشئت المجموعة «{ $name }»، وهي فارغة.
        [one] ✅ أنشئت المجموعة «{ $name }»، وفيها تلميذ واحد.
        [two] ✅ أنشئت المجموعة «{ $name }»، وفيها تلميذان.
        [few] ✅ أنشئت المجموعة «{ $name }»، وفيها { $students } تلاميذ.
        [many] ✅ أنشئت المجموعة «{ $name }»، وفيها { $students } تلميذا.
       *[other] ✅ أنشئت المجموعة «{ $name }»، وفيها { $students } تلميذ.
    }
    للكتابة إلى أسرهم: إعلان إلى مجموعة { $group }: …
family-group-added =
    { $count ->
        [zero] لا جديد: كانوا من قبل في المجموعة «{ $name }».
        [one] ✅ أضيف تلميذ واحد إلى المجموعة «{ $name }».
        [two] ✅ أضيف تلميذان إلى المجموعة «{ $name }».
        [few] ✅ أضيف { $count } تلاميذ إلى المجموعة «{ $name }».
        [many] ✅ أضيف { $count } تلميذا إلى المجموعة «{ $name }».
       *[other] ✅ أضيف { $count } تلميذ إلى المجموعة «{ $name }».
    }
    { $students ->
        [zero] هي فارغة.
        [one] فيها تلميذ واحد.
        [two] فيها تلميذان.
        [few] فيها { $students } تلاميذ.
        [many] فيها { $students } تلميذا.
       *[other] فيها { $students } تلميذ.
    }
family-group-taken-out =
    { $count ->
        [zero] لم يحذف أحد: لم يكونوا في المجموعة «{ $name }».
        [one] ✅ حذف تلميذ واحد من المجموعة «{ $name }».
        [two] ✅ حذف تلميذان من المجموعة «{ $name }».
        [few] ✅ حذف { $count } تلاميذ من المجموعة «{ $name }».
        [many] ✅ حذف { $count } تلميذا من المجموعة «{ $name }».
       *[other] ✅ حذف { $count } تلميذ من المجموعة «{ $name }».
    }
    { $students ->
        [zero] هي فارغة.
        [one] بقي فيها تلميذ واحد.
        [two] بقي فيها تلميذان.
        [few] بقي فيها { $students } تلاميذ.
        [many] بقي فيها { $students } تلميذا.
       *[other] بقي فيها { $students } تلميذ.
    }
family-group-end-asked =
    { $students ->
        [zero] هل أحذف المجموعة «{ $name }» وهي فارغة؟
        [one] هل أحذف المجموعة «{ $name }» (تلميذ واحد)؟ التلاميذ وأسرهم باقون.
        [two] هل أحذف المجموعة «{ $name }» (تلميذان)؟ التلاميذ وأسرهم باقون.
        [few] هل أحذف المجموعة «{ $name }» ({ $students } تلاميذ)؟ التلاميذ وأسرهم باقون.
        [many] هل أحذف المجموعة «{ $name }» ({ $students } تلميذا)؟ التلاميذ وأسرهم باقون.
       *[other] هل أحذف المجموعة «{ $name }» ({ $students } تلميذ)؟ التلاميذ وأسرهم باقون.
    }
family-group-ended = حذفت المجموعة «{ $name }».
family-group-members =
    { $students ->
        [zero] المجموعة «{ $name }» فارغة.
        [one] المجموعة «{ $name }»، تلميذ واحد:
        [two] المجموعة «{ $name }»، تلميذان:
        [few] المجموعة «{ $name }»، { $students } تلاميذ:
        [many] المجموعة «{ $name }»، { $students } تلميذا:
       *[other] المجموعة «{ $name }»، { $students } تلميذ:
    }
family-group-member = • { $student } ({ $class })
family-group-more =
    { $count ->
        [zero] … ولا أحد غيرهم.
        [one] … وتلميذ آخر.
        [two] … وتلميذان آخران.
        [few] … و{ $count } تلاميذ آخرون.
        [many] … و{ $count } تلميذا آخر.
       *[other] … و{ $count } تلميذ آخر.
    }
family-group-use = للكتابة إلى أسرهم: إعلان إلى مجموعة { $name }: …
family-group-list = مجموعاتكم:
family-group-line =
    { $students ->
        [zero] • { $name }: فارغة
        [one] • { $name }: تلميذ واحد
        [two] • { $name }: تلميذان
        [few] • { $name }: { $students } تلاميذ
        [many] • { $name }: { $students } تلميذا
       *[other] • { $name }: { $students } تلميذ
    }
family-group-none-yet =
    لا توجد أي مجموعة بعد. لإنشاء واحدة اكتبوا أسماء تلاميذ أو أقساما، مثلا:
    أنشئ مجموعة المندوبين: KOUASSI Awa، { $class }
family-group-some-class = أحد الأقسام
family-group-unknown =
    لا أعرف مجموعة «{ $name }». لا توجد أي مجموعة بعد. لإنشاء واحدة:
    أنشئ مجموعة { $name }: KOUASSI Awa، …
family-group-unknown-of = لا أعرف مجموعة «{ $name }». الموجود: { $known }.
family-group-exists = توجد من قبل مجموعة «{ $name }». لإضافة أحد إليها: أضف KOUASSI Awa إلى مجموعة { $name }
family-group-which-name =
    ما اسم المجموعة؟ مثلا:
    أنشئ مجموعة المندوبين: KOUASSI Awa، { $class }
family-group-name-too-long =
    { $most ->
        [zero] هذا الاسم طويل جدا.
        [one] هذا الاسم طويل جدا: حرف واحد على الأكثر.
        [two] هذا الاسم طويل جدا: حرفان على الأكثر.
        [few] هذا الاسم طويل جدا: { $most } أحرف على الأكثر.
        [many] هذا الاسم طويل جدا: { $most } حرفا على الأكثر.
       *[other] هذا الاسم طويل جدا: { $most } حرف على الأكثر.
    }
family-group-who-is-in =
    من في المجموعة «{ $name }»؟ اكتبوا بعد نقطتين أسماء تلاميذ أو أقساما، مثلا:
    أنشئ مجموعة { $name }: KOUASSI Awa، { $class }
family-group-refused = لم يتغير شيء. يلزم التصحيح:
family-group-nobody = • «{ $heard }»: لا أجد تلميذا ولا قسما بهذا الاسم
family-group-nearest = • «{ $heard }»: لا أجد هذا التلميذ. ربما: { $students }؟
family-group-which-one = من هو «{ $heard }»؟
family-group-too-many =
    { $most ->
        [zero] المجموعات كثيرة جدا. احذفوا واحدة أولا.
        [one] المجموعات كثيرة جدا: واحدة على الأكثر. احذفوا واحدة أولا.
        [two] المجموعات كثيرة جدا: اثنتان على الأكثر. احذفوا واحدة أولا.
        [few] المجموعات كثيرة جدا: { $most } على الأكثر. احذفوا واحدة أولا.
        [many] المجموعات كثيرة جدا: { $most } على الأكثر. احذفوا واحدة أولا.
       *[other] المجموعات كثيرة جدا: { $most } على الأكثر. احذفوا واحدة أولا.
    }
family-group-too-large =
    { $most ->
        [zero] العدد كبير جدا. لم يتغير شيء.
        [one] العدد كبير جدا: في المجموعة تلميذ واحد على الأكثر. لم يتغير شيء.
        [two] العدد كبير جدا: في المجموعة تلميذان على الأكثر. لم يتغير شيء.
        [few] العدد كبير جدا: في المجموعة { $most } تلاميذ على الأكثر. لم يتغير شيء.
        [many] العدد كبير جدا: في المجموعة { $most } تلميذا على الأكثر. لم يتغير شيء.
       *[other] العدد كبير جدا: في المجموعة { $most } تلميذ على الأكثر. لم يتغير شيء.
    }
family-group-empty = المجموعة «{ $name }» فارغة: لم يرسل شيء. لإضافة أحد إليها: أضف KOUASSI Awa إلى مجموعة { $name }
