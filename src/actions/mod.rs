//! Use cases, a file each: authorise, read, decide by `domain`, write, audit, enqueue; all inside the caller's transaction.
//!
//! Lives here: what chat and console can both do.
//! Never here: a sentence, a provider, a clock; a commit (the caller's).
//! Invariant: every action asks `domain::can` before it reads or writes a child's data, and leaves an audit entry for
//! every change.

mod absence;
mod amend_told;
mod approval;
mod broadcast;
mod card_file;
mod change_assessment;
mod class_cards;
mod class_file;
mod class_group;
mod close_term;
mod consent;
mod conversation;
mod correct_mark;
mod cost_report;
mod create_assessment;
mod days_to_tell;
mod delete_assessment;
mod delete_mark;
mod digest;
mod end_access;
mod export_class;
mod family_group;
mod fetch_file;
mod fill_sheet;
mod identify;
mod import_school;
mod issue_codes;
mod label;
mod late;
mod limit_told;
mod link;
mod missed_changes;
mod operate_queue;
mod picture;
mod preference;
mod progress;
mod publish_assessment;
mod reach_changed;
mod record_marks;
mod remind_missing;
mod report_card;
mod school_summary;
mod second_look;
mod silence;
mod staff_note;
mod statistics;
mod tell_families;
mod template_changed;
mod template_fails;
mod term;
mod undo_marks;
mod view_averages;
mod view_marks;
mod view_report_card;
mod who_teaches;
mod withdraw_publication;
mod year;

pub use absence::{
    ClassAbsences, MarkedAbsences, Noticed, OwnClass, RefusedReason, absences_of_day, announced_days, away_today,
    child_absences, class_absences, mark_absences, notice_absence, plan_absences, refuse_said_reason, said_reason,
    unmark_absences, withdraw_notices,
};
pub use amend_told::amend_told;
pub use approval::{
    Asked, Correction, PendingApproval, Request, Settled, approved_publication, ask_approval, decide_approval,
    expire_approvals, settled_phrase, waiting_approval, waiting_approvals,
};
pub use broadcast::{
    AnnouncementMeant, Answered, BroadcastMeant, Confirmed, LeftOut, LetterRead, NewBroadcast, Stopped,
    announcement_meant, announcement_of, answer_broadcast, answer_letter, answers_by_name, any_under_way,
    attach_to_draft, awaiting_broadcasts, awaits_answer, broadcast_meant, broadcast_report, broadcast_start,
    confirm_broadcast, decide_broadcast, draft_broadcast, expire_broadcasts, finish_broadcast, keep_announced,
    may_broadcast, move_broadcast, pause_broadcast, paused_meant, plan_broadcast, post_to_groups, read_letter,
    remind_silent, report_say, reshape_draft, results_meant, retry_failed, reword_draft, scheduled_broadcasts,
    spread_broadcast, stop_broadcast, tell_progress, unapproved_broadcasts,
};
pub use card_file::{DueCards, card_file, due_cards, give_up_printing, hand_over_cards, keep_card};
pub use change_assessment::{ChangeEffect, NotChanged, change_assessment, plan_change};
pub use class_cards::{CardsSent, ClassCards, class_cards, order_class, plan_sending, send_cards, student_card};
pub use class_file::{hand_over_class, note_progress};
pub use class_group::{
    GroupOutcome, OrderedCode, decide_group, group_changed, order_group_code, redeem_group_code, unlink_class,
    unlink_group,
};
pub use close_term::{ClosedTerm, close_term, plan_closing, reopen_term};
pub use consent::{consent_open, note_consent_asked, renew_consent, withdraw_consent};
pub use conversation::{
    FamilyOf, FamilyReader, Opened, Passed, PassedFile, SaidNow, SaidToFamily, SchoolParty, ThreadEnd, ThreadLine,
    ToWhom, awaits_budget, correspondents, end_lapsed_threads, end_thread, export_threads, family_reads, family_side,
    hand_over_thread, list_threads, open_thread, other_side, plan_to_family, quoted_thread, read_thread,
    remind_of_threads, report_thread, say_to_family, say_to_school, school_side, thread_lines, unanswered,
    unlock_thread, waiting_since, write_to_family,
};
pub use cost_report::{MonthCost, cost_of, month_cost};
pub use create_assessment::{NewAssessment, NotCreated, create_assessment, plan_assessment};
pub use days_to_tell::days_to_tell;
pub use delete_assessment::{
    AssessmentDeleted, AssessmentRestored, RemovalPlan, delete_assessment, plan_removal, restore_assessment,
    unmake_assessment,
};
pub use delete_mark::{Deleted, delete_mark};
pub use digest::{DigestNews, end_digest, recent_news, send_digest, set_digest};
pub use end_access::{guardian_accesses, set_guardian_access};
pub use export_class::{ClassExport, StudentAverages, class_export};
pub use family_group::{
    Grouped, LONGEST_NAME, MOST_GROUPS, MOST_MEMBERS, add_to_group, end_group, family_groups, group_members,
    group_named, make_group, take_out_of_group,
};
pub use fetch_file::{Fetched, fetch_file};
pub use fill_sheet::{CourseSheet, SheetMark, course_sheet};
pub use identify::{Identified, Origin, acquainted, belongs, foresee, identify, person_key};
pub use import_school::*;
pub use issue_codes::{CodesFor, IssuedCode, Issuer, issue_codes};
pub use label::assessment_label;
pub use late::note_late;
pub use limit_told::{PortfolioShelf, limit_told};
pub use link::{LinkOutcome, accept_consent, decline_consent, may_try_codes, redeem_code, stop_messages, welcome_back};
pub use operate_queue::{
    cancel_message, close_message, lift_patience, pause_lane, read_channel_log, reroute_message, retry_message,
};
pub use picture::{
    Picture, answer_no_summary, hand_over_picture, hand_over_summary, order_histogram, order_summary, picture,
};
pub use preference::{end_alerts, set_alert};
pub use progress::view_progress;
pub use publish_assessment::{PublishPlan, Published, plan_publication, publish_assessment};
pub use reach_changed::{reach_changed, suspend_identity};
pub use record_marks::{Change, Recorded, record_marks};
pub use remind_missing::{Reminded, missing_summary, remind_on_schedule, remind_teachers};
pub use report_card::{ClassInTerm, provisional_cards};
pub use school_summary::{ordered_figures, school_figures};
pub(crate) use second_look::look_at_mark;
pub use second_look::{Oddity, SecondLook, Unusual, look_at_list};
pub use silence::{ChannelSilence, resume_everywhere, silence_channel, silence_children, stop_everywhere};
pub use staff_note::{colleagues, other_staff, teaching_staff, write_to_staff};
pub use statistics::{assessment_statistics, class_summary};
pub use template_changed::{OurTemplate, TemplateShelf, template_changed, templates_seen};
pub use template_fails::template_fails;
pub use term::scale_of;
pub use undo_marks::{Undone, undo_marks};
pub use view_averages::{AveragesWanted, view_averages};
pub use view_marks::{Child, marks_brought_along, view_marks};
pub use view_report_card::{ViewedCard, ViewedVersion, view_report_card};
pub use who_teaches::{class_sizes, class_teachers, subject_teachers};
pub use withdraw_publication::{WithdrawnPublication, withdraw_publication};
pub use year::{
    CouncilPlan, Decided, DecisionPlan, NotReady, ViewedYear, class_of_year, plan_council, plan_decision,
    record_council, view_class_year, view_year, view_year_figures,
};

use jiff::civil::DateTime;
use uuid::Uuid;

use crate::domain::grading::MarksError;
use crate::domain::{AccountId, Action, Actor, ContactId, EventId, StudentId, Timestamp, can};
use crate::store::{Assessment, Audit, AuditActor, School, StoreError, Tx};

/// On whose behalf, why and when an action happens.
#[derive(Debug, Clone)]
pub struct Cause<'a> {
    pub school: &'a School,
    pub actor: &'a Actor,
    /// The address the person acts from.
    pub contact: Option<ContactId>,
    /// The inbox event that asks for it.
    pub event: Option<EventId>,
    pub now: Timestamp,
    /// The school's `WhatsApp` account, where guardians of its file can be written to first.
    pub roster_account: Option<&'a AccountId>,
    /// 0 to 1: spreads what waits for the morning.
    pub jitter: f64,
}

impl<'a> Cause<'a> {
    /// Of something that nobody in particular does.
    pub fn of_itself(school: &'a School, now: Timestamp) -> Self {
        let actor = &Actor::Stranger;
        Self { school, actor, contact: None, event: None, now, roster_account: None, jitter: 0.0 }
    }

    /// Whether marks of this assessment may be written now: asked before anything is.
    pub fn may_write(&self, assessment: &Assessment) -> Result<(), ActionError> {
        if !can(self.actor, Action::WriteMarks { course: assessment.course }) {
            return Err(ActionError::Denied);
        }
        if assessment.term_closed {
            return Err(ActionError::TermClosed(assessment.term_code.clone()));
        }
        Ok(())
    }

    /// Like [`Self::may_write`], for whoever writes next: the term stays open until the transaction ends.
    async fn may_write_now(&self, tx: &mut Tx, assessment: &Assessment) -> Result<(), ActionError> {
        self.may_write(assessment)?;
        if tx.hold_assessment_open(self.school.id, assessment).await? {
            return Ok(());
        }
        Err(ActionError::TermClosed(assessment.term_code.clone()))
    }

    /// The same for marks of these students.
    pub async fn may_write_marks_of(
        &self,
        tx: &mut Tx,
        assessment: &Assessment,
        students: impl IntoIterator<Item = StudentId>,
    ) -> Result<(), ActionError> {
        self.may_write_now(tx, assessment).await?;
        self.none_is_on_a_card(tx, assessment, students).await
    }

    /// Of one who has left the class since, marks may stand on a card of the class that they went to: they stay.
    async fn none_is_on_a_card(
        &self,
        tx: &mut Tx,
        assessment: &Assessment,
        students: impl IntoIterator<Item = StudentId>,
    ) -> Result<(), ActionError> {
        let frozen = tx.counted_elsewhere(self.school.id).await?;
        let is_frozen = |student| frozen.contains(&(assessment.class, assessment.term, student));
        if students.into_iter().any(is_frozen) {
            return Err(ActionError::TermClosed(assessment.term_code.clone()));
        }
        Ok(())
    }

    /// The operator at the command line owns the database anyway; everybody else is asked. Whoever writes in has a
    /// contact.
    fn may_administer(&self) -> Result<(), ActionError> {
        let is_console = *self.actor == Actor::Stranger && self.contact.is_none();
        if is_console || can(self.actor, Action::Administer) { Ok(()) } else { Err(ActionError::Denied) }
    }

    /// The school's local time.
    pub fn local_now(&self) -> DateTime {
        self.school.local(self.now)
    }

    /// Leaves an audit entry of what the actor has done to `subject`, a table and an id in it.
    fn note(
        &self,
        tx: &mut Tx,
        action: &'static str,
        subject: (&'static str, Uuid),
        detail: &serde_json::Value,
    ) -> Result<(), StoreError> {
        let (school, now) = (self.school.id, self.now);
        tx.audit(Audit { school, actor: self.audit_actor(), action, subject, now, detail })
    }

    fn audit_actor(&self) -> AuditActor {
        match (self.actor, self.contact) {
            (Actor::Staff(staff), _) => AuditActor::Staff(staff.id),
            (Actor::Guardian { id, .. }, _) => AuditActor::Guardian(*id),
            (Actor::Stranger, Some(contact)) => AuditActor::Contact(contact),
            (Actor::Stranger, None) => AuditActor::Console,
        }
    }
}

/// Why an action did not happen. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ActionError {
    /// `domain::can` said no.
    #[error("not allowed")]
    Denied,
    /// The thing is not there (any more).
    #[error("not found")]
    NotFound,
    /// The term's report cards are frozen.
    #[error("the term {0} is closed")]
    TermClosed(String),
    /// The school's rules do not fit its assessments.
    #[error("averages cannot be made: {0}")]
    Averages(#[from] MarksError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
