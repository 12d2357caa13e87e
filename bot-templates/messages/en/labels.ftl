# Buttons (20 characters at most), statuses, small words.

label-yes = Yes
label-no = No
label-save = Save
label-correct = Correct
label-cancel = Cancel
label-undo = Undo
label-publish = Publish
label-approve = Approve
label-refuse = Refuse
label-remind = Remind
label-close-term = Close
label-agree = I agree
label-decline = I decline
label-resume = Resume
label-my-marks = See the marks
label-help = Help
wish-enter-marks = Enter marks
wish-missing = Missing marks
wish-remind = Remind teachers
wish-class-figures = Class average
wish-averages = Averages
wish-children = My children
wish-language = Change language
wish-stop = Stop
label-language-fr = Français
label-language-en = English
label-language-ar = العربية
label-subject = { $subject } (subject)
label-name-in = { $name } ({ $place })

choices-open = Choose
choices-hint = Answer with the number.

status-absent = absent
status-absent-unjustified = absent without justification
status-exempt = excused
status-not-graded = not marked
status-not-handed-in = not handed in
