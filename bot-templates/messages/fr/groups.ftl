# Groups of parents: what administrators read, and what is said in a group.
broadcast-not-in-groups =
    { $count ->
        [one] Groupe Telegram des parents ({ $classes }) : l'annonce n'y est pas publiée, chaque famille la reçoit en privé.
       *[other] Groupes Telegram des parents ({ $classes }) : l'annonce n'y est pas publiée, chaque famille la reçoit en privé.
    }
broadcast-in-groups =
    { $count ->
        [one] Publiée aussi dans le groupe Telegram des parents ({ $classes }) : qui est dans le groupe et joint en privé la lira deux fois.
       *[other] Publiée aussi dans les groupes Telegram des parents ({ $classes }) : qui est dans un groupe et joint en privé la lira deux fois.
    }
report-posts = • publiée dans des groupes : { $count }
report-not-posted = • pas publiée dans des groupes : { $count }
group-code =
    Pour lier un groupe Telegram à la classe { $class } : ajoutez-moi au groupe, puis écrivez-y :
    /groupe { $code }
    Ce code sert une seule fois, jusqu'à { $until }.
group-code-link = Ou ouvrez ce lien et choisissez le groupe : { $link }
group-linked = C'est fait : le groupe est lié à la classe { $class }. À chaque annonce, je vous demanderai si elle y est aussi publiée.
group-linked-titled = C'est fait : le groupe « { $title } » est lié à la classe { $class }. À chaque annonce, je vous demanderai si elle y est aussi publiée.
group-asks = Dans un groupe Telegram, quelqu'un que je ne connais pas a donné le code de la classe { $class }. Faut-il lier ce groupe ?
group-asks-titled = Dans le groupe Telegram « { $title } », quelqu'un que je ne connais pas a donné le code de la classe { $class }. Faut-il lier ce groupe ?
group-refused = Le groupe n'est pas lié à la classe { $class }. Le code ne sert plus ; pour un nouveau, écrivez : groupe { $class }
group-unlinked = Le groupe n'est plus lié à la classe { $class } : plus rien n'y est publié.
group-removed = On m'a retiré du groupe de la classe { $class } : il n'est plus lié. Pour le lier à nouveau, écrivez : groupe { $class }
group-removed-titled = On m'a retiré du groupe « { $title } » : il n'est plus lié à la classe { $class }. Pour le lier à nouveau, écrivez : groupe { $class }
group-none = Aucun groupe n'est lié à la classe { $class }. Pour en lier un, écrivez : groupe { $class }
group-how = De quelle classe ? Par exemple : groupe { $class }
group-how-class = De quelle classe ? Écrivez « groupe » et le nom de la classe.
group-welcome =
    Ce groupe est lié à la classe { $class } : l'école peut y publier ses annonces.
    Je ne garde rien de ce que vous vous dites ici. Pour ce qui concerne un élève, écrivez-moi en privé.
group-waits = Le code est bon. L'école doit encore accepter ce groupe.
group-goodbye = Ce groupe n'est plus lié à la classe { $class }.
group-code-refused = Ce code n'est pas accepté. Vérifiez chaque caractère, ou demandez-en un nouveau à l'école. Exemple : /groupe ABCD-EFGH-JKMN
group-in-private = Ici, je ne réponds à personne sur un élève : écrivez-moi en message privé.
group-in-private-link = Ici, je ne réponds à personne sur un élève : écrivez-moi en privé, { $link }
