# The school year: its average, and what class councils decide.

year-child = { $child }, { $class } : l'année { $year }
year-term = • { $term } : { $average }
year-term-not-classed = • { $term } : non classé(e)
year-term-open = • { $term } : pas encore clos
year-average = Moyenne annuelle : { $average }
year-average-final = Moyenne annuelle : { $average }
year-average-so-far = Moyenne des périodes closes : { $average }. Ce n'est pas encore la moyenne annuelle.
year-terms-open =
    { $count ->
        [one] Reste à clore : { $terms }.
       *[other] Restent à clore : { $terms }.
    }
year-terms-to-come = D'autres périodes de l'année sont encore à venir.
year-none-yet = La moyenne annuelle se fera des périodes closes : aucune ne l'est encore.
year-not-classed = Pas de moyenne annuelle : aucune période close n'a de moyenne.
year-place = Rang annuel : { $place } sur { $ranked }
year-place-tied = Rang annuel : { $place } ex æquo sur { $ranked }
year-decision = Décision du conseil de classe : { $decision }
year-no-rules =
    { $child } : l'école ne donne pas ici de moyenne annuelle.
    Pour les moyennes de la période, répondez MOYENNE.
year-no-rules-class =
    { $class } : les règles de l'école ne disent pas comment l'année se calcule.
    L'administration l'ajoute au fichier de l'école : « year » dans « policy ».

year-figures = • { $class }, année { $year } : moyenne annuelle { $mean }/{ $scale } (de { $lowest } à { $highest }), réussite { $rate } % (à { $half } ou plus), { $ranked } moyennes pour { $students } élèves
year-figures-small = • { $class }, année { $year } : trop peu de moyennes annuelles pour des chiffres ({ $ranked } sur { $students })
year-figures-open = • { $class }, année { $year } : pas encore de moyenne annuelle. { $open }
year-class = { $class }, année { $year } : moyennes annuelles sur { $scale }
year-line = • { $student } : { $what }
year-line-none = pas de moyenne
year-line-place = rang { $place }
year-line-place-tied = rang { $place } ex æquo
year-line-repeater = redoublant(e)
year-line-proposed = proposé : { $decision }
year-line-decided = décidé : { $decision }
year-line-against = décidé : { $decision } ; d'après la moyenne : { $proposed }
year-proposals =
    Ce sont des propositions : le conseil de classe décide, et les familles n'en voient rien avant.
    L'administration les confirme ainsi : conseil { $class }

decision-promoted = admis(e) en classe supérieure
decision-repeats = redouble
decision-excluded = exclu(e)
decision-council = au conseil de décider

closing-other-rules = ⚠ Les règles de calcul ont changé depuis la dernière clôture : d'autres moyennes que celles corrigées peuvent changer.
closing-other-weights = ⚠ Coefficients changés depuis la dernière clôture, les nouveaux comptent : { $subjects }.
closing-other-tests = ⚠ Comptent autrement que lors de la dernière clôture : { $tests }.
weight-changed = { $subject } (de { $before } à { $after })
weight-new = { $subject } (nouveau : { $weight })
weight-gone = { $subject } ({ $weight }, retiré)
closing-revised =
    { $count ->
        [one] Un bulletin change et portera une nouvelle version.
       *[other] { $count } bulletins changent et porteront une nouvelle version.
    }
closing-year-waits = ⚠ Pas encore clos : { $terms }. Ces bulletins n'auront donc pas de moyenne annuelle.
closing-held =
    { $count ->
        [one] ⚠ Une note vient d'être publiée et peut encore être reprise : la clôture y met fin.
       *[other] ⚠ { $count } notes viennent d'être publiées et peuvent encore être reprises : la clôture y met fin.
    }
closing-decided-otherwise = ⚠ La décision du conseil reste inscrite au bulletin, alors que la moyenne a changé : { $students }. Pour la changer : conseil, le nom, puis la décision.

council-not-final = { $class } : le conseil décide quand toutes les périodes sont closes.
council-head = { $class } : décisions proposées au conseil de classe
council-group =
    { $count ->
        [one] • { $decision } : { $students }
       *[other] • { $decision } ({ $count }) : { $students }
    }
council-left =
    { $count ->
        [one] ⚠ Au conseil de décider pour : { $students }.
       *[other] ⚠ Au conseil de décider pour { $count } élèves : { $students }.
    }
council-waiting =
    { $count ->
        [one] ⏳ Pas encore pour { $students }, à cause de son ancienne classe. { $open }
       *[other] ⏳ Pas encore pour { $count } élèves, à cause de leur ancienne classe : { $students }. { $open }
    }
council-how = Pour un seul élève, par exemple : conseil { $student } redouble : les mots du conseil
council-question = Le conseil a-t-il décidé ainsi ? Oui : les bulletins porteront ces décisions.
council-nothing =
    { $decided ->
        [0] { $class } : rien à confirmer d'avance.
        [one] { $class } : une décision est déjà prise. Rien d'autre à confirmer d'avance.
       *[other] { $class } : { $decided } décisions sont déjà prises. Rien d'autre à confirmer d'avance.
    }
council-line = { $student } : { $decision }
council-proposed = Proposition d'après la moyenne : { $decision }
council-before = Décision jusqu'ici : { $decision }
council-words = Avis du conseil : { $words }
council-question-one = Est-ce la décision du conseil ? Oui : le bulletin la portera.
council-decided =
    { $count ->
        [one] ✅ { $class } : une décision du conseil est inscrite au bulletin.
       *[other] ✅ { $class } : { $count } décisions du conseil sont inscrites aux bulletins.
    }
council-remark-too-long = L'avis du conseil compte { $letters } lettres ; le bulletin en imprime { $most } au plus. Rien n'est inscrit : écrivez-le plus court.
council-distinction =
    ⚠ « { $said } » n'est pas inscrit : seule la décision l'est. Les distinctions viennent des règles de l'école et de la moyenne.
    Pour que le bulletin le dise avec les mots du conseil : conseil { $student } { $decision ->
        [promoted] admis
        [repeats] redouble
       *[other] exclu
    } : vos mots
council-which =
    Quelle est la décision du conseil pour { $student } ? Rien n'est inscrit.
    Écrivez le nom, puis admis, redouble ou exclu, par exemple : conseil { $student } admis
    Pour retirer une décision : conseil { $student } sans décision
council-take-back = Retirer cette décision ? Oui : le bulletin n'en porte plus, dans une nouvelle version.
council-take-back-both = Retirer cette décision et l'avis du conseil ? Oui : le bulletin ne les porte plus, dans une nouvelle version.
council-take-back-words = Retirer l'avis du conseil ? Oui : la décision reste, et le bulletin ne porte plus cet avis, dans une nouvelle version.
council-taken-back = ✅ { $student } : la décision du conseil est retirée du bulletin.
council-words-taken-back = ✅ { $student } : l'avis du conseil est retiré du bulletin. La décision reste.
council-no-decision = { $student } : aucune décision du conseil n'est inscrite, il n'y a rien à retirer.
council-no-words = { $student } : aucun avis du conseil n'est inscrit, il n'y a rien à retirer.
council-take-back-by-name = Rien n'est retiré : cela se fait élève par élève. Par exemple : conseil Awa Kouassi sans décision

card-repeater = Redoublant(e)
card-repeater-yes = Oui
card-year = L'année
card-year-average = Moyenne annuelle
card-year-place = Rang annuel
card-year-decision = Décision du conseil
rule-year = moyenne annuelle par pas de { $step }, { $how }
rule-year-weights = moyenne annuelle par pas de { $step }, { $how }, poids : { $weights }
