# Buttons (20 characters at most), statuses, small words.

label-yes = Oui
label-no = Non
label-save = Enregistrer
label-correct = Corriger
label-cancel = Annuler
label-undo = Annuler
label-publish = Publier
label-approve = Approuver
label-refuse = Refuser
label-remind = Relancer
label-close-term = Clôturer
label-agree = J'accepte
label-decline = Je refuse
label-resume = Reprendre
label-my-marks = Voir les notes
label-help = Aide
wish-enter-marks = Saisir des notes
wish-missing = Notes manquantes
wish-remind = Relancer
wish-class-figures = Moyenne de la classe
wish-averages = Les moyennes
wish-children = Mes enfants
wish-language = Changer de langue
wish-stop = Arrêter
label-language-fr = Français
label-language-en = English
label-language-ar = العربية
label-subject = { $subject } (matière)
label-name-in = { $name } ({ $place })

choices-open = Choisir
choices-hint = Répondez par le numéro.

status-absent = absent(e)
status-absent-unjustified = absence non justifiée
status-exempt = dispensé(e)
status-not-graded = non noté(e)
status-not-handed-in = non rendu
