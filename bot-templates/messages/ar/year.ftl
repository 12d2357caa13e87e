# The school year: its average, and what class councils decide.

year-child = { $child }، { $class }: السنة { $year }
year-term = • { $term }: { $average }
year-term-not-classed = • { $term }: غير مرتب
year-term-open = • { $term }: لم تُغلق بعد
year-average = المعدل السنوي: { $average }
year-average-final = المعدل السنوي: { $average }
year-average-so-far = معدل الدورات المغلقة: { $average }. ليس هذا بعد هو المعدل السنوي.
year-terms-open =
    { $count ->
        [one] بقيت دورة لم تُغلق: { $terms }.
        [two] بقيت دورتان لم تُغلقا: { $terms }.
       *[other] بقيت دورات لم تُغلق: { $terms }.
    }
year-terms-to-come = ما زالت دورات أخرى من السنة لم تأت بعد.
year-none-yet = المعدل السنوي يُحسب من الدورات المغلقة: لم تُغلق أي دورة بعد.
year-not-classed = لا يوجد معدل سنوي: لا معدل في أي دورة مغلقة.
year-place = الرتبة السنوية: { $place } من { $ranked }
year-place-tied = الرتبة السنوية: { $place } مكرر من { $ranked }
year-decision = قرار مجلس القسم: { $decision }
year-no-rules =
    { $child }: لا تعطي المدرسة هنا معدلا سنويا.
    لمعرفة معدلات الدورة أجيبوا بكلمة: المعدل
year-no-rules-class =
    { $class }: قواعد المدرسة لا تقول كيف يُحسب المعدل السنوي.
    تضيفه الإدارة إلى ملف المدرسة: «year» في «policy».

year-figures = • { $class }، السنة { $year }: المعدل السنوي { $mean }/{ $scale } (من { $lowest } إلى { $highest })، نسبة النجاح { $rate } % (ابتداء من { $half })، عدد المعدلات { $ranked } من { $students }
year-figures-small = • { $class }، السنة { $year }: المعدلات السنوية أقل من أن تُعطى لها أرقام ({ $ranked } من { $students })
year-figures-open = • { $class }، السنة { $year }: لا يوجد معدل سنوي بعد. { $open }
year-class = { $class }، السنة { $year }: المعدلات السنوية على { $scale }
year-line = • { $student }: { $what }
year-line-none = لا معدل
year-line-place = الرتبة { $place }
year-line-place-tied = الرتبة { $place } مكرر
year-line-repeater = مكرر(ة)
year-line-proposed = المقترح: { $decision }
year-line-decided = القرار: { $decision }
year-line-against = القرار: { $decision }؛ حسب المعدل: { $proposed }
year-proposals =
    هذه اقتراحات فقط: مجلس القسم هو الذي يقرر، ولا ترى الأسر شيئا منها قبل ذلك.
    تؤكدها الإدارة هكذا: مجلس القسم { $class }

decision-promoted = ينتقل إلى القسم الأعلى
decision-repeats = يكرر السنة
decision-excluded = مفصول
decision-council = القرار للمجلس

closing-other-rules = ⚠ تغيرت قواعد حساب المعدلات منذ آخر إغلاق: قد تتغير معدلات أخرى غير التي صُححت.
closing-other-weights = ⚠ تغيرت معاملات منذ آخر إغلاق، والجديدة هي التي تُحتسب: { $subjects }.
closing-other-tests = ⚠ فروض تُحتسب بخلاف ما كانت عليه عند آخر إغلاق: { $tests }.
weight-changed = { $subject } (من { $before } إلى { $after })
weight-new = { $subject } (مادة جديدة: { $weight })
weight-gone = { $subject } ({ $weight }، حُذفت)
closing-revised =
    { $count ->
        [zero] لن يتغير أي كشف نقط.
        [one] سيتغير كشف نقط واحد وتصير له نسخة جديدة.
        [two] سيتغير كشفا نقط وتصير لهما نسختان جديدتان.
        [few] ستتغير { $count } كشوف نقط وتصير لها نسخ جديدة.
        [many] سيتغير { $count } كشف نقط وتصير لها نسخ جديدة.
       *[other] سيتغير { $count } كشف نقط وتصير لها نسخ جديدة.
    }
closing-year-waits = ⚠ لم تُغلق بعد: { $terms }. لذلك لن تحمل هذه الكشوف معدلا سنويا.
closing-held =
    { $count ->
        [one] ⚠ نُشرت نقطة واحدة للتو وما زال يمكن سحبها: الإغلاق ينهي ذلك.
        [two] ⚠ نُشرت نقطتان للتو وما زال يمكن سحبهما: الإغلاق ينهي ذلك.
        [few] ⚠ نُشرت { $count } نقط للتو وما زال يمكن سحبها: الإغلاق ينهي ذلك.
       *[other] ⚠ نُشرت { $count } نقطة للتو وما زال يمكن سحبها: الإغلاق ينهي ذلك.
    }
closing-decided-otherwise = ⚠ يبقى قرار المجلس في كشف النقط مع أن المعدل تغير: { $students }. لتغييره: مجلس القسم ثم الاسم ثم القرار.

council-not-final = { $class }: يقرر المجلس بعد إغلاق كل الدورات.
council-head = { $class }: القرارات المقترحة على مجلس القسم
council-group =
    { $count ->
        [one] • { $decision }: { $students }
       *[other] • { $decision } ({ $count }): { $students }
    }
council-left =
    { $count ->
        [one] ⚠ القرار للمجلس بشأن تلميذ واحد: { $students }.
        [two] ⚠ القرار للمجلس بشأن تلميذين: { $students }.
        [few] ⚠ القرار للمجلس بشأن { $count } تلاميذ: { $students }.
       *[other] ⚠ القرار للمجلس بشأن { $count } تلميذا: { $students }.
    }
council-waiting =
    { $count ->
        [one] ⏳ ليس بعد بشأن { $students }، بسبب القسم السابق. { $open }
        [two] ⏳ ليس بعد بشأن تلميذين، بسبب القسم السابق: { $students }. { $open }
        [few] ⏳ ليس بعد بشأن { $count } تلاميذ، بسبب القسم السابق: { $students }. { $open }
        [many] ⏳ ليس بعد بشأن { $count } تلميذا، بسبب القسم السابق: { $students }. { $open }
       *[other] ⏳ ليس بعد بشأن { $count } تلميذ، بسبب القسم السابق: { $students }. { $open }
    }
council-how = لتلميذ واحد، مثلا: مجلس القسم { $student } يكرر: كلمات المجلس
council-question = هل هذا ما قرره المجلس؟ نعم: ستحمل كشوف النقط هذه القرارات.
council-nothing =
    { $decided ->
        [zero] { $class }: لا شيء لتأكيده دفعة واحدة.
        [one] { $class }: اتُّخذ قرار واحد. لا شيء آخر لتأكيده دفعة واحدة.
        [two] { $class }: اتُّخذ قراران. لا شيء آخر لتأكيده دفعة واحدة.
        [few] { $class }: اتُّخذت { $decided } قرارات. لا شيء آخر لتأكيده دفعة واحدة.
       *[other] { $class }: اتُّخذ { $decided } قرارا. لا شيء آخر لتأكيده دفعة واحدة.
    }
council-line = { $student }: { $decision }
council-proposed = المقترح حسب المعدل: { $decision }
council-before = القرار إلى الآن: { $decision }
council-words = رأي المجلس: { $words }
council-question-one = هل هذا قرار المجلس؟ نعم: سيحمله كشف النقط.
council-decided =
    { $count ->
        [one] ✅ { $class }: سُجل قرار واحد للمجلس في كشف النقط.
        [two] ✅ { $class }: سُجل قراران للمجلس في كشوف النقط.
        [few] ✅ { $class }: سُجلت { $count } قرارات للمجلس في كشوف النقط.
       *[other] ✅ { $class }: سُجل { $count } قرارا للمجلس في كشوف النقط.
    }
council-remark-too-long = عدد حروف ملاحظة المجلس { $letters }، والكشف لا يتسع لأكثر من { $most }. لم يُسجل شيء: اكتبوها أقصر.
council-distinction =
    ⚠ لم يُسجل « { $said } »: يُسجل القرار وحده. التنويهات تأتي من قواعد المدرسة ومن المعدل.
    ليقول ذلك كشف النقط بكلمات المجلس: مجلس القسم { $student } { $decision ->
        [promoted] ناجح
        [repeats] يكرر
       *[other] مفصول
    }: كلماتكم
council-which =
    ما قرار المجلس بشأن { $student }؟ لم يُسجل شيء.
    اكتب الاسم ثم: ناجح أو يكرر أو مفصول، مثلا: مجلس القسم { $student } ناجح
    لسحب قرار: مجلس القسم { $student } بلا قرار
council-take-back = هل تسحبون هذا القرار؟ نعم: لن يحمل كشف النقط أي قرار، في نسخة جديدة.
council-take-back-both = هل تسحبون هذا القرار ورأي المجلس؟ نعم: لن يحملهما كشف النقط، في نسخة جديدة.
council-take-back-words = هل تسحبون رأي المجلس؟ نعم: يبقى القرار، ولن يحمل كشف النقط هذا الرأي، في نسخة جديدة.
council-taken-back = ✅ { $student }: سُحب قرار المجلس من كشف النقط.
council-words-taken-back = ✅ { $student }: سُحب رأي المجلس من كشف النقط. القرار باق.
council-no-decision = { $student }: لم يُسجل أي قرار للمجلس، فلا شيء لسحبه.
council-no-words = { $student }: لم يُسجل أي رأي للمجلس، فلا شيء لسحبه.
council-take-back-by-name = لم يُسحب شيء: يتم ذلك تلميذا تلميذا. مثلا: مجلس القسم Awa Kouassi بلا قرار

card-repeater = مكرر
card-repeater-yes = نعم
card-year = السنة
card-year-average = المعدل السنوي
card-year-place = الرتبة السنوية
card-year-decision = قرار المجلس
rule-year = المعدل السنوي بدقة { $step }، { $how }
rule-year-weights = المعدل السنوي بدقة { $step }، { $how }، الأوزان: { $weights }
