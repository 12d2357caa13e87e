//! Why a message waits or ended, where the word is our own.

pub(super) const ENDINGS: &[(&str, &str)] = &[
    ("cancel_requested", "An operator took it back."),
    ("too_late", "It was no longer worth sending when its turn came."),
    ("deadline", "It was tried in vain until it was no longer worth sending."),
    ("link_not_active", "The family's link to the child is not active."),
    ("mark_changed", "What it said is no longer in force."),
    ("closed", "It was set aside; an operator has seen to it and put it away."),
    ("loop", "The same words went to this person again and again: two machines may be answering each other."),
    ("newer", "Something newer about the same took its place before it left."),
    ("retried", "An operator wants it to go once more."),
    ("contact_stopped", "This person asked for silence."),
    (
        "contact_suspended",
        "Its address is suspended until the school or a code confirms whose it is; news waits as long as it is of use.",
    ),
    ("contact_blocked", "This person has blocked us; news without another way waits as long as it is of use."),
    ("template_waits", "Its template is being looked at by the provider, or rests for some hours."),
    ("over_budget", "The school's budget for the month is used up; it waits, and goes when the budget is raised."),
    ("daily_recipients", "The account has written to as many new people as it may in a day."),
    ("spared_marketing", "Meta spares this person advertising for now, and takes this template for it."),
    ("no_template", "Outside the 24-hour window only a template may be sent, and there is none."),
    ("never_resent", "It may have arrived; messages of this class are never sent twice."),
    ("doubtful_twice", "It may have arrived; it was sent again once, and that is doubtful as well."),
    ("doubtful_too_late", "It may have arrived; it is too late to send it again."),
];
