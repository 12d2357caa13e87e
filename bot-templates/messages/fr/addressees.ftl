# For whom an announcement is, where that is asked.
audience-without = { $classes }, sans { $students }
announce-for-whom = À qui s'adresse cette annonce ? Je n'ai pas compris « { $heard } ». Une annonce va aux familles : d'une classe, de plusieurs, d'un groupe fait à la main, ou de toute l'école. Rien n'est envoyé.
announce-for-whom-named = À qui s'adresse cette annonce ? À une classe, à plusieurs, à un groupe fait à la main, ou à toute l'école. Rien n'est envoyé.
announce-unknown-class = Il n'y a pas de classe « { $heard } ». À qui s'adresse cette annonce ? Rien n'est envoyé.
announce-families-only = Une annonce va aux familles, jamais au personnel : rien n'est envoyé. Seule la direction peut écrire au personnel ici.
