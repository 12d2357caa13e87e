# Descriptions of the commands in Telegram's menu.

menu-help = Voir des exemples
menu-marks-staff = Saisir les notes d'une classe
menu-marks-guardian = Lire les notes
menu-publish = Envoyer les notes aux familles
menu-undo = Annuler la dernière saisie
menu-language = Changer de langue
menu-link = Relier un enfant avec un code
menu-stop = Ne plus recevoir de messages
ice-breaker-marks = Les notes de mon enfant
ice-breaker-link = Lier mon enfant avec un code
ice-breaker-help = Que puis-je écrire ici ?
