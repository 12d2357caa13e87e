# For whom an announcement is, where that is asked.
audience-without = { $classes }، دون { $students }
announce-for-whom = لمن هذا الإعلان؟ لم أفهم «{ $heard }». الإعلان يوجَّه إلى الأسر: أسر قسم أو عدة أقسام أو مجموعة مُعدّة يدويا أو المؤسسة كلها. لم يُرسل أي شيء.
announce-for-whom-named = لمن هذا الإعلان؟ لقسم أو لعدة أقسام أو لمجموعة مُعدّة يدويا أو للمؤسسة كلها. لم يُرسل أي شيء.
announce-unknown-class = لا يوجد قسم باسم «{ $heard }». لمن هذا الإعلان؟ لم يُرسل أي شيء.
announce-families-only = الإعلان يوجَّه إلى الأسر، ولا يوجَّه إلى الموظفين أبدا: لم يُرسل شيء. الإدارة وحدها يمكنها مراسلة العاملين هنا.
