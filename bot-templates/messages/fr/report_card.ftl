# Closing a term, and report cards.

closing-confirm =
    { $students ->
        [one] Clôturer { $term } : { $class }, un bulletin
       *[other] Clôturer { $term } : { $class }, { $students } bulletins
    }
closing-ahead = ⚠ { $term } ne commence que le { $day }.
closing-early = ⚠ { $term } dure jusqu'au { $day } : ce qui sera noté d'ici là ne comptera pas.
closing-brought = Comptent aussi les notes de leur classe précédente (combien) : { $students }.
closing-left-out = ⚠ Ne comptent pas, faute de place dans cette classe (matière ou type d'évaluation), des notes de leur classe précédente (combien) : { $students }.
closing-without-marks = ⚠ Aucune moyenne en : { $subjects }.
closing-not-classed =
    { $count ->
        [one] ⚠ Un élève non classé : { $students }.
       *[other] ⚠ { $count } élèves non classés : { $students }.
    }
closing-drafts =
    { $count ->
        [one] ⚠ Une note en brouillon ne compte pas : elle n'est pas publiée.
       *[other] ⚠ { $count } notes en brouillon ne comptent pas : elles ne sont pas publiées.
    }
closing-question = Les moyennes, les rangs et les appréciations seront figés. Je clôture ?
closing-no-students = Aucun élève en { $class } : il n'y a rien à clôturer.
term-is-closed =
    { $cards ->
        [one] ✅ { $term } est clos en { $class } : un bulletin.
       *[other] ✅ { $term } est clos en { $class } : { $cards } bulletins.
    }
term-revised =
    { $count ->
        [one] Un bulletin a changé : il porte une nouvelle version.
       *[other] { $count } bulletins ont changé : ils portent une nouvelle version.
    }
term-renewed =
    { $count ->
        [one] Un bulletin de la dernière période change aussi : il porte la moyenne annuelle.
       *[other] { $count } bulletins de la dernière période changent aussi : ils portent la moyenne annuelle.
    }
card-families-told =
    { $families ->
        [0] Aucune famille n'avait reçu l'ancien.
        [one] Une famille avait reçu l'ancien : elle va être prévenue.
       *[other] { $families } familles avaient reçu l'ancien : elles vont être prévenues.
    }
reopening-confirm =
    Rouvrir { $term } : { $class }
    Motif : { $reason }
    Les notes pourront de nouveau changer ; les bulletins restent tels quels jusqu'à la prochaine clôture.

    Je rouvre ?
term-reopened =
    { $term } est rouvert en { $class } : les notes peuvent de nouveau changer.
    Les bulletins restent tels quels jusqu'à la prochaine clôture.
reason-missing =
    Pour rouvrir { $term } en { $class }, donnez le motif après deux-points. Rien n'a été modifié.
    Exemple : rouvre { $term } { $class } : erreur de saisie en maths
term-not-closed = { $term } n'est pas clos en { $class } : il n'y a rien à rouvrir.
report-card-revised =
    { $child } : le bulletin { $term } que vous avez reçu est remplacé par la version { $version }.
    Pour lire le nouveau, répondez : bulletin { $term }
    .sms = { $child } : bulletin { $term } remplacé par la version { $version }. Pour le lire : BULLETIN { $term }
report-card-file = { $child } : bulletin { $term }, version { $version }
class-file =
    { $cards ->
        [one] { $class } : le bulletin { $term }.
       *[other] { $class } : les { $cards } bulletins { $term }, dans un seul fichier.
    }
printing-class =
    { $cards ->
        [one] Je prépare un bulletin { $term } de { $class }. Le fichier arrive dans un instant.
       *[other] Je prépare { $cards } bulletins { $term } de { $class }. Le fichier arrive dans un instant.
    }
printing-school =
    { $cards ->
        [one] Je prépare un bulletin
       *[other] Je prépare { $cards } bulletins
    } { $classes ->
        [one] pour une classe. Le fichier arrive dès qu'il est prêt.
       *[other] pour { $classes } classes, l'une après l'autre. Chaque classe arrive dans un fichier dès qu'elle est prête.
    }
printing-progress = ⏳ { $class }, { $term } : { $done } bulletins sur { $cards }
printing-done =
    { $cards ->
        [one] ✅ { $class }, { $term } : le bulletin est prêt.
       *[other] ✅ { $class }, { $term } : les { $cards } bulletins sont prêts.
    }
print-school =
    { $classes ->
        [one] Imprimer les bulletins d'une classe : { $names }.
       *[other] Imprimer les bulletins de { $classes } classes : { $names }.
    }
print-school-open = ⚠ Pas encore closes, donc sans bulletins : { $names }.
print-school-question = Je prépare un fichier par classe ?
sending-confirm =
    { $cards ->
        [one] Envoyer le bulletin { $term } de { $class }
       *[other] Envoyer les { $cards } bulletins { $term } de { $class }
    } { $guardians ->
        [0] : aucun parent n'est inscrit.
        [one] à un parent, pour son enfant seulement.
       *[other] à { $guardians } parents, chacun pour son enfant seulement.
    }
sending-question = J'envoie ?
cards-unreached =
    { $unreached ->
        [one] ⚠ Un parent ne peut pas être joint : remettez-lui le bulletin sur papier.
       *[other] ⚠ { $unreached } parents ne peuvent pas être joints : remettez-leur le bulletin sur papier.
    }
cards-on-their-way =
    { $guardians ->
        [0] { $class } : aucun bulletin { $term } n'est envoyé.
        [one] ✅ { $class } : un parent reçoit le bulletin { $term }.
       *[other] ✅ { $class } : { $guardians } parents reçoivent le bulletin { $term }.
    }
cards-not-closed =
    { $term } n'est pas encore clos en { $class } : les bulletins viennent après la clôture.
    L'administration clôture ainsi : clôture { $term } { $class }
cards-none-closed =
    Aucune classe n'est close pour cette période : il n'y a pas encore de bulletins.
    Pour clôturer une classe, par exemple : clôture T1 4eA
term-already-closed =
    { $term } est déjà clos en { $class }. Rien n'a été modifié.
    Pour le rouvrir : rouvre { $term } { $class } : votre motif
term-unknown =
    L'école n'a pas de période « { $heard } ». Il y a : { $terms }. Rien n'a été modifié.
    Par exemple : clôture { $example } 4eA
year-unknown = Je ne connais pas l'année { $heard } dans cette école. Années connues : { $years }.
class-then =
    De quelle classe de { $year } s'agit-il ? Il y avait : { $classes }.
    Redites-le avec la classe. Par exemple : moyenne annuelle { $example } { $year }
missing-then = L'année { $year } est terminée : ses notes ne se saisissent plus ici. Ce qui y manque, c'est la direction qui le voit.
card-not-made =
    { $child } : je n'ai pas réussi à mettre le bulletin { $term } en fichier. Ce que vous venez d'en lire est juste.
    Redemandez le fichier un peu plus tard : bulletin { $term }
    S'il ne vient toujours pas, l'école peut vous l'imprimer.
    .sms = { $child } : le fichier du bulletin { $term } n'est pas prêt. Les moyennes lues sont justes. Redemandez-le plus tard : BULLETIN { $term }

card-title = Bulletin { $term } { $class } { $student }
card-heading = Bulletin { $term }, année { $year }
card-provisional = PROVISOIRE : la période n'est pas close, ces moyennes peuvent changer.
card-class = Classe
card-number = Matricule
card-born = Date de naissance
card-classed = Classés / effectif
card-subject = Matière, professeur
card-average = Moyenne /{ $scale }
card-coefficient = Coef.
card-points = Points
card-rank = Rang
card-rank-tied = { $place } ex.
card-lowest = Min.
card-mean = Moy.
card-highest = Max.
card-appreciation = Appréciation
card-sheet = Page
card-totals = Totaux
card-general = Moyenne générale
card-not-classed = Non classé(e)
card-place = Rang
card-place-tied = { $place } ex æquo
card-band = Appréciation
card-distinction = Distinction
card-warning = Avertissement
card-class-figures = Classe
card-class-few = Trop peu d'élèves classés pour des statistiques
card-class-mean = Moyenne de la classe
card-class-as-of = Chiffres de la classe au
card-class-lowest = La plus basse
card-class-highest = La plus haute
card-class-median = Médiane
card-class-passed = À { $half } ou plus
card-unjustified = Heures d'absence non justifiées
card-justified = Heures d'absence justifiées
card-lates = Retards
card-council = Avis du conseil de classe
card-head-teacher = Le professeur principal
card-head = Le chef d'établissement (cachet)
card-parent = Le parent ou tuteur
card-version = Version { $version } du { $date }.
card-no-version = Édité le { $date }.
card-check = Code { $code }, à vérifier sur { $site }
card-check-link = Vérifier ce bulletin :

statistics-title = Statistiques { $term }
statistics-heading = Statistiques { $term }, année { $year }
statistics-file = Statistiques
statistics-classes = Les classes
statistics-classes-out-of = Les classes, notées sur { $scale }
statistics-class = Classe
statistics-subject = Matière
statistics-students = Élèves
statistics-classed = Classés
statistics-counted = Moyennes
statistics-missing = Notes à saisir
statistics-missing-marks =
    { $missing ->
        [one] Une note reste à saisir.
       *[other] { $missing } notes restent à saisir.
    }

rule-scale = Moyennes sur { $scale }
rule-subjects = moyennes des matières par pas de { $step }, { $how }
rule-general = moyenne générale par pas de { $step }, { $how }
rule-half-up = au plus proche, la moitié vers le haut
rule-half-even = au plus proche, la moitié au pair
rule-down = vers le bas
rule-up = vers le haut
rule-weighted = notes pondérées par leur coefficient
rule-points = somme des points sur somme des barèmes
rule-components = moyennes par type d'évaluation, poids : { $weights }
rule-without-components = { $subjects } : notes pondérées par leur coefficient
rule-by-maximum = un barème plus grand pèse plus
rule-cascade-printed = moyenne générale tirée des moyennes imprimées
rule-cascade-exact = moyenne générale tirée des moyennes non arrondies
rule-not-counted = non comptés : { $statuses }
rule-zero = comptés 0 : { $statuses }
rule-version = Règles de l'école, version { $version }.

page-title = Vérification d'un bulletin
page-ask-code = Le code imprimé au bas du bulletin
page-ask-check = Vérifier
page-unknown = Aucun bulletin ne porte ce code. Vérifiez les caractères, ou demandez à l'école.
page-current = L'école a bien publié ce bulletin. C'est la version en vigueur ({ $version }).
page-newer = Attention : la version { $version } n'est plus en vigueur. L'école a publié la version { $newer }.
page-reopened = L'école a rouvert des notes de ce bulletin : une nouvelle version peut suivre.
page-school = École
page-term = Période
page-student = Élève (initiales)
page-average = Moyenne générale
page-not-classed = Non classé(e)
page-place = Rang
page-issued = Date du bulletin

report-child = { $child }, { $class } : bulletin { $term }, version { $version }
report-place = Rang : { $place } sur { $classed }
report-place-tied = Rang : { $place } ex æquo sur { $classed }
report-not-classed = Non classé(e) : trop peu de matières ont été évaluées.
report-band = Appréciation : { $band }
report-distinction = Distinction : { $distinction }
report-warning = Avertissement : { $distinction }
report-code = Code du bulletin : { $code }
report-reopened = L'école est en train de revoir ce bulletin. Vous recevrez le fichier en écrivant BULLETIN quand elle aura fini.
report-none-of-year =
    { $child } : il n'y a pas ici de bulletin pour { $year }. Le secrétariat peut vous le donner.
report-none =
    { $child } : pas encore de bulletin, il viendra à la fin de la période.
    Pour les moyennes provisoires, répondez MOYENNE.
