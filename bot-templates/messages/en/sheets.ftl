# Files: what we send, what we read, what is written in them.

send-sheet =
    Send me the file here (.xlsx, .ods or .csv): one column with the names, one column with the marks.
    In the caption, say which test it is, for example: ds1 4eA maths
class-sheet =
    The mark sheet: { $class }, { $subject }.
    Fill in one column (0 up to the maximum, or ABS, DISP, NN, NR) and send me the file back here. Nothing is saved without your yes.

sheet-not-fetched = I could not fetch your file. Nothing was saved. Please send it again, or paste the marks into a message.
sheet-too-large = This file is too big for a list of marks (2 MB at most). Keep the sheet of the class, without pictures, and send it again.
sheet-not-a-table = This file is not a table that I can read. Send a .xlsx, .ods or .csv file.
sheet-damaged = This file is damaged or incomplete. Open it, save it again as .xlsx and send it.
sheet-locked = This file is protected by a password, or in the old .xls format. Save it as .xlsx without a password and send it again.
sheet-macros = This file contains macros: to be safe, I do not read it. Save it as .xlsx and send it again.
sheet-links = This file takes its values from other files. Paste the values in place of the links and send it again.
sheet-too-much = This file holds too many rows, columns or too much text for one class. Keep the sheet of the class and send it again.
sheet-no-names = I find none of your students' names in this file. Nothing was saved. The easiest way: ask for the class sheet (file 4eA maths), fill it in and send it back.
sheet-no-marks = I find the names, but no column of marks. Nothing was saved. Put the marks in a column beside the names and send the file again.
sheet-several-columns = Several columns hold marks: { $columns }. Nothing was saved. Keep one, or head it with the name of the test, and send the file again.
sheet-unchanged = I see nothing new in this sheet. Nothing was saved. Fill in a column and send it again.

# Inside the files. Their names begin with sheet-file.
sheet-code = Code
sheet-name = Name
sheet-next = Next test
sheet-hint = Fill in one column: a mark, or ABS (absent), ABSNJ (unexcused absence), DISP (exempt), NN (not graded), NR (not handed in). An empty cell changes nothing. Then send the file back in the conversation.
sheet-refusal = A mark between 0 and the maximum, or ABS, ABSNJ, DISP, NN, NR.
sheet-file = Marks
sheet-averages = Averages
sheet-general = General average
sheet-place = Place
class-export = All marks and averages of class { $class }, drafts included, { $term }. This file holds students' data: keep it to yourself.
