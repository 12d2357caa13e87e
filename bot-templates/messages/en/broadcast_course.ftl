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
broadcast-of = 📣 “{ $start }”
broadcast-which = Several of your announcements are under way. Which one?
broadcast-which-others = You have no announcement under way. Which one is it about?
broadcast-which-line = • “{ $start }” ({ $by }, { $at })
broadcast-which-line-for = • { $audience }: “{ $start }” ({ $by }, { $at })
course-moved-by = { $by } has moved your announcement: it will go out { $moment }.
course-paused-by = { $by } has suspended your announcement.
course-resumed-by = { $by } has resumed your announcement.
course-cancelled-by = { $by } has cancelled your announcement.
course-none-paused = None of your announcements is suspended. To see them: scheduled announcements
course-nothing-stopped = Nothing is stopped: you get our messages, and none of your announcements is suspended.
course-not-begun = It has not gone out yet: it is scheduled for { $moment }.
course-not-begun-paused = It has not gone out yet, and is suspended. It was scheduled for { $moment }. To let it go on: resume the announcement
course-confirmed =
    { $families ->
        [0] ✅ It is confirmed. No family.
        [one] ✅ It is confirmed for one family.
       *[other] ✅ It is confirmed for { $families } families.
    }
course-all-waits = ⏳ The month's budget is used up ({ $left } left): whatever costs money waits.
course-part-waits = ⏳ The month's budget allows only { $left } more: part of it waits.
course-confirm-words = Replace the text of the announcement with this one?
course-or-when = To change only when it goes out, write for example: schedule tomorrow 8am
course-new-words = What is the new text of the announcement?
