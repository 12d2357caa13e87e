# Groups of families that an administrator makes by hand.
audience-group = group “{ $name }”
family-group-made =
    { $students ->
        [one] ✅ The group “{ $name }” is made, with one student.
       *[other] ✅ The group “{ $name }” is made, with { $students } students.
    }
    To write to their families: announce to group { $group }: …
family-group-added =
    { $count ->
        [0] Nothing new: they were in the group “{ $name }” before.
        [one] ✅ One student is added to the group “{ $name }”.
       *[other] ✅ { $count } students are added to the group “{ $name }”.
    }
    { $students ->
        [one] It has one student.
       *[other] It has { $students } students.
    }
family-group-taken-out =
    { $count ->
        [0] Nobody is taken out: they were not in the group “{ $name }”.
        [one] ✅ One student is taken out of the group “{ $name }”.
       *[other] ✅ { $count } students are taken out of the group “{ $name }”.
    }
    { $students ->
        [0] It is empty.
        [one] It has one student.
       *[other] It has { $students } students.
    }
family-group-end-asked =
    { $students ->
        [one] Shall I delete the group “{ $name }” (one student)? The students and their families stay.
       *[other] Shall I delete the group “{ $name }” ({ $students } students)? The students and their families stay.
    }
family-group-ended = The group “{ $name }” is deleted.
family-group-members =
    { $students ->
        [0] The group “{ $name }” is empty.
        [one] Group “{ $name }”, one student:
       *[other] Group “{ $name }”, { $students } students:
    }
family-group-member = • { $student } ({ $class })
family-group-more =
    { $count ->
        [one] … and one more.
       *[other] … and { $count } more.
    }
family-group-use = To write to their families: announce to group { $name }: …
family-group-list = Your groups:
family-group-line =
    { $students ->
        [one] • { $name }: one student
       *[other] • { $name }: { $students } students
    }
family-group-none-yet =
    There is no group yet. To make one, write names of students or classes, for example:
    create group delegates: KOUASSI Awa, { $class }
family-group-some-class = a class
family-group-unknown =
    I know no group “{ $name }”. There is none yet. To make one:
    create group { $name }: KOUASSI Awa, …
family-group-unknown-of = I know no group “{ $name }”. There are: { $known }.
family-group-exists = There is a group “{ $name }” already. To add somebody: add KOUASSI Awa to group { $name }
family-group-which-name =
    What is the group called? For example:
    create group delegates: KOUASSI Awa, { $class }
family-group-name-too-long =
    { $most ->
        [one] This name is too long: one character at most.
       *[other] This name is too long: { $most } characters at most.
    }
family-group-who-is-in =
    Who is in the group “{ $name }”? Write names of students or classes after a colon, for example:
    create group { $name }: KOUASSI Awa, { $class }
family-group-refused = Nothing is changed. To be corrected:
family-group-nobody = • “{ $heard }”: I find neither a student nor a class of this name
family-group-nearest = • “{ $heard }”: I do not find this student. Perhaps: { $students }?
family-group-which-one = Who is “{ $heard }”?
family-group-too-many =
    { $most ->
        [one] There are too many groups: one at most. Delete one first.
       *[other] There are too many groups: { $most } at most. Delete one first.
    }
family-group-too-large =
    { $most ->
        [one] It is too many: a group has one student at most. Nothing is changed.
       *[other] It is too many: a group has { $most } students at most. Nothing is changed.
    }
family-group-empty = The group “{ $name }” is empty: nothing is sent. To add somebody: add KOUASSI Awa to group { $name }
