# Said to anyone. The words a person can copy (lier, aide, notes…) must stay as they are: the service reads them.

stranger-welcome =
    Bonjour, ici le carnet de liaison ({ $school }).
    Nous ne vous connaissons pas encore. Envoyez le code remis par l'école, par exemple :
    lier ABCD-EFGH-JKMN
    Pas de code ? Demandez-le au secrétariat.
    .sms = Carnet de liaison ({ $school }). Nous ne vous connaissons pas encore : envoyez le code de l'école, par exemple lier ABCD-EFGH-JKMN

help-teacher =
    Bonjour { $name }. Voici ce que vous pouvez écrire :

    • une note : { $student } 14 { $assessment }
    • une liste : notes { $class } { $subject } { $assessment }, puis une ligne par élève (nom et note)
    • par fichier : fichier { $class } { $subject } donne la feuille à remplir et à renvoyer (.xlsx)
    • se reprendre : annuler
    • corriger une note : { $student } 15 au lieu de 14 { $assessment }
    • supprimer une note : supprime la note { DE($student) } { $assessment }
    • voir qui n'a pas de note : notes manquantes { $class }
    • noter les absents : absents { $class } : puis leurs noms
    • écrire à une famille : dis à la maman { DE($student) } que …
    • envoyer aux familles : publier { $assessment } { $class }
    • voir les chiffres : stats { $assessment } { $class }, ou moyenne de la classe { $class }
    • changer de langue : langue

    Les familles ne voient rien avant la publication.

help-teacher-head =
    Vous êtes professeur principal, { $class } : « moyenne { $class } » donne toutes ses matières ; avec une matière, celle-là seule.

help-guardian =
    Voici ce que vous pouvez écrire :

    • notes : les dernières notes de vos enfants
    { $children }
    • moyenne : les moyennes de vos enfants
    • progression : comment elles évoluent
    • parler au prof de maths : lui écrire ; ou : parler à l'administration
    • mon enfant est malade demain : prévenir l'école
    • mes réglages : ce que vous recevez, et les alertes
    • langue : changer de langue
    • stop : ne plus recevoir de messages
    .sms =
        Écrivez :
        notes : les dernières notes
        { $children }
        moyenne : les moyennes
        langue : changer de langue
        stop : plus de messages
help-guardian-child = • notes { $child } : cet enfant seulement
    .sms = notes { $child }
help-guardian-no-child = • lier ABCD-EFGH-JKMN : suivre un enfant, avec le code remis par l'école
    .sms = lier ABCD-EFGH-JKMN : suivre un enfant, avec le code de l'école

help-admin =
    Bonjour { $name }. Voici ce que vous pouvez écrire :

    • moyenne de la classe { $class } : les moyennes par matière
    • exporte les notes { $class } : notes et moyennes dans un tableau
    • clôture le trimestre { $class } : figer les moyennes et établir les bulletins
    • bulletins { $class } : les bulletins d'une classe close
    • bilan de l'école : les chiffres de chaque classe
    • notes manquantes : ce qui manque, par professeur, avec un rappel
    • annonce { $class } : … : écrire aux familles d'une classe
    • annonce à tous : … : écrire à toute l'école ; avec une photo ou un PDF, si vous voulez
    • groupes : vos groupes de familles (délégués, cantine…)
    • qui a lu ? : où en est la dernière annonce, et qui a répondu
    • combien ça coûte : les dépenses du mois
    • langue : changer de langue

help-secretary =
    Bonjour { $name }. Voici ce que vous pouvez écrire :

    • annonce 4eA : … : écrire aux familles d'une classe
    • annonce à tous : … : écrire à toute l'école
    • groupes : les groupes de familles
    • qui a lu ? : où en est votre dernière annonce
    • langue : changer de langue

    Les notes ne sont pas ouvertes au secrétariat.
    Les codes de liaison sont remis par la personne qui gère Carnet.

greeting = Bonjour ! Que puis-je faire pour vous ? Écrivez aide pour voir des exemples.
    .sms = Bonjour ! Écrivez aide pour voir des exemples.
greeting-name = Bonjour { $name } ! Que puis-je faire pour vous ? Écrivez aide pour voir des exemples.
    .sms = Bonjour { $name } ! Écrivez aide pour voir des exemples.
thanks = Avec plaisir. Bonne journée !

not-understood =
    Je n'ai pas compris « { $heard } ».
    Exemple à copier : { $example }
    .sms = Pas compris : "{ $heard }". Exemple : { $example }
example-mark = { $student } 14 { $assessment }
example-mark-of = { $student } { $value } { $assessment }
example-marks = notes { $child }
example-class-average = moyenne de la classe { $class }
example-link = lier ABCD-EFGH-JKMN
example-broadcast = annonce { $class } : réunion vendredi à 16 h
example-help = aide
sample-student = Awa Kouassi
sample-assessment = ds1
sample-class = 4eA
sample-subject = maths

not-switched-on =
    Bien compris : { $feature }. L'école n'a pas encore ouvert ce service ici.
    Pour cette demande, adressez-vous au secrétariat. Pour voir ce qui est ouvert, écrivez : aide
    .sms = Pas encore ouvert ici : { $feature }. Voyez le secrétariat, ou écrivez : aide
feature-average = les moyennes
feature-report-card = le bulletin
feature-broadcast = les annonces
feature-conversation = les échanges entre famille et professeur
feature-alerts = les alertes
feature-absences = les absences
feature-statistics = les statistiques
feature-files = les fichiers
feature-personal-data = vos données personnelles
feature-school-administration = la gestion de l'école
feature-assessments = la création d'évaluations
feature-appreciations = les appréciations

not-allowed =
    Cette demande n'est pas ouverte à votre compte. Si c'est une erreur, voyez avec l'administration de l'école.
    Pour voir ce que vous pouvez faire, écrivez : aide
    .sms = Cette demande n'est pas ouverte à votre compte. Voyez l'école, ou écrivez : aide

cannot-read-voice = Je ne peux pas écouter les messages vocaux. Merci de l'écrire, par exemple : aide
cannot-read-picture = Je ne peux pas lire les photos. Merci de l'écrire, par exemple : aide
cannot-read-document = Je ne peux pas lire ce fichier. Je lis les tableaux de notes (.xlsx, .ods, .csv) ; pour le reste, merci d'écrire votre message, par exemple : aide
cannot-read-other = Je ne peux pas lire ce type de message. Merci de l'écrire, par exemple : aide

sorry = Désolé, un incident est survenu de notre côté. Rien n'a été modifié. Merci de réessayer dans quelques minutes.
    .sms = Incident de notre côté, rien n'a été modifié. Réessayez dans quelques minutes.
private-only = Par discrétion, rien sur les élèves n'est dit dans un groupe. Écrivez-moi en message privé.

which-language = Dans quelle langue souhaitez-vous recevoir nos messages ?
language-set-fr = C'est noté : nous vous écrirons en français.
language-set-en = C'est noté : nous vous écrirons en anglais.
language-set-ar = C'est noté : nous vous écrirons en arabe.
language-or-subject = Parlez-vous de la langue de nos messages ou de la matière ?

stopped =
    C'est noté : vous ne recevrez plus de messages.
    Pour revenir, écrivez : reprendre
    .sms = C'est noté : plus de messages. Pour revenir : reprendre
resumed =
    Bon retour parmi nous : vous recevrez à nouveau nos messages.
    Pour arrêter, écrivez : stop
    .sms = Vous recevrez à nouveau nos messages. Pour arrêter : stop

nothing-to-confirm = Il n'y a rien à confirmer. Pour voir des exemples, écrivez : aide
question-expired = Cette question n'est plus valable, rien n'a été fait. Merci de renvoyer votre demande.
cancelled = C'est annulé : rien de plus n'est enregistré ni envoyé.
nothing-to-undo = Il n'y a rien à annuler : seule votre dernière saisie récente, non publiée, peut l'être.
please-yes-or-no = Merci de répondre clairement par oui ou par non.
please-choose = Merci de répondre par un numéro de 1 à { $most }, ou par un bouton.
    .sms = Répondez par un numéro de 1 à { $most }.
file-not-made = Je n'ai pas réussi à préparer le fichier. Merci de le redemander plus tard.
letters-missing =
    { $count ->
        [one] ⚠️ Les bulletins n'ont pas la lettre « { $letter } » : un nom s'imprimera avec des � ({ $students }).
       *[other] ⚠️ Les bulletins n'ont pas toutes ces lettres, « { $letter } » par exemple : { $count } noms s'imprimeront avec des � ({ $students }).
    }
    Pour l'éviter, écrivez-les en lettres latines ou arabes dans le fichier de l'école, avant la clôture.
cards-template-fails =
    ⚠️ Les bulletins { $term } de { $class } n'ont pas pu être imprimés : le modèle de l'école ne fonctionne pas.
    La personne qui gère Carnet voit pourquoi avec la commande carnet report-cards ; elle peut aussi retirer ce modèle, celui de Carnet sert alors. Redemandez-les ensuite.
ask-again = Il y a eu un changement entre-temps, je n'y ai pas donné suite. Merci de renvoyer votre demande dans un nouveau message.
    .sms = Il y a eu un changement entre-temps. Renvoyez votre demande.

which-school =
    Plusieurs écoles vous connaissent sur ce numéro. Pour laquelle écrivez-vous ?
    Ensuite, écrivez le nom d'une école pour passer à elle.

school-chosen = C'est noté : { $school }. Que puis-je faire pour vous ?

suspended =
    Votre accès au carnet de liaison ({ $school }) est suspendu, le temps que l'école vérifie qui utilise ce compte.
    Merci de contacter le secrétariat.
    .sms = Votre accès ({ $school }) est suspendu, le temps que l'école vérifie qui utilise ce compte. Contactez le secrétariat.

# Before an answer to somebody who is known in several schools.
of-school = 🏫 { $school }
