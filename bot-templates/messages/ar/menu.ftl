# Descriptions of the commands in Telegram's menu.

menu-help = عرض أمثلة
menu-marks-staff = إدخال نقط قسم
menu-marks-guardian = الاطلاع على النقط
menu-publish = إرسال النقط إلى الأسر
menu-undo = التراجع عن آخر إدخال
menu-language = تغيير اللغة
menu-link = ربط تلميذ بواسطة الرمز
menu-stop = إيقاف الرسائل
ice-breaker-marks = نقط ابني
ice-breaker-link = لدي رمز من المدرسة
ice-breaker-help = ماذا أكتب هنا؟
