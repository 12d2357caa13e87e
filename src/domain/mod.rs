//! The school's own words and rules, pure: ids, marks, people, who may do what.
//!
//! Lives here: values with fallible constructors and decisions on them.
//! Never here: async, a database, a clock (`now` is an argument), a sentence in any language.
//! Invariant: a value that exists is valid; what may be shown to whom is decided by [`can`] and nowhere else.

mod absence;
mod assessment;
mod broadcast;
mod card_seal;
mod card_set;
mod carriers;
mod caution;
mod channel;
mod conversation;
mod count;
mod digest;
mod document;
mod exchange;
mod fold;
pub mod grading;
mod id;
mod locale;
mod mark;
mod money;
mod office_hours;
mod paper_code;
mod people;
mod permission;
mod phone;
mod picture;
mod portfolio;
mod printing;
mod rates;
mod school;
mod sent_file;
mod sms;
mod template;
mod threshold;
mod time;
pub mod unusual;
mod weekly;

pub use absence::{AbsenceKind, AbsenceSpan, Attendance};
pub use assessment::AssessmentFacts;
pub use broadcast::{
    BroadcastAnswer, BroadcastAsk, BroadcastState, ReportStep, UnknownCode, answer_payload, group_payload,
    report_payload,
};
pub use card_seal::{CardClaim, CardKey, CardSigner, Inspected, YearClaim, inspect};
pub use card_set::CardSet;
pub use carriers::{Carrier, Carriers};
pub use caution::{Approval, Caution, UnknownApproval};
pub use channel::{AccountId, Channel, FREE_TEXT_WINDOW, Medium, MessageClass};
pub use conversation::{ANSWERING, ConversationState, MOST_SETTLING, Parent, SETTLING, TALK_LIVES, spoken_id};
pub use count::count;
pub use digest::{DigestDay, DigestRhythm};
pub use document::{DocumentKind, fetch_address, file_name, file_of_year, labels_of_files};
pub use exchange::Exchange;
pub use fold::{fold, fold_words};
pub use id::*;
pub use locale::Locale;
pub use mark::{Mark, MarkError, MarkStatus, Maximum, Points, PointsError};
pub use money::{Money, NotAnAmount};
pub use office_hours::{NotOfficeHours, OfficeHours, OfficeSpan, ToldHours};
pub use paper_code::{CardCode, FileCode, LinkCode, LinkTarget, PaperCode};
pub use people::{PersonName, Role, StudentName};
pub use permission::{Action, Actor, StaffActor, can};
pub use phone::Phone;
pub use picture::without_traces;
pub use portfolio::{PORTFOLIO_WINDOW, PortfolioDay, PortfolioId};
pub use printing::{PRINTS, Printing, UnknownPrinting};
pub use rates::{RateCard, RateError, Tariff};
pub use school::{LinkBy, QuietHours};
pub use sent_file::{Carried, MOST_PICTURE, MOST_SENT, SentFile, SentKind};
pub use sms::{SmsAlphabet, SmsLength, for_sms};
pub use template::{TemplateCategory, TemplateStanding};
pub use threshold::{NotAThreshold, Threshold};
pub use time::{Clock, Timestamp};
pub use weekly::{NotASlot, WeeklySlot};
