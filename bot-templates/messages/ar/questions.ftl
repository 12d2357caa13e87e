# One question at a time, usually followed by choices.

which-student = من هو التلميذ المقصود؟
which-student-heard = «{ $heard }»: من هو التلميذ المقصود؟
which-assessment = ما هو الفرض المقصود؟
which-assessment-heard = «{ $heard }»: ما هو الفرض المقصود؟
which-class = ما هو القسم المقصود؟
which-class-heard = «{ $heard }»: ما هو القسم المقصود؟
which-subject = ما هي المادة المقصودة؟
which-subject-heard = «{ $heard }»: ما هي المادة المقصودة؟
which-child = من تقصدون من أبنائكم؟
which-child-heard = «{ $heard }»: من تقصدون من أبنائكم؟
which-near-child = هل تقصدون هذا الطفل؟
which-near-child-heard = «{ $heard }»: هل تقصدون هذا الطفل؟
which-near-student = هل تقصدون هذا التلميذ؟
which-near-student-heard = «{ $heard }»: هل تقصدون هذا التلميذ؟
which-value = ما هي النقطة؟ مثلا: 14,5
which-value-heard = لسنا متأكدين من قراءة «{ $heard }». ما هي النقطة؟ مثلا: 14,5
