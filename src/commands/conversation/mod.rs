//! Families and the school write to each other: whom to, and what is said around it.
//!
//! While somebody talks, what they write is passed on and nothing else is said; a slash before it makes it a command.

mod begin;
mod export;
mod file;
mod pass;
mod report;
mod steps;
mod whom;

pub(super) use begin::{begin, begun, begun_with_several, to_guardian};
pub(super) use export::export;
pub(super) use file::takes_file;
pub(super) use pass::{asked_on, end_by_word, kept_back, takes, tell_left};
pub(super) use report::{not_reported, report_by_word, reported};
pub(super) use steps::pressed;
pub(super) use whom::{
    apply, chosen, hours, meant_for_a_person, of_which_child, offer, takes_child, tells_more, to_office, told,
};

use super::press::{Press, TalkStep};
use super::turn::choice;
use crate::domain::ConversationId;
use crate::phrase::{Choice, Label};

fn step_choice(conversation: ConversationId, step: TalkStep, label: Label) -> Choice {
    choice(&Press::Talk(conversation, step), label)
}
