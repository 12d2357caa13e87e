# Pictures and documents that go with announcements: what their author reads.
broadcast-what = Que dois-je dire aux familles ({ $audience }) ? Écrivez le texte, ou envoyez une photo ou un PDF avec une légende.
broadcast-what-picture = La photo est prête pour les familles ({ $audience }). Écrivez le texte qui l'accompagne.
broadcast-what-document = Le document est prêt pour les familles ({ $audience }). Écrivez le texte qui l'accompagne.
file-refused-kind = Avec une annonce, je ne peux envoyer qu'une photo (JPEG ou PNG) ou un PDF. Rien n'est envoyé.
file-refused-too-large = Ce fichier est trop lourd : 5 Mo au plus pour une photo, 10 Mo pour un PDF. Rien n'est envoyé.
file-refused-not-fetched = Je n'ai pas pu récupérer ce fichier. Envoyez-le encore une fois, avec la même légende.
file-replaced = Une annonce porte un seul fichier : { $file } part avec elle, et plus { $other }, envoyé avant.
file-for-whom =
    À qui est ce fichier ? Pour l'envoyer aux familles, renvoyez-le avec une légende comme celle-ci :
    annonce { $class } : voici le programme de la fête.
    Les notes, elles, se lisent dans des tableaux (.xlsx, .ods, .csv).
file-for-whom-school =
    À qui est ce fichier ? Pour l'envoyer aux familles, renvoyez-le avec une légende comme celle-ci :
    annonce à tous : voici le programme de la fête.
broadcast-file-picture = 📎 Photo : { $name }
broadcast-file-document = 📎 Document : { $name }
broadcast-file-shown =
    { $count ->
        [one] • une famille le reçoit dans la conversation
       *[other] • { $count } familles le reçoivent dans la conversation
    }
broadcast-file-linked =
    { $count ->
        [one] • une famille reçoit un lien pour l'ouvrir (SMS ou e-mail), valable 7 jours
       *[other] • { $count } familles reçoivent un lien pour l'ouvrir (SMS ou e-mail), valable 7 jours
    }
broadcast-file-asked-for =
    { $count ->
        [one] • une famille n'a pas écrit sur WhatsApp depuis 24 h : elle reçoit d'abord le texte, et le fichier quand elle appuie sur le bouton
       *[other] • { $count } familles n'ont pas écrit sur WhatsApp depuis 24 h : elles reçoivent d'abord le texte, et le fichier quand elles appuient sur le bouton
    }
