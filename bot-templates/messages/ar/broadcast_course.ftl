# How far an announcement is, and who answered what.
broadcast-progress = 📣 «{ $start }»: { $done } من { $of }، والإرسال مستمر…
broadcast-progress-over = 📣 «{ $start }»: { $done } من { $of }، انتهى الإرسال.
names-head = 📣 «{ $start }»
names-head-paged = 📣 «{ $start }»، الصفحة { $page } من { $pages }
names-nobody = لم تتوصل به أي أسرة بعد.
names-coming = سيحضرون ({ $count }):
names-not-coming = لن يحضروا ({ $count }):
names-read = قرؤوه ({ $count }):
names-silent = لم يجيبوا ({ $count }):
names-unread = لم يقرؤوه بعد ({ $count }):
names-not-reached = لم يتوصلوا به ({ $count }):
names-child = { $student } ({ $class })
names-line = • { $children }
names-line-guardian = • { $children }: { $guardian }
