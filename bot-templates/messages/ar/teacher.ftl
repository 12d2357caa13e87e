# A teacher's marks: one mark, publishing, what is missing.

in-subject = { $subject }، { $label }
with-maximum = { $label }، على { $maximum }
change = { $old } ← { $new }

mark-saved =
    ✅ تم التسجيل (مسودة): { $student }، { $class }
    { $assessment }: { $change }

confirm-mark =
    { $student }، { $class }
    { $assessment }: { $change }
    { $why }
    هل نسجل هذه النقطة؟
why-near-name = كتبتم «{ $heard }».
why-converted = «{ $heard }» تساوي { $new }.
why-edited = عدّلتم رسالتكم.
why-published = الأسر تعرف النقطة القديمة: سيتم إخبارها بالتغيير.
why-replaces = توجد نقطة أخرى مسجلة.
why-unsure = نفضل التأكد قبل التسجيل.
why-left = غادر التلميذ هذا القسم يوم { $day }.
why-far = { $new } بعيدة عن نقط { $student } المعتادة ({ $usual }).
why-apart = { $new } بعيدة عن نقط الآخرين ({ $others }).
why-leap = الفرق كبير.
usual-range = بين { $low } و{ $high }

mark-corrected =
    ✅ تم تصحيح النقطة: { $student }
    { $assessment }: { $change }
    { $families }
# Who hears of a correction or a withdrawal.
families-told =
    { $count ->
        [zero] لا توجد أسرة يجب إخبارها.
        [one] سيتم إخبار أسرة واحدة.
        [two] سيتم إخبار أسرتين.
        [few] سيتم إخبار { $count } أسر.
        [many] سيتم إخبار { $count } أسرة.
       *[other] سيتم إخبار { $count } أسرة.
    }
families-later =
    { $count ->
        [zero] لا توجد أسرة تنتظر.
        [one] أسرة واحدة أوقفت رسائلنا أو يتعذر الوصول إليها: سيتم إخبارها عند عودتها.
        [two] أسرتان أوقفتا رسائلنا أو يتعذر الوصول إليهما: سيتم إخبارهما عند عودتهما.
        [few] { $count } أسر أوقفت رسائلنا أو يتعذر الوصول إليها: سيتم إخبارها عند عودتها.
        [many] { $count } أسرة أوقفت رسائلنا أو يتعذر الوصول إليها: سيتم إخبارها عند عودتها.
       *[other] { $count } أسرة أوقفت رسائلنا أو يتعذر الوصول إليها: سيتم إخبارها عند عودتها.
    }

undone =
    { $count ->
        [zero] تم التراجع: لا نقط، { $class }
        [one] تم التراجع: نقطة واحدة، { $class }
        [two] تم التراجع: نقطتان، { $class }
        [few] تم التراجع: { $count } نقط، { $class }
        [many] تم التراجع: { $count } نقطة، { $class }
       *[other] تم التراجع: { $count } نقطة، { $class }
    }
    { $assessment }
undone-student =
    تم التراجع: { $student }، { $class }
    { $assessment }
undone-as-before = عاد دفتر النقط كما كان.
undone-now = عادت النقطة { $now }.
undone-nothing = لم تعد للتلميذ نقطة هنا.
undone-kept =
    { $kept ->
        [zero] لم يبق أي تصحيح.
        [one] يبقى تصحيح واحد أُخبرت به الأسر: لتغييره، صححوا النقطة.
        [two] يبقى تصحيحان أُخبرت بهما الأسر: لتغييرهما، صححوا النقط.
        [few] تبقى { $kept } تصحيحات أُخبرت بها الأسر: لتغييرها، صححوا النقط.
        [many] يبقى { $kept } تصحيحا أُخبرت به الأسر: لتغييرها، صححوا النقط.
       *[other] يبقى { $kept } تصحيح أُخبرت به الأسر: لتغييرها، صححوا النقط.
    }

message-taken-back = حذفتم رسالتكم.
confirm-take-back-student =
    كانت تتضمن نقطة: { $student }، { $class }
    { $assessment }: { $old }
    هل نسحب هذه النقطة (مسودة)؟
confirm-take-back =
    { $count ->
        [zero] لم تكن تتضمن أي نقطة: { $class }
        [one] كانت تتضمن نقطة واحدة: { $class }
        [two] كانت تتضمن نقطتين: { $class }
        [few] كانت تتضمن { $count } نقط: { $class }
        [many] كانت تتضمن { $count } نقطة: { $class }
       *[other] كانت تتضمن { $count } نقطة: { $class }
    }
    { $assessment }
    { $count ->
        [one] هل نسحب هذه النقطة (مسودة)؟
        [two] هل نسحب هاتين النقطتين (مسودة)؟
       *[other] هل نسحب هذه النقط (مسودة)؟
    }
already-published-student =
    ⚠ نُشرت نقطة { $student } من قبل: الأسرة على علم بها، ولذلك تبقى كما هي.
    { $assessment }، { $class }
    لتصحيحها: { $example }
already-published =
    { $count ->
        [zero] ⚠ النقط المنشورة تبقى كما هي.
        [one] ⚠ نُشرت نقطة واحدة من قبل: الأسرة على علم بها، ولذلك تبقى كما هي.
        [two] ⚠ نُشرت نقطتان من قبل: الأسر على علم بهما، ولذلك تبقيان كما هما.
        [few] ⚠ نُشرت { $count } نقط من قبل: الأسر على علم بها، ولذلك تبقى كما هي.
        [many] ⚠ نُشرت { $count } نقطة من قبل: الأسر على علم بها، ولذلك تبقى كما هي.
       *[other] ⚠ نُشرت { $count } نقطة من قبل: الأسر على علم بها، ولذلك تبقى كما هي.
    }
    { $assessment }، { $class }
    لتصحيح نقطة: { $example }

mark-deleted =
    تم حذف النقطة: { $student }
    { $assessment }: { $old }
    { $families }
confirm-delete =
    { $student }
    { $assessment }: { $old }
    هل نحذف هذه النقطة؟
confirm-delete-published =
    { $student }
    { $assessment }: { $old }
    هذه النقطة معروفة لدى الأسر: سيتم إخبارها.
    هل نحذف هذه النقطة؟

too-broad-to-delete =
    لا نحذف أبدا كل النقط دفعة واحدة. لم نحذف أي شيء.
    لحذف نقطة واحدة، المرجو ذكر التلميذ والفرض، مثلا: { $example }
example-delete = احذف نقطة { $student } { $assessment }
no-such-mark =
    لا توجد نقطة مسجلة: { $student }، { $assessment }. لم يتغير أي شيء.
    لتسجيل نقطة: { $example }
old-value-differs =
    { $student }، { $assessment }
    ذكرتم { $stated }، لكن النقطة المسجلة هي { $found }. لم يتغير أي شيء.
    لتسجيل النقطة الصحيحة: { $example }

confirm-publish =
    { $marks ->
        [zero] نشر النقط: { $class }
        [one] نشر نقطة واحدة: { $class }
        [two] نشر نقطتين: { $class }
        [few] نشر { $marks } نقط: { $class }
        [many] نشر { $marks } نقطة: { $class }
       *[other] نشر { $marks } نقطة: { $class }
    }
    { $assessment }
publish-without-points =
    { $count ->
        [zero] لكل تلميذ نقطة.
        [one] بدون نقطة (غياب، إعفاء…): تلميذ واحد.
        [two] بدون نقطة (غياب، إعفاء…): تلميذان.
        [few] بدون نقطة (غياب، إعفاء…): { $count } تلاميذ.
        [many] بدون نقطة (غياب، إعفاء…): { $count } تلميذا.
       *[other] بدون نقطة (غياب، إعفاء…): { $count } تلميذ.
    }
publish-missing =
    { $count ->
        [zero] لا تنقص أي نقطة.
        [one] ⚠ تلميذ واحد لم تُسجل نقطته: { $students }.
        [two] ⚠ تلميذان لم تُسجل نقطتاهما: { $students }.
        [few] ⚠ { $count } تلاميذ لم تُسجل نقطهم: { $students }.
        [many] ⚠ { $count } تلميذا لم تُسجل نقطهم: { $students }.
       *[other] ⚠ { $count } تلميذ لم تُسجل نقطهم: { $students }.
    }
publish-families =
    { $families ->
        [zero] لا توجد أسرة يجب إخبارها.
        [one] أسرة واحدة معنية، { $reachable ->
            [zero] ولا يمكن مراسلتها هنا.
           *[other] ويمكن مراسلتها هنا.
        }
        [two] أسرتان معنيتان، { $reachable ->
            [zero] ولا يمكن مراسلتهما هنا.
            [one] ويمكن مراسلة واحدة منهما هنا.
           *[other] ويمكن مراسلتهما هنا.
        }
        [few] { $families } أسر معنية، { $reachable ->
            [zero] ولا يمكن مراسلة أي منها هنا.
           *[other] يمكن مراسلة { $reachable } منها هنا.
        }
        [many] { $families } أسرة معنية، { $reachable ->
            [zero] ولا يمكن مراسلة أي منها هنا.
           *[other] يمكن مراسلة { $reachable } منها هنا.
        }
       *[other] { $families } أسرة معنية، { $reachable ->
            [zero] ولا يمكن مراسلة أي منها هنا.
           *[other] يمكن مراسلة { $reachable } منها هنا.
        }
    }
publish-question = ستطلع الأسر على هذه النقط. هل ننشرها؟

published =
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
nothing-to-publish =
    لا توجد نقط للنشر: { $class }، { $assessment }.
    لتسجيل نقطة: { $example }

term-closed =
    هذه الدورة مغلقة ({ $term }): لم يعد ممكنا تغيير نقطها.
    لأي تصحيح، المرجو الاتصال بإدارة المؤسسة.

missing-marks = تلاميذ لم تُسجل نقطهم:
missing-group =
    { $count ->
        [zero] • { $class }، { $assessment }: { $students }
        [one] • { $class }، { $assessment } (تلميذ واحد): { $students }
        [two] • { $class }، { $assessment } (تلميذان): { $students }
        [few] • { $class }، { $assessment } ({ $count } تلاميذ): { $students }
        [many] • { $class }، { $assessment } ({ $count } تلميذا): { $students }
       *[other] • { $class }، { $assessment } ({ $count } تلميذ): { $students }
    }
nothing-missing = لا تنقص أي نقطة. شكرا لكم!
