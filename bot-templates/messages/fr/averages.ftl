# Averages for families, figures for staff.

averages-child = { $child }, { $class } : moyennes { $term }
averages-child-provisional = { $child }, { $class } : moyennes { $term }, provisoires
averages-line = • { $subject } : { $average }
averages-general = Moyenne générale : { $average }
averages-general-none = Moyenne générale : pas encore, trop peu de matières ont des notes publiées.
averages-coverage = Matières comptées : { $subjects } sur { $of }, { $marks }.
averages-mark-count =
    { $marks ->
        [one] une note publiée
       *[other] { $marks } notes publiées
    }
averages-marks =
    { $marks ->
        [one] Calculée sur une seule note publiée.
       *[other] Calculée sur { $marks } notes publiées.
    }
averages-none = Pas encore de note publiée : la moyenne viendra avec les premières notes.
averages-none-subject = Pas encore de moyenne en { $subject } : elle viendra avec les premières notes publiées.
averages-no-rank = Le rang n'est pas donné par message.
averages-no-term = L'année scolaire n'a pas encore commencé : il n'y a pas de moyenne.
averages-unavailable =
    Les moyennes ne sont pas disponibles : les règles de calcul de l'école sont à revoir.
    L'administration de l'école peut y remédier.

figures-assessment = { $class }, { $assessment }
figures-class = { $class } : moyennes { $term }
figures-class-provisional = { $class } : moyennes { $term }, provisoires
figures-marks =
    { $count ->
        [0] Aucune note chiffrée
        [one] Une note chiffrée
       *[other] { $count } notes chiffrées
    }
figures-absent =
    { $count ->
        [one] Un absent
       *[other] { $count } absents
    }
figures-without-points =
    { $count ->
        [one] Un élève dispensé, non noté ou qui n'a pas rendu
       *[other] { $count } élèves dispensés, non notés ou qui n'ont pas rendu
    }
figures-missing =
    { $count ->
        [one] Un élève sans note saisie
       *[other] { $count } élèves sans note saisie
    }
figures-spread = Moyenne { $mean } sur { $scale }, médiane { $median }, plus basse { $lowest }, plus haute { $highest }
figures-share = À { $half } ou plus : { $passed } sur { $count } ({ $rate } %)
figures-small = Trop peu de notes pour des statistiques.
figures-subject = • { $subject } : { $figures }
figures-subject-spread = { $mean } (de { $lowest } à { $highest }), { $rate } % à { $half } ou plus
figures-subject-small =
    { $count ->
        [0] aucune moyenne
        [one] un seul élève a une moyenne
       *[other] { $count } élèves seulement ont une moyenne
    }
figures-classed =
    { $count ->
        [0] Moyenne générale : personne n'en a encore.
        [one] Moyenne générale : un élève classé sur { $students }
       *[other] Moyenne générale : { $count } élèves classés sur { $students }
    }
figures-drafts =
    { $count ->
        [one] Une note en brouillon est comptée : les familles ne la voient pas.
       *[other] { $count } notes en brouillon sont comptées : les familles ne les voient pas.
    }

summary-begun = Je rassemble les chiffres de l'école. Ils arrivent dans un instant.
summary-file = Les statistiques { $term } de l'école, à imprimer
summary-in-file = Les matières sont dans le fichier qui suit.
summary-head = L'école, { $term } : moyennes et réussite par classe et par matière
summary-class =
    { $students ->
        [0] { $class }, aucun élève
        [one] { $class }, un élève
       *[other] { $class }, { $students } élèves
    }
summary-class-provisional =
    { $students ->
        [0] { $class }, aucun élève, provisoire
        [one] { $class }, un élève, provisoire
       *[other] { $class }, { $students } élèves, provisoire
    }
summary-general = Moyenne générale { $mean }, réussite { $rate } % (à { $half } ou plus)
summary-before = En { $year } : { $mean }, réussite { $rate } %
summary-subject = { $mean }, réussite { $rate } %
summary-missing =
    { $missing ->
        [one] ⚠ Une note manque.
       *[other] ⚠ { $missing } notes manquent.
    }

progress-head = { $child }, { $subject }, sur { $scale } :
progress-moment = • { $at } : { $own } (classe { $mean }, de { $lowest } à { $highest })
progress-moment-alone = • { $at } : { $own }
progress-brought = Ramené sur { $scale } pour comparer : { $moments }
progress-brought-from = { $at } (était sur { $scale })
progress-none = { $child }, { $subject } : pas encore de note publiée. La progression se verra avec les premières notes.
progress-picture = { $child } : sa progression en image
histogram-picture =
    { $marks ->
        [one] { $class }, { $assessment } : une note
       *[other] { $class }, { $assessment } : la répartition des { $marks } notes
    }
chart-progress = { $child } : { $subject }, sur { $scale }
chart-general = moyenne générale
chart-mean = moyenne de la classe
chart-class = la classe, de la plus basse à la plus haute
chart-histogram = { $class }, { $assessment }
chart-marks =
    { $marks ->
        [one] Une note sur { $maximum }
       *[other] { $marks } notes sur { $maximum }
    }
