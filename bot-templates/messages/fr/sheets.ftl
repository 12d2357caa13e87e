# Les fichiers : ce que nous envoyons, ce que nous lisons, ce qui est écrit dedans.

send-sheet =
    Envoyez-moi le fichier ici (.xlsx, .ods ou .csv) : une colonne avec les noms, une colonne avec les notes.
    En légende, dites de quelle évaluation il s'agit, par exemple : ds1 4eA maths
class-sheet =
    La feuille de notes : { $class }, { $subject }.
    Remplissez une colonne (0 à la note maximale, ou ABS, DISP, NN, NR) et renvoyez-moi le fichier ici. Rien n'est enregistré sans votre accord.

sheet-not-fetched = Je n'ai pas pu récupérer votre fichier. Rien n'a été enregistré. Merci de l'envoyer à nouveau, ou de coller les notes dans un message.
sheet-too-large = Ce fichier est trop gros pour une liste de notes (2 Mo au plus). Gardez la feuille de la classe, sans images, et renvoyez-le.
sheet-not-a-table = Ce fichier n'est pas un tableau que je sais lire. Envoyez un .xlsx, un .ods ou un .csv.
sheet-damaged = Ce fichier est abîmé ou incomplet. Ouvrez-le, enregistrez-le de nouveau en .xlsx et renvoyez-le.
sheet-locked = Ce fichier est protégé par un mot de passe, ou dans l'ancien format .xls. Enregistrez-le en .xlsx sans mot de passe et renvoyez-le.
sheet-macros = Ce fichier contient des macros : par sécurité, je ne le lis pas. Enregistrez-le en .xlsx et renvoyez-le.
sheet-links = Ce fichier prend ses valeurs dans d'autres fichiers. Collez les valeurs à la place des liens et renvoyez-le.
sheet-too-much = Ce fichier contient trop de lignes, de colonnes ou de texte pour une classe. Gardez la feuille de la classe et renvoyez-le.
sheet-no-names = Je ne trouve dans ce fichier aucun nom de vos élèves. Rien n'a été enregistré. Le plus simple : demandez la feuille de la classe (fichier 4eA maths), remplissez-la et renvoyez-la.
sheet-no-marks = Je trouve les noms, mais pas de colonne de notes. Rien n'a été enregistré. Mettez les notes dans une colonne à côté des noms et renvoyez le fichier.
sheet-several-columns = Plusieurs colonnes contiennent des notes : { $columns }. Rien n'a été enregistré. Gardez-en une, ou donnez-lui le nom de l'évaluation, et renvoyez le fichier.
sheet-unchanged = Je ne vois rien de nouveau dans cette feuille. Rien n'a été enregistré. Remplissez une colonne et renvoyez-la.

# Dans les fichiers. sheet-file commence leur nom.
sheet-code = Code
sheet-name = Nom et prénoms
sheet-next = Prochaine évaluation
sheet-hint = Remplissez une colonne : une note, ou ABS (absent), ABSNJ (absence non justifiée), DISP (dispensé), NN (non noté), NR (non rendu). Une case vide ne change rien. Renvoyez ensuite le fichier dans la conversation.
sheet-refusal = Une note entre 0 et le maximum, ou ABS, ABSNJ, DISP, NN, NR.
sheet-file = Notes
sheet-averages = Moyennes
sheet-general = Moyenne générale
sheet-place = Rang
class-export = Toutes les notes et moyennes de la classe { $class }, brouillons compris, { $term }. Ce fichier contient des données d'élèves : gardez-le pour vous.
