# How far an announcement is, and who answered what.
broadcast-progress = 📣 “{ $start }”: { $done } of { $of }, and it goes on…
broadcast-progress-over = 📣 “{ $start }”: { $done } of { $of }, it is over.
names-head = 📣 “{ $start }”
names-head-paged = 📣 “{ $start }”, page { $page } of { $pages }
names-nobody = No family has got it yet.
names-coming = Are coming ({ $count }):
names-not-coming = Are not coming ({ $count }):
names-read = Have read it ({ $count }):
names-silent = Have not answered ({ $count }):
names-unread = Have not read it yet ({ $count }):
names-not-reached = Have not got it ({ $count }):
names-child = { $student } ({ $class })
names-line = • { $children }
names-line-guardian = • { $children }: { $guardian }
