# The link to a file, and the page behind it, where a channel carries no files.

file-link =
    Le fichier, à ouvrir sans tarder :
    { $address }
    .sms = Fichier : { $address }

fetch-title = Votre fichier
fetch-ask = L'école a préparé un fichier pour vous. Il ne s'ouvre que sur un seul appareil, et pour peu de temps.
fetch-code = Code du lien
fetch-button = Ouvrir le fichier
fetch-unknown = Ce lien n'est pas valable. Copiez-le en entier, ou vérifiez les 12 caractères après le signe #.
fetch-over = Ce lien n'est plus valable. Écrivez-nous de nouveau pour en recevoir un autre, par exemple BULLETIN.
fetch-elsewhere = Ce lien a déjà servi sur un autre appareil. Si ce n'était pas vous, prévenez l'école ; sinon, redemandez le fichier.
fetch-changed = Ce fichier n'est plus à jour : l'école l'a remplacé. Redemandez-le, par exemple par BULLETIN.
fetch-again = Appuyez de nouveau sur le bouton. Si rien ne s'ouvre, autorisez les cookies pour cette page.
