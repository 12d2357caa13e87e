# A pasted list of marks: the preview, its problems, the result.

list-preview =
    { $count ->
        [0] Aucune note lue : { $class }
        [one] Une note lue : { $class }
       *[other] { $count } notes lues : { $class }
    }
    { $assessment }
list-line = • { $student } : { $mark }
list-line-heard = • { $student } : { $mark } (écrit « { $heard } »)
list-problems =
    { $count ->
        [one] ⚠ Une ligne à revoir, non enregistrée :
       *[other] ⚠ { $count } lignes à revoir, non enregistrées :
    }
list-problem = • ligne { $line }, « { $heard } » : { $why }
list-absent =
    { $count ->
        [one] Un élève n'est pas dans la liste : { $students }.
       *[other] { $count } élèves ne sont pas dans la liste : { $students }.
    }
names-and-more =
    { $count ->
        [one] { $names } et un autre
       *[other] { $names } et { $count } autres
    }
list-figures = Moyenne { $mean }, plus basse { $lowest }, plus haute { $highest }.
list-question =
    { $count ->
        [one] J'enregistre cette note en brouillon ?
       *[other] J'enregistre ces { $count } notes en brouillon ?
    }
list-line-far = { $line } ⚠ d'habitude { $usual }
list-line-apart = { $line } ⚠ les autres : { $others }
list-shifted = ⚠ À partir { DE($student) }, les notes ressemblent à celles de l'élève voisin dans la liste : y a-t-il une ligne en trop ou en moins ?
list-repeats = ⚠ { $differing ->
        [0] Ce sont exactement les notes de { $assessment }
        [one] À une note près, ce sont celles de { $assessment }
       *[other] À { $differing } notes près, ce sont celles de { $assessment }
    } : est-ce la bonne évaluation ?
list-all-alike = ⚠ Tous les élèves ont la même note : { $points }.
list-halved = ⚠ Personne n'a plus de la moitié, et ces élèves ont d'habitude le double : est-ce bien noté sur { $maximum } ?
list-line-known = { $line } ⚠ déjà publiée
list-corrections =
    { $count ->
        [one] ⚠ Une note est déjà publiée : la famille qui connaît l'ancienne sera prévenue dès l'enregistrement.
       *[other] ⚠ { $count } notes sont déjà publiées : les familles qui connaissent l'ancienne seront prévenues dès l'enregistrement.
    }
list-question-corrections = J'enregistre ?

problem-unknown-name = nom introuvable dans la classe
problem-unknown-name-near = nom introuvable. Noms proches : { $names }
problem-ambiguous = plusieurs élèves possibles : { $names }
problem-twice = { $student } apparaît deux fois
problem-has-left = { $student } n'est plus dans la classe depuis le { $day }
problem-no-value = il manque la note
problem-unreadable-value = note illisible
problem-doubted = note à confirmer, vous sembliez hésiter
problem-above-maximum = note au-dessus du maximum
problem-below-zero = note au-dessous de zéro
problem-other-scale = noté sur un autre maximum
problem-computed = formule sans résultat : recopiez la valeur

send-lines =
    { $class }, { $assessment }
    Envoyez une ligne par élève : nom et note. Par exemple :
send-lines-example = { $student } { $value }

list-saved =
    { $count ->
        [0] Aucune note enregistrée : { $class }
        [one] ✅ Une note enregistrée (brouillon) : { $class }
       *[other] ✅ { $count } notes enregistrées (brouillon) : { $class }
    }
    { $assessment }
    Les familles ne voient rien avant la publication.
list-saved-beside =
    { $count ->
        [0] Aucune note en brouillon : { $class }
        [one] ✅ Une note enregistrée (brouillon) : { $class }
       *[other] ✅ { $count } notes enregistrées (brouillon) : { $class }
    }
    { $assessment }
    Les familles ne les voient pas avant la publication.
list-corrected =
    { $count ->
        [one] ✅ Une note publiée est corrigée : { $class }
       *[other] ✅ { $count } notes publiées sont corrigées : { $class }
    }
    { $assessment }
    { $families }

list-refused = Rien n'est enregistré, aucune ligne n'est utilisable :
list-refused-example = Exemple d'une ligne : { $student } 14

count-mismatch =
    { $marks ->
        [0] Aucune note
        [one] Une note
       *[other] { $marks } notes
    } pour { $students ->
        [0] aucun élève
        [one] un élève
       *[other] { $students } élèves
    } : rien n'est enregistré.
    Donnez une note par élève, dans l'ordre de la liste, ou le nom devant chaque note.
    Exemple : { $student } 14
