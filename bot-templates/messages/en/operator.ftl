# What administrators are told about the running of the service.

messages-set-aside =
    { $count ->
        [one] ⚠️ One message was not sent and waits for a decision (account { $account }).
       *[other] ⚠️ { $count } messages were not sent and wait for a decision (account { $account }).
    }
    { $why }
messages-refused =
    { $count ->
        [one] ⚠️ One message was refused (account { $account }).
       *[other] ⚠️ { $count } messages were refused (account { $account }).
    }
    { $why }
messages-doubtful =
    { $count ->
        [one] ⚠️ It is not known whether a message has arrived: it waits for a decision (account { $account }).
       *[other] ⚠️ It is not known whether { $count } messages have arrived: they wait for a decision (account { $account }).
    }
    { $why }
aside-doubtful =
    Sending again could say it twice. For what matters, call the families; whoever runs Carnet can send again.
aside-too-late =
    The messaging service did not take them in time. Whoever runs Carnet can send them again; if it is urgent, call the families.
aside-loop =
    The same words went to the same person over and over: probably two machines answering each other. Whoever runs Carnet should see who it is.
aside-refused =
    The messaging service refuses them as they are, whomever they are for. Whoever runs Carnet can see why and send them again; if it is urgent, call the families.
aside-other =
    Whoever runs Carnet can see why, and send them again.

account-stopped =
    ⛔ No message leaves from account { $account } any more: the messaging service refuses it (its key has expired, it is locked, or a bill is unpaid).
    News waits; answers are of use for a quarter of an hour only, and whoever wrote will have to ask again. Whoever runs Carnet must settle that with the provider, then let sending go on.
out-of-bounds = ⚠️ The account { $account } may not write to the country of some families: they hear at their other address, if they have one.
pages-fail =
    ⚠️ The school's own template { $template } does not work: what is printed by it waits, or is not made. Families have the figures by message.
    Whoever runs Carnet sees why with the commands carnet check and carnet report-cards, and can also take that template away: Carnet's own is used then.
account-must-wait =
    ⏳ No message leaves from account { $account }: the messaging service asks to wait until { $moment }.
    News waits; answers are of use for a quarter of an hour only, and whoever wrote will have to ask again. Whoever runs Carnet can see why, and let sending go on sooner if the service allows it.
account-silent =
    📡 The messaging service of account { $account } has not answered since { $moment }. Carnet keeps trying; everything leaves as soon as it answers.
    News waits; answers are of use for a quarter of an hour only, and whoever wrote will have to ask again.

template-rejected =
    ⚠️ Meta has refused the template { $template } { $language } (account { $account }).
    Families who have not written for 24 hours do not get this news on WhatsApp in that language. Whoever runs Carnet should reword the template and submit it again.
template-rejected-because =
    ⚠️ Meta has refused the template { $template } { $language } (account { $account }): { $reason }.
    Families who have not written for 24 hours do not get this news on WhatsApp in that language. Whoever runs Carnet should reword the template and submit it again.
template-paused =
    ⏸ Meta is resting the template { $template } { $language } for some hours (account { $account }): too many people blocked or reported it.
    The messages wait and will go by themselves. There is nothing to do, except to ask families what bothers them: the third time, the template is lost.
template-resumed = ✅ The template { $template } { $language } can be used again (account { $account }). What was waiting is going out now.
template-disabled =
    ⛔ Meta has disabled the template { $template } { $language } for good (account { $account }).
    Families who have not written for 24 hours no longer get this news on WhatsApp in that language. Whoever runs Carnet should create another one under another name.
template-marketing =
    ⚠️ Meta now counts the template { $template } { $language } as advertising (account { $account }).
    Each message costs more, and some people will not get it. Whoever runs Carnet can contest this with Meta or reword it.
template-low-quality =
    ⚠️ Many families block or report the template { $template } { $language } (account { $account }).
    Meta may rest it. Check that the numbers are right and that the families have agreed.
templates-ready = ✅ Meta has approved every template of the account { $account }: families can be told at any time on WhatsApp.
in-french = in French
in-english = in English
in-arabic = in Arabic

budget-nearly-spent =
    ⚠️ { $spent } spent on messages this month, out of a budget of { $budget }.
    When it is used up, news to families will wait; answers always go. Whoever runs Carnet can raise the budget.
budget-exhausted =
    ⛔ This month's budget for messages is used up ({ $spent } of { $budget }).
    News that costs money waits until the budget is raised or the family writes; when it is too old it no longer goes. Answers always go.
fewer-new-people =
    { $limit ->
        [one] ⚠️ WhatsApp now lets us write to only { $limit } new person a day (until now { $before }); further families hear on the days after.
       *[other] ⚠️ WhatsApp now lets us write to only { $limit } new people a day (until now { $before }); further families hear on the days after.
    }
limit-of-new-people =
    { $limit ->
        [one] ⚠️ WhatsApp now lets us write to { $limit } new person a day; further families hear on the days after.
       *[other] ⚠️ WhatsApp now lets us write to { $limit } new people a day; further families hear on the days after.
    }
families-over-days = ⚠️ WhatsApp limits the new conversations of a day: families will hear over { $count } days.
cost-nothing = No message has been paid for this month so far.
cost-of-month = Messages of this month: { $sum }
cost-of-budget = Messages of this month: { $sum } of a budget of { $budget }
cost-by-channel =
    { $messages ->
        [one] • { $channel }: { $sum } (one paid message)
       *[other] • { $channel }: { $sum } ({ $messages } paid messages)
    }
cost-foreseen =
    { $messages ->
        [one] The price of one message is still an estimate.
       *[other] The prices of { $messages } messages are still estimates.
    }
cost-classes = By class:
cost-by-class = • { $class }: { $sum }
cost-several-classes = • families of several classes: { $sum }
