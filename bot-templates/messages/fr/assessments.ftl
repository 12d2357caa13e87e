# Assessments themselves: a new one, points for everybody.

new-test-unknown = Je ne connais pas « { $heard } » en { $class }. Je peux la créer :
new-test =
    Nouvelle évaluation : { $class }
    { $assessment }
new-test-counts = Coefficient { $coefficient }, { $term }
new-test-date = Le { $date }
new-test-question = Je la crée ?
test-created =
    ✅ Évaluation créée : { $class }
    { $assessment }
test-created-example =
    ✅ Évaluation créée : { $class }
    { $assessment }
    Pour y mettre une note : { $example }
test-exists =
    Il y a déjà une évaluation de ce nom : { $class }
    { $assessment }
test-unknown-kind = Les moyennes de l'école ne comptent que ces évaluations : { $known }. Dites laquelle, par exemple : nouveau devoir 4eA sur 20
test-no-term = L'année n'a pas encore de période : l'évaluation n'est pas créée. Adressez-vous à l'administration de l'école.
test-no-term-date = Le { $date } n'est dans aucune période de l'année : l'évaluation n'est pas créée. Vérifiez la date.
adjust-raise =
    Ajouter { $points } : { $class }
    { $assessment }
adjust-lower =
    Retirer { $points } : { $class }
    { $assessment }
adjust-capped = { $line } ⚠ limite de l'échelle
adjust-untouched =
    { $count ->
        [one] Un élève sans note chiffrée ne change pas.
       *[other] { $count } élèves sans note chiffrée ne changent pas.
    }
adjust-question =
    { $count ->
        [one] J'enregistre ce changement ?
       *[other] J'enregistre ces changements ?
    }
adjust-nothing =
    Aucune note à changer : { $class }
    { $assessment }
