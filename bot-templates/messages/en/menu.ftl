# Descriptions of the commands in Telegram's menu.

menu-help = See examples
menu-marks-staff = Enter the marks of a class
menu-marks-guardian = Read the marks
menu-publish = Send the marks to families
menu-undo = Undo the last entry
menu-language = Change language
menu-link = Link a child with a code
menu-stop = Receive no more messages
ice-breaker-marks = My child's marks
ice-breaker-link = Link my child with a code
ice-breaker-help = What can I write here?
