//! All SQL, and nothing but storage: `SQLite` and `PostgreSQL` by one text.
//!
//! Lives here: [`Store`], [`Tx`], sealing of personal data, one file per aggregate.
//! Never here: decisions of the domain, sentences, the network.
//! Invariants: every statement is a constant text with `$n` placeholders that both engines prepare; every row read or
//! written names its school; phone numbers, e-mail addresses, message texts and webhook bodies are sealed before they
//! reach a statement.

mod absence;
mod absence_notice;
mod acquaintance;
mod ahead;
mod approval;
mod attachment;
mod audit;
mod broadcast;
mod buffer;
mod class_group;
mod consent;
mod contact;
mod conversation;
mod data_key;
mod db;
mod dialogue;
mod document;
mod download;
mod error;
mod family_group;
mod forget;
mod gradebook;
mod import;
mod inbox;
mod lane;
mod link;
mod menu;
mod message;
mod numbered;
mod opening;
mod outbox;
mod planner;
mod pooler;
mod postgres;
mod preference;
mod print_order;
mod recipient;
mod roster;
mod school;
mod school_choice;
mod seal;
mod sender;
mod signal;
mod silence;
mod sql;
mod staff;
mod student;
mod taught;
mod template;
mod term;
mod thread_choice;
mod thread_report;
mod unsubscribe;

pub use absence::{AbsenceNotice, NewAbsence, StoredAbsence};
pub use acquaintance::{Acquaintance, KnownChild, KnownGuardian, KnownStaff, Sought};
pub use approval::{ApprovalEnd, StoredApproval};
pub use attachment::{Attachment, WantedAttachment};
pub use audit::{Audit, AuditActor};
pub use broadcast::{
    AskedOf, BroadcastGroup, BroadcastRecipient, BroadcastStudent, Reader, StoredBroadcast, Tally, ToldProgress,
};
pub use class_group::{ClassGroup, GroupCode};
pub use consent::ConsentLink;
pub use contact::{Contact, ContactState, LinkedVia, NewContact};
pub use conversation::{Conversation, ConversationLine, Correspondent, Line, Listener, NewConversation};
pub use db::{Engine, Store, Tx};
pub use dialogue::Remembered;
pub use document::{FileToSend, NewDocument, Upload, UploadNews};
pub use download::{Addressee, Download};
pub use error::StoreError;
pub use family_group::{FamilyGroup, GroupMember};
pub use gradebook::{
    Assessment, ClassTerm, EarlierMark, Ending, Entry, MarkVersion, MissedChange, MissingMark, NewMark, PublishedMark,
    Shown, TermCourse, TermMark,
};
pub use import::{
    AssessmentRecord, ClassRecord, CourseRecord, GuardianRecord, GuardianshipRecord, LinkState, MarkKey, Moved,
    SchoolRecord, StaffRecord, StudentRecord, SubjectRecord, TermRecord, YearRecord,
};
pub use inbox::{EventsSetAside, NewEvent, WaitingEvent};
pub use lane::{LaneHold, LaneThrottle};
pub use link::{Agreement, Attempts, GuardianAccess, NewCode, StoredCode};
pub use message::{NewMessage, Topic};
pub use numbered::Numbered;
pub use opening::CannotOpen;
pub use outbox::{
    AfterAll, AfterFailure, BROADCAST_CANCELLED, CONTACT_BLOCKED, CONTACT_SUSPENDED, Candidate, ChannelLine, Charge,
    Claim, CostLine, Doubt, DoubtfulAttempt, Due, Heads, HeldPortfolio, Intent, LaneDepth, LaneLine, MonthSpend,
    NEEDS_TEMPLATE, NEW_RECIPIENTS, Next, OVER_BUDGET, PART_FAILED, PairKey, Proof, QueueFilter, QueueLine, QueueTry,
    ReceiptNews, Requeue, Resolution, Said, SetAside, Setback, TEMPLATE_WAITS, THROTTLED, Withdrawal,
};
pub use postgres::LONGEST_IDLE;
pub use preference::{ComingTest, Digest, DigestPart, HowTold, LastDigest, MarkAlert};
pub use print_order::PrintOrder;
pub use recipient::{Reached, Recipient};
pub use roster::{Breadth, Class, Course, ListedAssessment, RosterMatch, StaffScope, Student, Subject, Term, Year};
pub use school::{Revision, School};
pub use school_choice::SchoolChoice;
pub use seal::{BlindIndex, Keyring, KeyringError};
pub use sender::Sender;
pub use signal::Signals;
pub use staff::StaffMember;
pub use student::FormerStudent;
pub use taught::{CountedClass, Taught};
pub use template::TemplateRecord;
pub use term::{
    CountedElsewhere, EarlierClass, GradingRules, KnownCardKey, NewDecision, NewRules, PrintedCard, RollStudent,
    ShownCard, StoredDecision, TermResult, Unmarked,
};
