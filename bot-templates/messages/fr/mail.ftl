# Around what is said by e-mail. The subject is read by whoever sees the screen: it names nobody.

mail-subject = Carnet de liaison : un message de l'école
mail-footer = Ce message vient du carnet de liaison de l'école. Personne ne lit les réponses à cette adresse.
mail-unsubscribe = Ne plus recevoir ces courriels

unsubscribe-ask = Ne plus recevoir les courriels du carnet de liaison à cette adresse ?
unsubscribe-button = Ne plus les recevoir
unsubscribe-done = C'est fait : plus aucun courriel ne sera envoyé à cette adresse.
unsubscribe-unknown = Ce lien n'est pas valable. Copiez-le en entier, ou adressez-vous à l'école.

mail-answer-here = Pour répondre :
mail-answer = Répondre
