# A pasted list of marks: the preview, its problems, the result.

list-preview =
    { $count ->
        [zero] لم نقرأ أي نقطة: { $class }
        [one] قرأنا نقطة واحدة: { $class }
        [two] قرأنا نقطتين: { $class }
        [few] قرأنا { $count } نقط: { $class }
        [many] قرأنا { $count } نقطة: { $class }
       *[other] قرأنا { $count } نقطة: { $class }
    }
    { $assessment }
list-line = • { $student }: { $mark }
list-line-heard = • { $student }: { $mark } (كتبتم «{ $heard }»)
list-problems =
    { $count ->
        [zero] ⚠ أسطر للمراجعة لم تُسجل:
        [one] ⚠ سطر واحد للمراجعة لم يُسجل:
        [two] ⚠ سطران للمراجعة لم يُسجلا:
        [few] ⚠ { $count } أسطر للمراجعة لم تُسجل:
        [many] ⚠ { $count } سطرا للمراجعة لم تُسجل:
       *[other] ⚠ { $count } سطر للمراجعة لم تُسجل:
    }
list-problem = • السطر { $line }، «{ $heard }»: { $why }
list-absent =
    { $count ->
        [zero] كل التلاميذ في اللائحة.
        [one] تلميذ واحد غير موجود في اللائحة: { $students }.
        [two] تلميذان غير موجودين في اللائحة: { $students }.
        [few] { $count } تلاميذ غير موجودين في اللائحة: { $students }.
        [many] { $count } تلميذا غير موجودين في اللائحة: { $students }.
       *[other] { $count } تلميذ غير موجودين في اللائحة: { $students }.
    }
names-and-more =
    { $count ->
        [zero] { $names }
        [one] { $names } وتلميذ آخر
        [two] { $names } وتلميذان آخران
        [few] { $names } و{ $count } آخرون
        [many] { $names } و{ $count } آخرون
       *[other] { $names } و{ $count } آخرون
    }
list-figures = المعدل { $mean }، أدنى نقطة { $lowest }، أعلى نقطة { $highest }.
list-question =
    { $count ->
        [zero] هل نسجل هذه النقط كمسودة؟
        [one] هل نسجل هذه النقطة كمسودة؟
        [two] هل نسجل هاتين النقطتين كمسودة؟
        [few] هل نسجل هذه النقط ({ $count }) كمسودة؟
        [many] هل نسجل هذه النقط ({ $count }) كمسودة؟
       *[other] هل نسجل هذه النقط ({ $count }) كمسودة؟
    }
list-line-far = { $line } ⚠ المعتاد { $usual }
list-line-apart = { $line } ⚠ الآخرون: { $others }
list-shifted = ⚠ ابتداء من { $student } تشبه النقط نقط التلميذ المجاور في اللائحة: هل هناك سطر زائد أو ناقص؟
list-repeats = ⚠ { $differing ->
        [0] هذه هي بالضبط نقط { $assessment }
        [one] هذه هي نقط { $assessment } ما عدا نقطة واحدة
        [two] هذه هي نقط { $assessment } ما عدا نقطتين
        [few] هذه هي نقط { $assessment } ما عدا { $differing } نقط
       *[other] هذه هي نقط { $assessment } ما عدا { $differing } نقطة
    }: هل هو الفرض الصحيح؟
list-all-alike = ⚠ كل التلاميذ لهم نفس النقطة: { $points }.
list-halved = ⚠ لا أحد تجاوز النصف، وهؤلاء التلاميذ يحصلون عادة على الضعف: هل التنقيط فعلا على { $maximum }؟
list-line-known = { $line } ⚠ منشورة
list-corrections =
    { $count ->
        [zero] لا توجد نقط منشورة.
        [one] ⚠ نقطة واحدة منشورة من قبل: ستُخبر الأسرة التي تعرف النقطة القديمة فور التسجيل.
        [two] ⚠ نقطتان منشورتان من قبل: ستُخبر الأسر التي تعرف النقط القديمة فور التسجيل.
        [few] ⚠ { $count } نقط منشورة من قبل: ستُخبر الأسر التي تعرف النقط القديمة فور التسجيل.
        [many] ⚠ { $count } نقطة منشورة من قبل: ستُخبر الأسر التي تعرف النقط القديمة فور التسجيل.
       *[other] ⚠ { $count } نقطة منشورة من قبل: ستُخبر الأسر التي تعرف النقط القديمة فور التسجيل.
    }
list-question-corrections = هل نسجل؟

problem-unknown-name = الاسم غير موجود في القسم
problem-unknown-name-near = الاسم غير موجود. أسماء قريبة: { $names }
problem-ambiguous = الاسم يوافق عدة تلاميذ: { $names }
problem-twice = تكرر الاسم مرتين: { $student }
problem-has-left = { $student } لم يعد في القسم منذ { $day }
problem-no-value = النقطة ناقصة
problem-unreadable-value = النقطة غير مقروءة
problem-doubted = يبدو أنك غير متأكد من هذه النقطة
problem-above-maximum = النقطة تتجاوز الحد الأقصى
problem-below-zero = النقطة أقل من الصفر
problem-other-scale = النقطة على سلم تنقيط آخر
problem-computed = صيغة بلا نتيجة: اكتبوا القيمة نفسها

send-lines =
    { $class }، { $assessment }
    أرسلوا سطرا لكل تلميذ: الاسم والنقطة. مثلا:
send-lines-example = { $student } { $value }

list-saved =
    { $count ->
        [zero] لم نسجل أي نقطة: { $class }
        [one] ✅ تم تسجيل نقطة واحدة (مسودة): { $class }
        [two] ✅ تم تسجيل نقطتين (مسودة): { $class }
        [few] ✅ تم تسجيل { $count } نقط (مسودة): { $class }
        [many] ✅ تم تسجيل { $count } نقطة (مسودة): { $class }
       *[other] ✅ تم تسجيل { $count } نقطة (مسودة): { $class }
    }
    { $assessment }
    لا ترى الأسر شيئا قبل النشر.
list-saved-beside =
    { $count ->
        [zero] لم نسجل أي مسودة: { $class }
        [one] ✅ تم تسجيل نقطة واحدة (مسودة): { $class }
        [two] ✅ تم تسجيل نقطتين (مسودة): { $class }
        [few] ✅ تم تسجيل { $count } نقط (مسودة): { $class }
        [many] ✅ تم تسجيل { $count } نقطة (مسودة): { $class }
       *[other] ✅ تم تسجيل { $count } نقطة (مسودة): { $class }
    }
    { $assessment }
    لا ترى الأسر المسودات قبل النشر.
list-corrected =
    { $count ->
        [zero] لم نصحح أي نقطة منشورة: { $class }
        [one] ✅ تم تصحيح نقطة منشورة واحدة: { $class }
        [two] ✅ تم تصحيح نقطتين منشورتين: { $class }
        [few] ✅ تم تصحيح { $count } نقط منشورة: { $class }
        [many] ✅ تم تصحيح { $count } نقطة منشورة: { $class }
       *[other] ✅ تم تصحيح { $count } نقطة منشورة: { $class }
    }
    { $assessment }
    { $families }

list-refused = لم نسجل أي شيء، لا يوجد سطر صالح:
list-refused-example = مثال لسطر: { $student } 14

count-mismatch =
    { $marks ->
        [zero] لا نقط
        [one] نقطة واحدة
        [two] نقطتان
        [few] { $marks } نقط
        [many] { $marks } نقطة
       *[other] { $marks } نقطة
    } مقابل { $students ->
        [zero] أي تلميذ
        [one] تلميذ واحد
        [two] تلميذين
        [few] { $students } تلاميذ
        [many] { $students } تلميذا
       *[other] { $students } تلميذ
    }: لم نسجل أي شيء.
    المرجو إعطاء نقطة لكل تلميذ حسب ترتيب اللائحة، أو كتابة الاسم قبل كل نقطة.
    مثال: { $student } 14
