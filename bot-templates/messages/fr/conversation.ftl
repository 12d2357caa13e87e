# Conversations between families and the school. People's own words are passed on untouched.

talk-family = 💬 { $family }
talk-family-about = 💬 { $family } · { $subject }
talk-family-named = { $name }, parent { DE($child) } ({ $class })
talk-family-unnamed = un parent { DE($child) } ({ $class })
talk-school = 💬 { $by }, à propos { DE($child) }
    .sms = { $by }, { $child } :
talk-teacher = { $name } ({ $subject })
talk-office = l'administration
talk-answers = → « { $words } »
talk-picture = 📷 Photo
    .sms = [photo]
talk-sound = 🎤 Message vocal
    .sms = [message vocal]
talk-document = 📎 Document
    .sms = [document]

talk-with-school = 💬 Vous écrivez à { $with }, à propos { DE($child) }
    .sms = Vous écrivez à { $with } pour { $child }.
talk-with-family = 💬 Vous écrivez à { $with }.
talk-passed = ✅ Votre message est transmis.
    .sms = Message transmis.
talk-how =
    Tout ce que vous écrivez maintenant lui est transmis tel quel. Personne ne voit votre numéro.
    Pour finir : fin. Pour une commande, mettez une barre devant : /aide. Après 30 minutes de silence, je reprends la main.
    .sms = Tout ce que vous écrivez est transmis. Pour finir : fin
talk-hours = 🕗 L'école répond : { $hours }.
talk-hours-line = { $days } de { $from } à { $until }
talk-hours-always = L'école n'a pas fixé d'horaires : écrivez quand vous voulez, une personne vous répondra dès que possible.
talk-later = Votre message est bien enregistré. Il sera remis { $moment }.
talk-later-family = C'est la nuit pour les familles : votre message sera remis { $moment }.
talk-to-whom = À qui voulez-vous écrire ?
talk-pass-on = « { $heard } » : à qui dois-je transmettre ce message ?
talk-about-whom = Pour quel enfant écrivez-vous à { $to } ?
talk-or-command = « { $heard } » : est-ce un message pour { $family } ? « Envoyer » le transmet, « Non » en fait une commande pour moi.
talk-line = • « { $words } »
talk-or-commands = Ces { $count } messages sont-ils pour { $family } ? « Envoyer » les transmet ensemble, dans cet ordre ; « Non » les garde ici.
talk-kept-back =
    { $count ->
        [one] Ce message n'a pas été transmis :
       *[other] Ces { $count } messages n'ont pas été transmis :
    }
talk-to-parents =
    { $guardians ->
        [one] Message à un parent { DE($child) } ({ $class }) :
       *[other] Message à { $guardians } parents { DE($child) } ({ $class }) :
    }
talk-child-in = { $child } ({ $class })
talk-to-families =
    { $guardians ->
        [one] Message à un parent ({ $children }) :
       *[other] Message à { $guardians } parents ({ $children }) :
    }
talk-begun-with-several =
    { $guardians ->
        [one] ✅ C'est envoyé à un parent. Sa réponse arrive ici.
       *[other] ✅ C'est envoyé à { $guardians } parents. Leurs réponses arrivent ici.
    }
talk-to-one = Message à { $family } :
talk-which-guardian = À quel parent { DE($child) } ({ $class }) ? Le fichier de l'école ne le dit pas.
talk-send-question = J'envoie ?
talk-awaits-budget = ⏳ Le budget des messages du mois est épuisé : ce message attend que l'administration l'augmente.
talk-begun =
    { $guardians ->
        [one] ✅ C'est envoyé à un parent { DE($child) } ({ $class }). Sa réponse arrive ici.
       *[other] ✅ C'est envoyé à { $guardians } parents { DE($child) } ({ $class }). Leurs réponses arrivent ici.
    }
talk-family-not-reached = Votre message n'est pas transmis : cette famille n'est pas joignable ici. Appelez-la, ou passez par l'administration.
talk-not-reached = Votre message n'est pas transmis : la personne ne peut pas être jointe ici. Appelez l'école, ou réessayez plus tard.
talk-too-much = Votre message n'est pas transmis : vous en avez envoyé beaucoup en une heure. Réessayez dans un moment.
talk-too-many-threads = Vous avez commencé beaucoup de conversations aujourd'hui. Continuez l'une d'elles, ou réessayez demain.
talk-too-long = Votre message est trop long : 3 000 caractères au plus. Rien n'est transmis.
talk-locked = Cette conversation a été signalée : rien n'y est transmis tant que l'administration ne l'a pas rouverte.
talk-file = Ce fichier ne peut pas être transmis. Envoyez une photo, un message vocal ou un PDF de moins de 10 Mo.
talk-taken = Votre message n'est pas transmis : une autre personne de l'administration répond déjà à cette famille.
talk-stopped = Vous avez arrêté les messages : la réponse ne pourrait pas vous parvenir. Écrivez d'abord : reprendre
talk-ended = La conversation est terminée. Je suis de nouveau à votre écoute.
talk-ended-by = La conversation est terminée par { $by }. Pour y répondre encore, citez un de ses messages.
talk-lapsed-family =
    Votre message du { $day } à { $with } n'a pas eu de réponse, et la conversation est maintenant terminée.
    Pour demander à nouveau, écrivez par exemple : parler à l'administration
talk-lapsed-school = La conversation avec { $with } s'est terminée d'elle-même : son message du { $day } est resté sans réponse. Pour y répondre encore, citez-le.
talk-exported =
    { $threads ->
        [0] Aucune conversation ne parle { DE($child) }.
        [one] Une conversation à propos { DE($child) }. Cette lecture est notée dans le journal.
       *[other] { $threads } conversations à propos { DE($child) }. Cette lecture est notée dans le journal.
    }
talk-none-open = Aucune conversation n'est ouverte. Pour écrire à quelqu'un : parler au prof de maths, ou : parler à l'administration
talk-nobody = Je ne trouve personne à qui écrire pour { $child } dans cette matière. Écrivez par exemple : parler à l'administration
talk-handed-over = Votre conversation est passée à { $to } : c'est là qu'on vous répond maintenant.
talk-handed-away = C'est transmis : { $family }. Vous n'y répondez plus.
talk-handed-to = { $by } vous passe une conversation : { $family }.
talk-taken-by = { $by } répond : { $family }.
talk-stood-in = { $teacher } ne peut pas être joint(e) ici : l'administration lit votre message et vous répond à sa place.
talk-report-which = Signaler à l'administration votre conversation avec { $with } ? Plus rien n'y sera transmis.
talk-report-or-card = Voulez-vous signaler à l'administration votre conversation avec { $with }, ou lire un bulletin ?
talk-reopened = L'administration a rouvert votre conversation avec { $with }, à propos { DE($child) }, que vous aviez signalée.
talk-reported = C'est signalé à l'administration. Plus rien n'est transmis dans cette conversation.
talk-reported-nobody = C'est noté, et plus rien n'est transmis dans cette conversation. Personne de l'administration n'est joignable ici : appelez l'école.
talk-reported-by-school = ⚠️ Conversation signalée par { $school } : { $family }. Plus rien n'y est transmis.
talk-reported-by-family = ⚠️ Conversation signalée par { $family }, avec { $school }. Plus rien n'y est transmis.
talk-unlocked = La conversation est rouverte : { $family }.
talk-waiting =
    { $count ->
        [one] ⏰ Une famille attend votre réponse :
       *[other] ⏰ { $count } familles attendent votre réponse :
    }
