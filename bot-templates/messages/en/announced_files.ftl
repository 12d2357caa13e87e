# Pictures and documents that go with announcements: what their author reads.
broadcast-what = What shall I tell the families ({ $audience })? Write the text, or send a picture or a PDF with a caption.
broadcast-what-picture = The picture is ready for the families ({ $audience }). Write the text that goes with it.
broadcast-what-document = The document is ready for the families ({ $audience }). Write the text that goes with it.
file-refused-kind = With an announcement I can only send a picture (JPEG or PNG) or a PDF. Nothing is sent.
file-refused-too-large = This file is too large: 5 MB at most for a picture, 10 MB for a PDF. Nothing is sent.
file-refused-not-fetched = I could not fetch this file. Send it once more, with the same caption.
file-replaced = An announcement carries one file: { $file } goes with it, and no longer { $other }, which came before.
file-for-whom =
    Who is this file for? To send it to families, send it again with a caption like this:
    announce { $class }: here is the programme of the party.
    Marks are read from tables (.xlsx, .ods, .csv).
file-for-whom-school =
    Who is this file for? To send it to families, send it again with a caption like this:
    announce to all: here is the programme of the party.
broadcast-file-picture = 📎 Picture: { $name }
broadcast-file-document = 📎 Document: { $name }
broadcast-file-shown =
    { $count ->
        [one] • one family gets it in the chat
       *[other] • { $count } families get it in the chat
    }
broadcast-file-linked =
    { $count ->
        [one] • one family gets a link to open it (SMS or e-mail), good for 7 days
       *[other] • { $count } families get a link to open it (SMS or e-mail), good for 7 days
    }
broadcast-file-asked-for =
    { $count ->
        [one] • one family has not written on WhatsApp for 24 hours: it gets the text first, and the file when it presses the button
       *[other] • { $count } families have not written on WhatsApp for 24 hours: they get the text first, and the file when they press the button
    }
