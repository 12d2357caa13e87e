# Buttons (20 characters at most), statuses, small words.

label-yes = نعم
label-no = لا
label-save = تسجيل
label-correct = تصحيح
label-cancel = إلغاء
label-undo = تراجع
label-publish = نشر
label-approve = موافقة
label-refuse = رفض
label-remind = تذكير
label-close-term = إغلاق
label-agree = أوافق
label-decline = لا أوافق
label-resume = استئناف
label-my-marks = عرض النقط
label-help = مساعدة
wish-enter-marks = تسجيل النقط
wish-missing = النقط الناقصة
wish-remind = تذكير الأساتذة
wish-class-figures = معدل القسم
wish-averages = المعدلات
wish-children = أبنائي
wish-language = تغيير اللغة
wish-stop = إيقاف الرسائل
label-language-fr = Français
label-language-en = English
label-language-ar = العربية
label-subject = { $subject } (المادة)
label-name-in = { $name } ({ $place })

choices-open = اختيار
choices-hint = المرجو الجواب بالرقم.

status-absent = غياب
status-absent-unjustified = غياب غير مبرر
status-exempt = إعفاء
status-not-graded = بدون نقطة
status-not-handed-in = لم يُسلَّم
