# How far an announcement is, and who answered what.
broadcast-progress = 📣 « { $start } » : { $done } sur { $of }, ça continue…
broadcast-progress-over = 📣 « { $start } » : { $done } sur { $of }, c'est fini.
names-head = 📣 « { $start } »
names-head-paged = 📣 « { $start } », page { $page } sur { $pages }
names-nobody = Aucune famille ne l'a encore reçue.
names-coming = Viennent ({ $count }) :
names-not-coming = Ne viennent pas ({ $count }) :
names-read = Ont lu ({ $count }) :
names-silent = N'ont pas répondu ({ $count }) :
names-unread = N'ont pas encore lu ({ $count }) :
names-not-reached = Ne l'ont pas reçue ({ $count }) :
names-child = { $student } ({ $class })
names-line = • { $children }
names-line-guardian = • { $children } : { $guardian }
