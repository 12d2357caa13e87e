# What administrators are told about the running of the service.

messages-set-aside =
    { $count ->
        [one] ⚠️ Un message n'est pas parti et attend une décision (compte { $account }).
       *[other] ⚠️ { $count } messages ne sont pas partis et attendent une décision (compte { $account }).
    }
    { $why }
messages-refused =
    { $count ->
        [one] ⚠️ Un message a été refusé (compte { $account }).
       *[other] ⚠️ { $count } messages ont été refusés (compte { $account }).
    }
    { $why }
messages-doubtful =
    { $count ->
        [one] ⚠️ On ne sait pas si un message est arrivé : il attend une décision (compte { $account }).
       *[other] ⚠️ On ne sait pas si { $count } messages sont arrivés : ils attendent une décision (compte { $account }).
    }
    { $why }
aside-doubtful =
    Renvoyer pourrait le dire deux fois. Pour ce qui est important, appelez les familles ; la personne qui gère Carnet peut renvoyer.
aside-too-late =
    Le service de messagerie ne l'a pas accepté à temps. La personne qui gère Carnet peut renvoyer ce qui n'est pas parti ; pour ce qui presse, appelez les familles.
aside-loop =
    Le même texte allait sans cesse à la même personne : deux automates se répondent sans doute. La personne qui gère Carnet doit regarder qui c'est.
aside-refused =
    Le service de messagerie les refuse tels qu'ils sont, quel que soit le destinataire. La personne qui gère Carnet peut voir pourquoi et les renvoyer ; pour ce qui presse, appelez les familles.
aside-other =
    La personne qui gère Carnet peut voir pourquoi et les renvoyer.

account-stopped =
    ⛔ Plus aucun message ne part du compte { $account } : le service de messagerie le refuse (clé expirée, compte bloqué ou facture impayée).
    Les nouvelles attendent ; les réponses ne valent qu'un quart d'heure, qui a écrit devra redemander. La personne qui gère Carnet doit régler cela chez le fournisseur, puis relancer les envois.
out-of-bounds = ⚠️ Le compte { $account } n'a pas le droit d'écrire dans le pays de certaines familles : elles sont prévenues à leur autre adresse, si elles en ont une.
pages-fail =
    ⚠️ Le modèle { $template } de l'école ne fonctionne pas : ce qui s'imprime avec lui attend, ou n'est pas fait. Les familles ont les chiffres par message.
    La personne qui gère Carnet voit pourquoi avec les commandes carnet check et carnet report-cards ; elle peut aussi retirer ce modèle, celui de Carnet sert alors.
account-must-wait =
    ⏳ Plus aucun message ne part du compte { $account } : le service de messagerie demande d'attendre jusqu'au { $moment }.
    Les nouvelles attendent ; les réponses ne valent qu'un quart d'heure, qui a écrit devra redemander. La personne qui gère Carnet peut voir pourquoi, et relancer plus tôt si le service le permet.
account-silent =
    📡 Le service de messagerie du compte { $account } ne répond plus depuis le { $moment }. Carnet essaie sans cesse ; tout partira dès qu'il répondra.
    Les nouvelles attendent ; les réponses ne valent qu'un quart d'heure, qui a écrit devra redemander.

template-rejected =
    ⚠️ Meta a refusé le modèle { $template } { $language } (compte { $account }).
    Les familles qui n'ont pas écrit depuis 24 heures ne reçoivent pas ces nouvelles sur WhatsApp dans cette langue. La personne qui gère Carnet doit reformuler le modèle et le soumettre de nouveau.
template-rejected-because =
    ⚠️ Meta a refusé le modèle { $template } { $language } (compte { $account }) : { $reason }.
    Les familles qui n'ont pas écrit depuis 24 heures ne reçoivent pas ces nouvelles sur WhatsApp dans cette langue. La personne qui gère Carnet doit reformuler le modèle et le soumettre de nouveau.
template-paused =
    ⏸ Meta suspend pour quelques heures le modèle { $template } { $language } (compte { $account }) : trop de personnes l'ont bloqué ou signalé.
    Les messages attendent et partiront d'eux-mêmes. Rien à faire, sinon demander aux familles ce qui les gêne : à la troisième fois, le modèle est perdu.
template-resumed = ✅ Le modèle { $template } { $language } est de nouveau utilisable (compte { $account }). Ce qui attendait part maintenant.
template-disabled =
    ⛔ Meta a supprimé pour de bon le modèle { $template } { $language } (compte { $account }).
    Les familles qui n'ont pas écrit depuis 24 heures ne reçoivent plus ces nouvelles sur WhatsApp dans cette langue. La personne qui gère Carnet doit en créer un autre, sous un autre nom.
template-marketing =
    ⚠️ Meta range désormais le modèle { $template } { $language } parmi les publicités (compte { $account }).
    Chaque message coûte plus cher et certaines personnes ne le recevront pas. La personne qui gère Carnet peut le contester chez Meta ou le reformuler.
template-low-quality =
    ⚠️ Beaucoup de familles bloquent ou signalent le modèle { $template } { $language } (compte { $account }).
    Meta peut le suspendre. Vérifiez que les numéros sont les bons et que les familles ont bien donné leur accord.
templates-ready = ✅ Meta a approuvé tous les modèles du compte { $account } : les familles peuvent être prévenues à tout moment sur WhatsApp.
in-french = en français
in-english = en anglais
in-arabic = en arabe

budget-nearly-spent =
    ⚠️ { $spent } dépensés ce mois-ci pour les messages, sur un budget de { $budget }.
    À la fin du budget, les nouvelles aux familles attendront ; les réponses partiront toujours. La personne qui gère Carnet peut relever le budget.
budget-exhausted =
    ⛔ Le budget du mois pour les messages est épuisé ({ $spent } sur { $budget }).
    Les nouvelles payantes aux familles attendent que le budget soit relevé, ou que la famille écrive ; trop vieilles, elles ne partent plus. Les réponses partent toujours.
fewer-new-people =
    { $limit ->
        [one] ⚠️ WhatsApp ne laisse plus écrire qu'à { $limit } nouvelle personne par jour (jusqu'ici { $before }) ; les familles suivantes seront informées les jours d'après.
       *[other] ⚠️ WhatsApp ne laisse plus écrire qu'à { $limit } nouvelles personnes par jour (jusqu'ici { $before }) ; les familles suivantes seront informées les jours d'après.
    }
limit-of-new-people =
    { $limit ->
        [one] ⚠️ WhatsApp ne laisse désormais écrire qu'à { $limit } nouvelle personne par jour ; les familles suivantes seront informées les jours d'après.
       *[other] ⚠️ WhatsApp ne laisse désormais écrire qu'à { $limit } nouvelles personnes par jour ; les familles suivantes seront informées les jours d'après.
    }
families-over-days = ⚠️ WhatsApp limite le nombre de nouvelles conversations par jour : les familles seront prévenues sur { $count } jours.
cost-nothing = Ce mois-ci, aucun message n'a été payant jusqu'ici.
cost-of-month = Messages de ce mois-ci : { $sum }
cost-of-budget = Messages de ce mois-ci : { $sum } sur un budget de { $budget }
cost-by-channel =
    { $messages ->
        [one] • { $channel } : { $sum } (un message payant)
       *[other] • { $channel } : { $sum } ({ $messages } messages payants)
    }
cost-foreseen =
    { $messages ->
        [one] Le prix d'un message est encore une estimation.
       *[other] Le prix de { $messages } messages est encore une estimation.
    }
cost-classes = Par classe :
cost-by-class = • { $class } : { $sum }
cost-several-classes = • familles de plusieurs classes : { $sum }
