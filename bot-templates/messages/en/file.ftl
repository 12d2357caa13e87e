# The link to a file, and the page behind it, where a channel carries no files.

file-link =
    The file, to be opened soon:
    { $address }
    .sms = File: { $address }

fetch-title = Your file
fetch-ask = The school has prepared a file for you. It opens on one device only, and not for long.
fetch-code = Code of the link
fetch-button = Open the file
fetch-unknown = This link is not valid. Copy all of it, or check the 12 characters after the # sign.
fetch-over = This link is no longer valid. Write to us again for another one, for example REPORT CARD.
fetch-elsewhere = This link has been used on another device. If that was not you, tell the school; otherwise ask for the file again.
fetch-changed = This file is out of date: the school has replaced it. Ask for it again, for example with REPORT CARD.
fetch-again = Press the button once more. If nothing opens, allow cookies for this page.
