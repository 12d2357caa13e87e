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
broadcast-of = 📣 « { $start } »
broadcast-which = Plusieurs de vos annonces sont en cours. Laquelle ?
broadcast-which-others = Vous n'avez pas d'annonce en cours. De laquelle s'agit-il ?
broadcast-which-line = • « { $start } » ({ $by }, { $at })
broadcast-which-line-for = • { $audience } : « { $start } » ({ $by }, { $at })
course-moved-by = { $by } a déplacé votre annonce : elle partira { $moment }.
course-paused-by = { $by } a suspendu votre annonce.
course-resumed-by = { $by } a remis votre annonce en route.
course-cancelled-by = { $by } a annulé votre annonce.
course-none-paused = Aucune de vos annonces n'est suspendue. Pour les voir : annonces prévues
course-nothing-stopped = Rien n'est arrêté : vous recevez nos messages, et aucune de vos annonces n'est suspendue.
course-not-begun = Elle n'est pas encore partie : l'envoi est prévu { $moment }.
course-not-begun-paused = Elle n'est pas encore partie, et elle est suspendue. L'envoi était prévu { $moment }. Pour la remettre en route : reprends l'annonce
course-confirmed =
    { $families ->
        [0] ✅ C'est confirmé. Aucune famille.
        [one] ✅ C'est confirmé pour une famille.
       *[other] ✅ C'est confirmé pour { $families } familles.
    }
course-all-waits = ⏳ Le budget du mois est épuisé (reste { $left }) : tout ce qui est payant attend.
course-part-waits = ⏳ Le budget du mois ne permet plus que { $left } : une partie attend.
course-confirm-words = Remplacer le texte de l'annonce par celui-ci ?
course-or-when = Pour changer seulement l'heure d'envoi, écrivez par exemple : programme demain 8h
course-new-words = Quel est le nouveau texte de l'annonce ?
