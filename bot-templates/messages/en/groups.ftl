# Groups of parents: what administrators read, and what is said in a group.
broadcast-not-in-groups =
    { $count ->
        [one] The parents' Telegram group ({ $classes }): the announcement is not posted there, each family gets it in private.
       *[other] The parents' Telegram groups ({ $classes }): the announcement is not posted there, each family gets it in private.
    }
broadcast-in-groups =
    { $count ->
        [one] Also posted in the parents' Telegram group ({ $classes }): whoever is in the group and reached in private reads it twice.
       *[other] Also posted in the parents' Telegram groups ({ $classes }): whoever is in a group and reached in private reads it twice.
    }
report-posts = • posted in groups: { $count }
report-not-posted = • not posted in groups: { $count }
group-code =
    To link a Telegram group to class { $class }: add me to the group, then write there:
    /group { $code }
    The code works once, until { $until }.
group-code-link = Or open this link and choose the group: { $link }
group-linked = Done: the group is linked to class { $class }. With each announcement I will ask you whether it is posted there too.
group-linked-titled = Done: the group "{ $title }" is linked to class { $class }. With each announcement I will ask you whether it is posted there too.
group-asks = In a Telegram group, somebody I do not know gave the code of class { $class }. Shall this group be linked?
group-asks-titled = In the Telegram group "{ $title }", somebody I do not know gave the code of class { $class }. Shall this group be linked?
group-refused = The group is not linked to class { $class }. The code is used up; for a new one, write: group { $class }
group-unlinked = The group is no longer linked to class { $class }: nothing more is posted there.
group-removed = I was removed from the group of class { $class }: it is no longer linked. To link it again, write: group { $class }
group-removed-titled = I was removed from the group "{ $title }": it is no longer linked to class { $class }. To link it again, write: group { $class }
group-none = No group is linked to class { $class }. To link one, write: group { $class }
group-how = Which class? For example: group { $class }
group-how-class = Which class? Write "group" and the name of the class.
group-welcome =
    This group is linked to class { $class }: the school can post its announcements here.
    I keep nothing of what you say to each other. For anything about a student, write to me in private.
group-waits = The code is right. The school still has to accept this group.
group-goodbye = This group is no longer linked to class { $class }.
group-code-refused = This code is not accepted. Check every character, or ask the school for a new one. Example: /group ABCD-EFGH-JKMN
group-in-private = In here I answer nobody about a student: please write to me in private.
group-in-private-link = In here I answer nobody about a student: please write to me in private, { $link }
