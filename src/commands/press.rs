//! What buttons carry: 64 bytes at most (Telegram, `callback_data`).

use uuid::Uuid;

use crate::domain::{
    ApprovalId, AssessmentId, BroadcastAnswer, BroadcastAsk, BroadcastId, ChangeSetId, ClassGroupId, ConversationId,
    Locale, PendingId, SchoolId, group_payload,
};
use crate::phrase::Wish;

/// A pressed button, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Press {
    Yes(PendingId),
    No(PendingId),
    /// The choice of this number, from 1.
    Option(PendingId, usize),
    Undo(ChangeSetId),
    /// Takes back the publication of this assessment.
    Unpublish(AssessmentId),
    /// Approves, or refuses.
    Approve(ApprovalId, bool),
    Broadcast(BroadcastId, BroadcastStep),
    Talk(ConversationId, TalkStep),
    Group(ClassGroupId, GroupStep),
    /// Takes back a marking of absences.
    Unmark(ChangeSetId),
    Language(Locale),
    /// Of several that share the account.
    School(SchoolId),
    /// A step of the first walk, from 1.
    Walk(u8),
    /// A shortcut: the same as typing this word.
    Word(&'static str),
}

/// What a button does with a thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TalkStep {
    /// What they write is for the other side from now on.
    Reply,
    /// The same, and what the other side said is said again in full.
    Read,
    End,
    ToOffice,
    ToTeacher,
    Unlock,
}

impl TalkStep {
    const ALL: [(Self, &'static str); 6] = [
        (Self::Reply, "r"),
        (Self::Read, "l"),
        (Self::End, "e"),
        (Self::ToOffice, "o"),
        (Self::ToTeacher, "t"),
        (Self::Unlock, "u"),
    ];

    fn code(self) -> &'static str {
        Self::ALL.into_iter().find(|(step, _)| *step == self).map_or("e", |(_, code)| code)
    }

    fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known)| *known == code).map(|(step, _)| step)
    }
}

/// What a button does with a group of parents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum GroupStep {
    Accept,
    Refuse,
    Unlink,
}

impl GroupStep {
    const ALL: [(Self, char); 3] = [(Self::Accept, 'y'), (Self::Refuse, 'n'), (Self::Unlink, 'u')];

    fn code(self) -> char {
        Self::ALL.into_iter().find(|(step, _)| *step == self).map_or('n', |(_, code)| code)
    }

    fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known)| code == known.to_string()).map(|(step, _)| step)
    }
}

/// What a button does with a broadcast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BroadcastStep {
    /// Sends it to its author alone.
    Test,
    /// Asks its readers something.
    Ask(BroadcastAsk),
    /// Posts it to the groups of parents, too, or not.
    Groups(bool),
    /// Leaves its picture or document out.
    WithoutFile,
    /// Asks for other words.
    Reword,
    Pause,
    Resume,
    Stop,
    /// Has it leave at another moment.
    Move,
    /// Says it again to whom it did not reach.
    Retry,
    /// Reminds those who have not answered.
    Remind,
    Report,
    /// Who answered what, by name: this page, from 0.
    Names(u8),
    /// By a second administrator.
    Approve(bool),
    /// By a family.
    Answer(BroadcastAnswer),
}

impl BroadcastStep {
    const ALL: [(Self, &'static str); 20] = [
        (Self::Test, "t"),
        (Self::Ask(BroadcastAsk::Nothing), "q0"),
        (Self::Ask(BroadcastAsk::Reading), "q1"),
        (Self::Ask(BroadcastAsk::Coming), "q2"),
        (Self::Groups(true), "g1"),
        (Self::Groups(false), "g0"),
        (Self::WithoutFile, "d"),
        (Self::Reword, "e"),
        (Self::Pause, "p"),
        (Self::Resume, "g"),
        (Self::Stop, "s"),
        (Self::Move, "v"),
        (Self::Retry, "f"),
        (Self::Remind, "m"),
        (Self::Report, "i"),
        (Self::Approve(true), "a1"),
        (Self::Approve(false), "a0"),
        (Self::Answer(BroadcastAnswer::Coming), "y"),
        (Self::Answer(BroadcastAnswer::NotComing), "n"),
        // The same as `domain::answer_payload`.
        (Self::Answer(BroadcastAnswer::Read), "r"),
    ];

    fn code(self) -> String {
        match self {
            Self::Names(page) => format!("w{page}"),
            _ => Self::ALL.into_iter().find(|(step, _)| *step == self).map_or("i", |(_, code)| code).to_owned(),
        }
    }

    fn parse(code: &str) -> Option<Self> {
        if let Some(page) = code.strip_prefix('w') {
            return page.parse().ok().map(Self::Names);
        }
        Self::ALL.into_iter().find(|(_, known)| *known == code).map(|(step, _)| step)
    }
}

/// Words that a button may stand for; a template's quick reply comes back with one of them.
const WORDS: [&str; 12] = [
    "bilan",
    "absences",
    "notes",
    "aide",
    "stop",
    "reprendre",
    "publier",
    "notes manquantes",
    "moyenne de la classe",
    "moyenne",
    "mes enfants",
    "langue",
];

/// What picking a wish says.
pub(super) fn word(wish: Wish) -> &'static str {
    match wish {
        Wish::EnterMarks | Wish::ReadMarks => "notes",
        Wish::Publish => "publier",
        Wish::Missing => "notes manquantes",
        Wish::Remind => "relance les professeurs",
        Wish::ClassFigures => "moyenne de la classe",
        Wish::Averages => "moyenne",
        Wish::Children => "mes enfants",
        Wish::Language => "langue",
        Wish::Stop => "stop",
        Wish::Help => "aide",
    }
}

impl Press {
    pub(super) fn payload(&self) -> String {
        match self {
            Self::Yes(id) => format!("y:{}", id.0.simple()),
            Self::No(id) => format!("n:{}", id.0.simple()),
            Self::Option(id, number) => format!("o:{}:{number}", id.0.simple()),
            Self::Undo(id) => format!("u:{}", id.0.simple()),
            Self::Unpublish(id) => format!("p:{}", id.0.simple()),
            Self::Approve(id, true) => format!("a:{}", id.0.simple()),
            Self::Approve(id, false) => format!("r:{}", id.0.simple()),
            Self::Broadcast(id, step) => format!("b:{}:{}", id.0.simple(), step.code()),
            Self::Talk(id, step) => format!("t:{}:{}", id.0.simple(), step.code()),
            Self::Group(id, step) => group_payload(*id, step.code()),
            Self::Unmark(id) => format!("x:{}", id.0.simple()),
            Self::Language(locale) => format!("l:{}", locale.code()),
            Self::School(id) => format!("s:{}", id.0.simple()),
            Self::Walk(step) => format!("k:{step}"),
            Self::Word(word) => format!("w:{word}"),
        }
    }

    /// `None` for payloads that are none of ours (or of a version of ours long gone).
    pub(super) fn parse(payload: &str) -> Option<Self> {
        let (kind, rest) = payload.split_once(':')?;
        match kind {
            "y" => Some(Self::Yes(PendingId(Uuid::try_parse(rest).ok()?))),
            "n" => Some(Self::No(PendingId(Uuid::try_parse(rest).ok()?))),
            "o" => {
                let (id, number) = rest.split_once(':')?;
                Some(Self::Option(PendingId(Uuid::try_parse(id).ok()?), number.parse().ok()?))
            }
            "u" => Some(Self::Undo(ChangeSetId(Uuid::try_parse(rest).ok()?))),
            "p" => Some(Self::Unpublish(AssessmentId(Uuid::try_parse(rest).ok()?))),
            "a" => Some(Self::Approve(ApprovalId(Uuid::try_parse(rest).ok()?), true)),
            "r" => Some(Self::Approve(ApprovalId(Uuid::try_parse(rest).ok()?), false)),
            "b" => {
                let (id, step) = rest.split_once(':')?;
                Some(Self::Broadcast(BroadcastId(Uuid::try_parse(id).ok()?), BroadcastStep::parse(step)?))
            }
            "t" => {
                let (id, step) = rest.split_once(':')?;
                Some(Self::Talk(ConversationId(Uuid::try_parse(id).ok()?), TalkStep::parse(step)?))
            }
            "g" => {
                let (id, step) = rest.split_once(':')?;
                Some(Self::Group(ClassGroupId(Uuid::try_parse(id).ok()?), GroupStep::parse(step)?))
            }
            "x" => Some(Self::Unmark(ChangeSetId(Uuid::try_parse(rest).ok()?))),
            "l" => Some(Self::Language(rest.parse().ok()?)),
            "s" => Some(Self::School(SchoolId(Uuid::try_parse(rest).ok()?))),
            "k" => rest.parse().ok().filter(|step| (1..=super::walk::STEPS).contains(step)).map(Self::Walk),
            "w" => WORDS.into_iter().find(|word| *word == rest).map(Self::Word),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ReportStep, report_payload};
    use proptest::prelude::*;

    #[test]
    fn every_press_comes_back_and_fits() {
        let id = Uuid::from_u128(u128::MAX);
        let presses = [
            Press::Yes(PendingId(id)),
            Press::No(PendingId(id)),
            Press::Option(PendingId(id), 10),
            Press::Undo(ChangeSetId(id)),
            Press::Unpublish(AssessmentId(id)),
            Press::Approve(ApprovalId(id), true),
            Press::Approve(ApprovalId(id), false),
            Press::Broadcast(BroadcastId(id), BroadcastStep::Ask(BroadcastAsk::Coming)),
            Press::Broadcast(BroadcastId(id), BroadcastStep::Answer(BroadcastAnswer::Read)),
            Press::Broadcast(BroadcastId(id), BroadcastStep::Names(u8::MAX)),
            Press::Talk(ConversationId(id), TalkStep::Unlock),
            Press::Group(ClassGroupId(id), GroupStep::Unlink),
            Press::Unmark(ChangeSetId(id)),
            Press::Language(Locale::Ar),
            Press::School(SchoolId(id)),
            Press::Walk(super::super::walk::STEPS),
            Press::Word("notes"),
        ];
        for press in presses {
            assert!(press.payload().len() <= 64);
            assert_eq!(Press::parse(&press.payload()), Some(press));
        }
    }

    #[test]
    fn an_answer_is_pressed_as_templates_carry_it() {
        let id = BroadcastId(Uuid::from_u128(7));
        for answer in [BroadcastAnswer::Read, BroadcastAnswer::Coming, BroadcastAnswer::NotComing] {
            let press = Press::Broadcast(id, BroadcastStep::Answer(answer));
            assert_eq!(Press::parse(&crate::domain::answer_payload(id, answer)), Some(press));
        }
        let of_report = [
            (ReportStep::Pause, BroadcastStep::Pause),
            (ReportStep::Resume, BroadcastStep::Resume),
            (ReportStep::Stop, BroadcastStep::Stop),
            (ReportStep::Retry, BroadcastStep::Retry),
            (ReportStep::Remind, BroadcastStep::Remind),
            (ReportStep::Names, BroadcastStep::Names(0)),
        ];
        for (of_report, step) in of_report {
            assert_eq!(Press::parse(&report_payload(id, of_report)), Some(Press::Broadcast(id, step)));
        }
        for (step, _) in BroadcastStep::ALL {
            assert_eq!(BroadcastStep::parse(&step.code()), Some(step));
        }
    }

    proptest! {
        #[test]
        fn no_payload_panics(payload: String) {
            let _ = Press::parse(&payload);
        }
    }
}
