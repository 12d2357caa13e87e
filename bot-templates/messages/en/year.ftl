# The school year: its average, and what class councils decide.

year-child = { $child }, { $class }: the year { $year }
year-term = • { $term }: { $average }
year-term-not-classed = • { $term }: not classed
year-term-open = • { $term }: not closed yet
year-average = Yearly average: { $average }
year-average-final = Yearly average: { $average }
year-average-so-far = Average of the closed terms: { $average }. This is not the yearly average yet.
year-terms-open =
    { $count ->
        [one] Still to be closed: { $terms }.
       *[other] Still to be closed: { $terms }.
    }
year-terms-to-come = More terms of the year are still to come.
year-none-yet = The yearly average will be made of the closed terms: none is closed yet.
year-not-classed = No yearly average: no closed term has an average.
year-place = Place in the year: { $place } of { $ranked }
year-place-tied = Place in the year: { $place }, tied, of { $ranked }
year-decision = Decision of the class council: { $decision }
year-no-rules =
    { $child }: the school gives no yearly average here.
    For the averages of the term, answer AVERAGE.
year-no-rules-class =
    { $class }: the school's rules do not say how a year is made.
    The administration adds it to the school's file: "year" in "policy".

year-figures = • { $class }, year { $year }: yearly average { $mean }/{ $scale } (from { $lowest } to { $highest }), pass rate { $rate }% ({ $half } or above), { $ranked } averages for { $students } students
year-figures-small = • { $class }, year { $year }: too few yearly averages for figures ({ $ranked } of { $students })
year-figures-open = • { $class }, year { $year }: no yearly average yet. { $open }
year-class = { $class }, year { $year }: yearly averages out of { $scale }
year-line = • { $student }: { $what }
year-line-none = no average
year-line-place = place { $place }
year-line-place-tied = place { $place }, tied
year-line-repeater = is repeating this class
year-line-proposed = proposed: { $decision }
year-line-decided = decided: { $decision }
year-line-against = decided: { $decision }; by the average: { $proposed }
year-proposals =
    These are proposals: the class council decides, and families see nothing of them before.
    The administration confirms them so: council { $class }

decision-promoted = moves up
decision-repeats = repeats the year
decision-excluded = excluded
decision-council = for the council to decide

closing-other-rules = ⚠ The rules of the averages have changed since it was last closed: more averages than those corrected may change.
closing-other-weights = ⚠ Coefficients changed since it was last closed, the new ones count: { $subjects }.
closing-other-tests = ⚠ These count otherwise than when it was last closed: { $tests }.
weight-changed = { $subject } (from { $before } to { $after })
weight-new = { $subject } (new: { $weight })
weight-gone = { $subject } ({ $weight }, removed)
closing-revised =
    { $count ->
        [one] One report card changes and will be a new version.
       *[other] { $count } report cards change and will be new versions.
    }
closing-year-waits = ⚠ Not closed yet: { $terms }. So these report cards will have no yearly average.
closing-held =
    { $count ->
        [one] ⚠ One mark has just been published and could still be taken back: closing ends that.
       *[other] ⚠ { $count } marks have just been published and could still be taken back: closing ends that.
    }
closing-decided-otherwise = ⚠ The council's decision stays on the report card although the average has changed: { $students }. To change it: council, the name, then the decision.

council-not-final = { $class }: the council decides when all terms are closed.
council-head = { $class }: decisions proposed to the class council
council-group =
    { $count ->
        [one] • { $decision }: { $students }
       *[other] • { $decision } ({ $count }): { $students }
    }
council-left =
    { $count ->
        [one] ⚠ For the council to decide: { $students }.
       *[other] ⚠ For the council to decide on { $count } students: { $students }.
    }
council-waiting =
    { $count ->
        [one] ⏳ Not yet for { $students }, because of the class they came from. { $open }
       *[other] ⏳ Not yet for { $count } students, because of the classes they came from: { $students }. { $open }
    }
council-how = For one student alone, for example: council { $student } repeats: the council's words
council-question = Has the council decided so? Yes: the report cards will carry these decisions.
council-nothing =
    { $decided ->
        [0] { $class }: nothing to confirm at once.
        [one] { $class }: one decision is taken. Nothing else to confirm at once.
       *[other] { $class }: { $decided } decisions are taken. Nothing else to confirm at once.
    }
council-line = { $student }: { $decision }
council-proposed = Proposed by the average: { $decision }
council-before = Decision so far: { $decision }
council-words = Remark of the council: { $words }
council-question-one = Is this the council's decision? Yes: the report card will carry it.
council-decided =
    { $count ->
        [one] ✅ { $class }: one decision of the council is on its report card.
       *[other] ✅ { $class }: { $count } decisions of the council are on the report cards.
    }
council-remark-too-long = The council's remark has { $letters } letters; the report card prints { $most } at most. Nothing was written down: please make it shorter.
council-distinction =
    ⚠ “{ $said }” is not written down: only the decision is. Distinctions come from the school's rules and the average.
    To have the report card say it in the council's words: council { $student } { $decision ->
        [promoted] promoted
        [repeats] repeats
       *[other] excluded
    }: your words
council-which =
    What has the council decided on { $student }? Nothing is written down.
    Write the name, then promoted, repeats or excluded, for example: council { $student } promoted
    To take a decision back: council { $student } no decision
council-take-back = Take this decision back? Yes: the report card no longer carries one, in a new version.
council-take-back-both = Take back this decision and the council's remark? Yes: the report card no longer carries them, in a new version.
council-take-back-words = Take the council's remark back? Yes: the decision stays, and the report card no longer carries the remark, in a new version.
council-taken-back = ✅ { $student }: the council's decision is taken off the report card.
council-words-taken-back = ✅ { $student }: the council's remark is taken off the report card. The decision stays.
council-no-decision = { $student }: no decision of the council is written down, so there is none to take back.
council-no-words = { $student }: no remark of the council is written down, so there is none to take back.
council-take-back-by-name = Nothing is taken back: this is done student by student. For example: council Awa Kouassi no decision

card-repeater = Repeating this class
card-repeater-yes = Yes
card-year = The year
card-year-average = Yearly average
card-year-place = Place in the year
card-year-decision = Decision of the council
rule-year = yearly average in steps of { $step }, { $how }
rule-year-weights = yearly average in steps of { $step }, { $how }, weights: { $weights }
