# For whom an announcement is, where that is asked.
audience-without = { $classes }, without { $students }
announce-for-whom = Whom is this announcement for? I did not understand “{ $heard }”. An announcement goes to families: of a class, of several, of a group made by hand, or of the whole school. Nothing is sent.
announce-for-whom-named = Whom is this announcement for? A class, several, a group made by hand, or the whole school. Nothing is sent.
announce-unknown-class = There is no class “{ $heard }”. Whom is this announcement for? Nothing is sent.
announce-families-only = An announcement goes to families, never to staff: nothing is sent. Only the head's office can write to staff here.
