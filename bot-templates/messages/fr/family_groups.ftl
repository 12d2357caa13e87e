# Groups of families that an administrator makes by hand.
audience-group = groupe « { $name } »
family-group-made =
    { $students ->
        [one] ✅ Le groupe « { $name } » est créé, avec un élève.
       *[other] ✅ Le groupe « { $name } » est créé, avec { $students } élèves.
    }
    Pour écrire à leurs familles : annonce au groupe { $group } : …
family-group-added =
    { $count ->
        [0] Rien de nouveau : ils étaient déjà dans le groupe « { $name } ».
        [one] ✅ Un élève est ajouté au groupe « { $name } ».
       *[other] ✅ { $count } élèves sont ajoutés au groupe « { $name } ».
    }
    { $students ->
        [one] Il compte un élève.
       *[other] Il compte { $students } élèves.
    }
family-group-taken-out =
    { $count ->
        [0] Personne n'est retiré : ils n'étaient pas dans le groupe « { $name } ».
        [one] ✅ Un élève est retiré du groupe « { $name } ».
       *[other] ✅ { $count } élèves sont retirés du groupe « { $name } ».
    }
    { $students ->
        [0] Il est vide.
        [one] Il compte un élève.
       *[other] Il compte { $students } élèves.
    }
family-group-end-asked =
    { $students ->
        [one] Je supprime le groupe « { $name } » (un élève) ? Les élèves et leurs familles restent.
       *[other] Je supprime le groupe « { $name } » ({ $students } élèves) ? Les élèves et leurs familles restent.
    }
family-group-ended = Le groupe « { $name } » est supprimé.
family-group-members =
    { $students ->
        [0] Le groupe « { $name } » est vide.
        [one] Groupe « { $name } », un élève :
       *[other] Groupe « { $name } », { $students } élèves :
    }
family-group-member = • { $student } ({ $class })
family-group-more =
    { $count ->
        [one] … et un autre.
       *[other] … et { $count } autres.
    }
family-group-use = Pour écrire à leurs familles : annonce au groupe { $name } : …
family-group-list = Vos groupes :
family-group-line =
    { $students ->
        [one] • { $name } : un élève
       *[other] • { $name } : { $students } élèves
    }
family-group-none-yet =
    Il n'y a pas encore de groupe. Pour en créer un, écrivez des noms d'élèves ou des classes, par exemple :
    crée le groupe délégués : KOUASSI Awa, { $class }
family-group-some-class = une classe
family-group-unknown =
    Je ne connais pas de groupe « { $name } ». Il n'y en a pas encore. Pour en créer un :
    crée le groupe { $name } : KOUASSI Awa, …
family-group-unknown-of = Je ne connais pas de groupe « { $name } ». Il y a : { $known }.
family-group-exists = Il y a déjà un groupe « { $name } ». Pour y ajouter quelqu'un : ajoute KOUASSI Awa au groupe { $name }
family-group-which-name =
    Comment s'appelle le groupe ? Par exemple :
    crée le groupe délégués : KOUASSI Awa, { $class }
family-group-name-too-long =
    { $most ->
        [one] Ce nom est trop long : un caractère au plus.
       *[other] Ce nom est trop long : { $most } caractères au plus.
    }
family-group-who-is-in =
    Qui est dans le groupe « { $name } » ? Écrivez des noms d'élèves ou des classes après deux-points, par exemple :
    crée le groupe { $name } : KOUASSI Awa, { $class }
family-group-refused = Rien n'est changé. À corriger :
family-group-nobody = • « { $heard } » : je ne trouve ni élève ni classe de ce nom
family-group-nearest = • « { $heard } » : je ne trouve pas cet élève. Peut-être : { $students } ?
family-group-which-one = Qui est « { $heard } » ?
family-group-too-many =
    { $most ->
        [one] Il y a trop de groupes : un au plus. Supprimez-en un d'abord.
       *[other] Il y a trop de groupes : { $most } au plus. Supprimez-en un d'abord.
    }
family-group-too-large =
    { $most ->
        [one] C'est trop : un groupe a un élève au plus. Rien n'est changé.
       *[other] C'est trop : un groupe a { $most } élèves au plus. Rien n'est changé.
    }
family-group-empty = Le groupe « { $name } » est vide : rien n'est envoyé. Pour y ajouter quelqu'un : ajoute KOUASSI Awa au groupe { $name }
