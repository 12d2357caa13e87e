# Whoever runs the school writes to its staff.
staff-note = 💬 Message de { $by } au personnel
staff-note-to = 💬 Message de { $by } à { $people }
staff-note-quoted = 💬 Message de { $by } à { $people }, mot pour mot :
staff-note-words = « { $words } »
staff-note-preview-one = Message à { $people }. Voici ce qui lui sera écrit :
staff-note-not-later = Un message au personnel part tout de suite : je ne peux pas le garder pour plus tard. Rien n'est envoyé. Écrivez-le de nouveau au moment voulu.

staff-note-preview = Message au personnel ({ $people }). Voici ce qu'ils liront :
staff-note-unreached = Injoignables ici, ils n'y ont jamais écrit : { $people }
staff-note-question = J'envoie ?
staff-note-sent =
    { $people ->
        [one] ✅ C'est envoyé à une personne.
       *[other] ✅ C'est envoyé à { $people } personnes.
    }
staff-note-later =
    { $people ->
        [one] ✅ C'est prêt pour une personne, qui le reçoit à partir de { $from }.
       *[other] ✅ C'est prêt pour { $people } personnes, qui le reçoivent à partir de { $from }.
    }
staff-note-nobody = Rien n'est envoyé : je ne peux pas joindre { $people } ici.
staff-note-unknown = Je ne connais personne de ce nom dans le personnel : rien n'est envoyé.
staff-note-who = Plusieurs personnes portent ce nom : { $people }. Écrivez le nom en entier.
staff-note-too-long = C'est trop long : { $most } caractères au plus.
staff-note-unclear = Je n'ai pas compris à qui : « { $heard } ». Rien n'est envoyé. Nommez une personne, une classe, une matière, les profs, les profs principaux, la secrétaire ou la direction.
staff-note-nobody-left = Personne dans le personnel ne correspond : rien n'est envoyé.
staff-note-new-words = Quel est le nouveau texte ? Rien n'est envoyé avant votre accord.
staff-note-not-yours = Ici, seule la direction écrit au personnel : rien n'est envoyé. Passez par elle, ou voyez directement votre collègue.
staff-note-how = Pour écrire au personnel : écris aux profs : votre texte. Ou à une personne : dis à M. KOFFI : votre texte.
