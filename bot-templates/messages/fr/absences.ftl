# Absences and lates: marked by the school, announced and justified by families.

absence-how =
    Écrivez la classe, deux-points, puis les élèves. Par exemple :
    absents { $class } : Awa, Yao retard 8h, Ibrahim 8h-10h
absence-refused = Rien n'est noté. À corriger :
absence-unknown = • « { $heard } » : je ne trouve pas cet élève dans la classe
absence-which = • « { $heard } » : { $students } ?
absence-kind-absent = absence
absence-kind-late = retard
absence-what = { $kind }, { $when }
absence-at = { $day } à { $from }
absence-hours = { $day }, { $from }-{ $until }
absence-preview =
    { $count ->
        [one] { $class } : un élève à noter
       *[other] { $class } : { $count } élèves à noter
    }
absence-line = • { $student } : { $kind }, { $when }
absence-line-announced = • { $student } : { $kind }, { $when } (annoncée par la famille)
absence-would-hear =
    { $families ->
        [0] Aucune famille ne sera prévenue. Je note ?
        [one] Une famille sera prévenue. Je note ?
       *[other] { $families } familles seront prévenues. Je note ?
    }
absence-marked =
    { $count ->
        [one] ✅ { $class } : c'est noté pour un élève.
       *[other] ✅ { $class } : c'est noté pour { $count } élèves.
    }
absence-families =
    { $families ->
        [0] Aucune famille n'est prévenue.
        [one] Une famille va être prévenue.
       *[other] { $families } familles vont être prévenues.
    }
absence-marked-before = C'était déjà noté. Rien n'a changé.
absence-taken-back =
    { $count ->
        [0] Il n'y a plus rien à annuler.
        [one] C'est annulé pour un élève.
       *[other] C'est annulé pour { $count } élèves.
    }
absence-told =
    { $school } : { $child } est noté(e) absent(e), { $when }.
    Pour justifier, répondez par exemple : { $child } malade aujourd'hui
    .sms = { $school } : { $child } absent(e), { $when }.
absence-told-late =
    { $school } : { $child } est arrivé(e) en retard, { $when }.
    .sms = { $school } : { $child } en retard, { $when }.
absence-mistaken = Correction de l'école : { $child } n'était ni absent(e) ni en retard, { $when }. Si un message vous a dit le contraire, c'était une erreur.
    .sms = Correction : { $child } n'était ni absent(e) ni en retard, { $when }.
absence-confirm = { $child } ne viendra pas, { $day }{ $reason }. Je préviens l'école ?
absence-confirm-past = { $child } était absent(e), { $day }{ $reason }. Je transmets la justification à l'école ?
absence-noticed = ✅ C'est noté : { $child }, { $day }.
absence-justified =
    { $count ->
        [one] L'absence de ce jour est justifiée.
       *[other] Les { $count } absences de ce jour sont justifiées.
    }
absence-school-told = L'école est prévenue.
absence-school-not-told = L'école le verra dans ses listes, mais personne n'y est joignable ici : si c'est urgent, appelez.
absence-notice-of = 🏠 La famille { DE($student) } ({ $class }) annonce une absence, { $day }{ $reason }.
absence-confirm-late = { $child } : { $day }{ $reason }. Je préviens l'école ?
absence-notice-late = 🏠 La famille { DE($student) } ({ $class }) annonce un { $day }{ $reason }.
absence-late-on = retard, { $day }
absence-late-at = retard, { $day } ({ $at })
absence-from-to = du { $from } au { $to }
absence-sum =
    { $lates ->
        [0] Non justifié : { $unjustified }, justifié : { $justified }, aucun retard
        [one] Non justifié : { $unjustified }, justifié : { $justified }, un retard
       *[other] Non justifié : { $unjustified }, justifié : { $justified }, { $lates } retards
    }
absence-none = { $child } : ni absence ni retard ce trimestre.
absence-child = { $child }, ce trimestre
absence-item = • { $kind }, { $when } : non justifié
absence-item-justified = • { $kind }, { $when } : justifié
absence-how-to-justify = Pour justifier, écrivez par exemple : malade hier
absence-class = Absences de la classe { $class }, ce trimestre
absence-class-line = • { $student } : { $sum }
absence-class-none = { $class } : ni absence ni retard ce trimestre.
absence-day =
    { $count ->
        [0] Aucun absent noté, { $day }
        [one] Un absent, { $day }
       *[other] { $count } absents, { $day }
    }{ $lates ->
        [0] {""}
        [one] {" "}· un retard
       *[other] {" "}· { $lates } retards
    }
absence-day-none = { $day } : personne n'est noté absent ni en retard.
absence-day-class = { $class }
absence-day-line = • { $student } : { $kind }{ $hours }
absence-day-announced = • { $student } : { $kind }{ $hours } (la famille a prévenu)
absence-nobody-away = { $class } : personne n'est noté absent aujourd'hui. Rien n'est envoyé.
absence-confirm-several = { $child } ne viendront pas, { $day }{ $reason }. Je préviens l'école ?
absence-confirm-past-several = { $child } étaient absents, { $day }{ $reason }. Je transmets la justification à l'école ?
absence-one-by-one = Un retard et une absence : écrivez-les l'un après l'autre, rien n'est encore transmis. Par exemple : { $child } sera en retard lundi
absence-confirm-comes = { $child } vient finalement, { $day } : je le dis à l'école ?
absence-comes = ✅ C'est noté : { $child } vient, { $day }.
absence-who-comes = Qui vient finalement ? Écrivez par exemple : finalement Awa vient. Absences annoncées : { $children }
absence-nothing-announced = Je n'ai aucune absence annoncée pour ce jour : rien à reprendre.
absence-comes-of = 🏠 La famille { DE($student) } ({ $class }) reprend l'absence annoncée : l'élève vient, { $day }.
absence-confirm-refusal = Refuser le motif { DE($student) }, { $day }{ $reason } ? L'absence comptera comme non justifiée et la famille sera prévenue.
absence-no-reason = La famille { DE($student) } n'a annoncé aucune absence : il n'y a pas de motif à refuser.
absence-no-reason-that-day = La famille { DE($student) } n'a rien annoncé pour { $day } : il n'y a pas de motif à refuser.
absence-reason-refused = Le motif { DE($student) } est refusé, { $day }.
absence-no-longer-justified =
    { $count ->
        [0] Aucune absence notée n'en dépendait.
        [one] Une absence notée n'est plus justifiée.
       *[other] { $count } absences notées ne sont plus justifiées.
    }
absence-reason-not-accepted = { $school } : le motif donné pour l'absence de { $child }, { $day }, n'est pas accepté ; elle compte comme non justifiée. Pour en parler, répondez ici.
    .sms = { $school } : motif non accepté pour { $child }, { $day } : absence non justifiée.
