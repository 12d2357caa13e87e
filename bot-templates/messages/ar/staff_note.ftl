# Whoever runs the school writes to its staff.
staff-note = 💬 رسالة من { $by } إلى العاملين
staff-note-to = 💬 رسالة من { $by } إلى { $people }
staff-note-quoted = 💬 رسالة من { $by } إلى { $people }، كما كُتبت:
staff-note-words = «{ $words }»
staff-note-preview-one = رسالة إلى { $people }. هذا ما سيُكتب:
staff-note-not-later = الرسالة إلى العاملين تُرسل فورا: لا يمكنني الاحتفاظ بها إلى وقت لاحق. لم يُرسل شيء. أعيدوا كتابتها في الوقت المناسب.

staff-note-preview = رسالة إلى العاملين ({ $people }). هذا ما سيقرؤونه:
staff-note-unreached = لا يمكن الوصول إليهم هنا، إذ لم يكتبوا قط: { $people }
staff-note-question = هل أرسلها؟
staff-note-sent =
    { $people ->
        [one] ✅ أُرسلت إلى شخص واحد.
        [two] ✅ أُرسلت إلى شخصين.
        [few] ✅ أُرسلت إلى { $people } أشخاص.
       *[other] ✅ أُرسلت إلى { $people } شخصا.
    }
staff-note-later =
    { $people ->
        [one] ✅ جاهزة لشخص واحد، تصله ابتداء من { $from }.
        [two] ✅ جاهزة لشخصين، تصلهما ابتداء من { $from }.
        [few] ✅ جاهزة لـ{ $people } أشخاص، تصلهم ابتداء من { $from }.
       *[other] ✅ جاهزة لـ{ $people } شخصا، تصلهم ابتداء من { $from }.
    }
staff-note-nobody = لم يُرسل شيء: لا يمكنني الوصول هنا إلى { $people }.
staff-note-unknown = لا أعرف أحدا بهذا الاسم بين العاملين: لم يُرسل شيء.
staff-note-who = يحمل هذا الاسم عدة أشخاص: { $people }. اكتبوا الاسم كاملا.
staff-note-too-long = هذا طويل: { $most } حرفا على الأكثر.
staff-note-unclear = لم أفهم لمن هذه الرسالة: «{ $heard }». لم يُرسل شيء. اذكروا شخصا أو قسما أو مادة أو الأساتذة أو أساتذة الأقسام أو الكاتبة أو الإدارة.
staff-note-nobody-left = لا أحد من العاملين يطابق ذلك: لم يُرسل شيء.
staff-note-new-words = ما النص الجديد؟ لن يُرسل شيء قبل موافقتكم.
staff-note-not-yours = هنا لا يكتب إلى العاملين إلا الإدارة: لم يُرسل شيء. يمكنكم المرور عبرها أو التحدث مع زميلكم مباشرة.
staff-note-how = للكتابة إلى العاملين: اكتب إلى الأساتذة: نصكم. أو إلى شخص واحد: قل للسيد KOFFI: نصكم.
