//! The gradebook under any sequence of changes: exact, versioned, audited, and families hear what they were shown change.

use carnet::actions::{
    Cause, RemovalPlan, delete_assessment, delete_mark, plan_publication, publish_assessment, record_marks, undo_marks,
};
use carnet::domain::{
    AccountId, Actor, AssessmentId, ChangeSetId, ContactId, CourseId, GuardianId, Mark, MarkId, MarkStatus, Points,
    Role, StaffActor, StaffId, StudentId,
};
use carnet::phrase::Phrase;
use carnet::store::{Assessment, NewMessage, Tx};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use crate::dialogue::school;
use crate::support::desk::{FrontDesk, Person, each_desk};

/// One change. Students are 0 to 3: those of the class.
#[derive(Debug, Clone)]
enum Change {
    Record(usize, Mark),
    Delete(usize),
    Publish,
    Undo,
    /// A guardian reads the marks in force.
    Read(usize),
    Stop(usize),
    Resume(usize),
}

fn marks() -> impl Strategy<Value = Mark> {
    prop_oneof![
        4 => (0_i64..=2000).prop_map(|hundredths| Mark::Points(Points::from_hundredths(hundredths).unwrap())),
        1 => (0_usize..5).prop_map(|at| Mark::Status(MarkStatus::ALL[at])),
    ]
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let one = prop_oneof![
        8 => (0_usize..4, marks()).prop_map(|(student, mark)| Change::Record(student, mark)),
        2 => (0_usize..4).prop_map(Change::Delete),
        4 => Just(Change::Publish),
        1 => Just(Change::Undo),
        3 => (0_usize..2).prop_map(Change::Read),
        1 => (0_usize..2).prop_map(Change::Stop),
        1 => (0_usize..2).prop_map(Change::Resume),
    ];
    prop::collection::vec(one, 60)
}

/// A guardian with a contact, and the student whose marks they may see.
struct Family {
    guardian: GuardianId,
    contact: ContactId,
    student: usize,
    listens: bool,
}

/// What should be true.
#[derive(Default)]
struct Model {
    draft: BTreeMap<usize, Mark>,
    published: BTreeMap<usize, Mark>,
    last: Option<(ChangeSetId, usize, Option<Mark>)>,
    /// Guardians who were shown a version, with the last value that reached them; none after a withdrawal.
    told: BTreeMap<(GuardianId, usize), Option<Mark>>,
    written: i64,
}

struct Table<'d> {
    desk: &'d mut FrontDesk,
    teacher: Actor,
    assessment: Assessment,
    students: Vec<StudentId>,
    families: Vec<Family>,
}

impl Table<'_> {
    async fn open(desk: &mut FrontDesk) -> Table<'_> {
        for (phone, user) in [("+2250505050505", "CI.1"), ("+2250102030405", "CI.2")] {
            let hello = carnet_webhooks::Content::Text { body: "bonjour".to_owned() };
            desk.hear(&Person::whatsapp(Some(phone), Some(user)), hello).await.unwrap();
        }
        let of = |table: &str, code: &str| format!("SELECT id FROM {table} WHERE code = '{code}'");
        let staff = StaffId(desk.eye.one(&of("staff", "T1")).await);
        let id = AssessmentId(desk.eye.one(&of("assessment", "M-DS1")).await);
        let mut students = Vec::new();
        for code in ["A01", "A02", "A03", "A04"] {
            students.push(StudentId(desk.eye.one(&of("student", code)).await));
        }
        let mut families = Vec::new();
        for (code, student) in [("P1", 0), ("P2", 3)] {
            let guardian: uuid::Uuid = desk.eye.one(&of("guardian", code)).await;
            let contact = format!("SELECT id FROM contact WHERE guardian_id = {}", desk.eye.id(guardian));
            let contact = ContactId(desk.eye.one(&contact).await);
            families.push(Family { guardian: GuardianId(guardian), contact, student, listens: true });
        }
        let assessment = desk.store.begin_read().await.unwrap().assessment(desk.school.id, id).await.unwrap().unwrap();
        let courses: Vec<CourseId> = vec![assessment.course];
        let teacher = Actor::Staff(StaffActor {
            id: staff,
            role: Role::Teacher,
            courses,
            head_of: None,
            headed: Vec::new(),
            children: Vec::new(),
        });
        Table { desk, teacher, assessment, students, families }
    }

    fn cause(&self) -> Cause<'_> {
        Cause {
            school: &self.desk.school,
            actor: &self.teacher,
            contact: None,
            event: None,
            now: self.desk.now,
            roster_account: None,
            jitter: 0.0,
        }
    }

    async fn make(&mut self, change: &Change, model: &mut Model) {
        self.desk.now = self.desk.now.plus(Duration::from_mins(1));
        let mut tx = self.desk.store.begin().await.unwrap();
        match change {
            Change::Record(at, mark) => self.record(&mut tx, *at, *mark, model).await,
            Change::Delete(at) => {
                let cause = self.cause();
                let deleted = delete_mark(&mut tx, &cause, &self.assessment, self.students[*at]).await.unwrap();
                let known = model.published.remove(at).or(model.draft.remove(at));
                assert_eq!(deleted.map(|deleted| deleted.old), known);
                model.written += i64::from(known.is_some());
                if let Some(deleted) = deleted {
                    let gone: Vec<_> = model.told.iter_mut().filter(|((_, of), _)| of == at).collect();
                    let heard = |guardian| self.families.iter().any(|one| one.guardian == guardian && one.listens);
                    let told = gone.iter().filter(|((guardian, _), told)| told.is_some() && heard(*guardian)).count();
                    assert_eq!(deleted.families_told as usize, told, "whoever knows it hears that it is gone");
                    for (_, told) in gone {
                        *told = None;
                    }
                }
            }
            Change::Publish => {
                let cause = self.cause();
                let plan = plan_publication(&mut tx, &cause, &self.assessment).await.unwrap();
                assert_eq!(plan.marks.len(), model.draft.len());
                publish_assessment(&mut tx, &cause, &self.assessment, &plan.marks).await.unwrap();
                model.written += i64::try_from(model.draft.len()).unwrap();
                for at in model.draft.keys() {
                    let listening = self.families.iter().filter(|family| family.listens && family.student == *at);
                    model.told.extend(listening.map(|family| ((family.guardian, *at), Some(model.draft[at]))));
                }
                let drafts = std::mem::take(&mut model.draft);
                model.published.extend(drafts);
            }
            Change::Undo => {
                if let Some((set, at, before)) = model.last.take() {
                    let undone = undo_marks(&mut tx, &self.cause(), set).await.unwrap();
                    if undone.is_some() {
                        model.written += 1;
                        model.draft.remove(&at);
                        model.draft.extend(before.map(|before| (at, before)));
                    }
                }
            }
            Change::Read(family) => self.read(&mut tx, *family, model).await,
            Change::Stop(family) | Change::Resume(family) => {
                let stops = matches!(change, Change::Stop(_));
                let Family { contact, guardian, .. } = self.families[*family];
                let cause = self.cause();
                if stops {
                    carnet::actions::stop_messages(&mut tx, &cause, contact).await.unwrap();
                } else {
                    carnet::actions::resume_everywhere(&mut tx, &cause, contact, Some(guardian)).await.unwrap();
                }
                self.families[*family].listens = !stops;
            }
        }
        tx.commit().await.unwrap();
        self.desk.everything_arrives().await;
    }

    async fn record(&self, tx: &mut Tx, at: usize, mark: Mark, model: &mut Model) {
        let wanted = [(self.students[at], mark)];
        let recorded = record_marks(tx, &self.cause(), &self.assessment, &wanted).await.unwrap();
        let Some(known) = model.published.get(&at).copied() else {
            let before = model.draft.insert(at, mark);
            model.written += i64::from(before != Some(mark));
            model.last = (before != Some(mark)).then_some((recorded.change_set, at, before));
            return;
        };
        let shown = |family: &&Family| family.student == at && model.told.contains_key(&(family.guardian, at));
        let listening: Vec<_> = self.families.iter().filter(|family| family.listens).filter(shown).collect();
        let mut expected = 0;
        for family in listening.iter().filter(|_| known != mark) {
            let told = model.told.insert((family.guardian, at), Some(mark));
            expected += usize::from(told != Some(Some(mark)));
        }
        assert_eq!(recorded.families_told as usize, expected, "whoever goes by another one hears of it");
        model.written += i64::from(known != mark);
        model.published.insert(at, mark);
        model.last = None;
    }

    /// What `notes` does: the marks in force are shown and remembered as shown.
    async fn read(&self, tx: &mut Tx, family: usize, model: &mut Model) {
        let family = &self.families[family];
        let student = self.students[family.student];
        let (marks, _) = tx.published_marks(self.desk.school.id, student, None, 12).await.unwrap();
        let found: Vec<Mark> = marks.iter().map(|mark| mark.mark).collect();
        let known: Vec<Mark> = model.published.get(&family.student).copied().into_iter().collect();
        assert_eq!(found, known, "a family sees what is in force and no draft");
        let shown: Vec<MarkId> = marks.iter().map(|mark| mark.id).collect();
        let account = AccountId("wa1".to_owned());
        let class = carnet::domain::MessageClass::Reply;
        let message =
            NewMessage::new(self.desk.school.id, account, family.contact, class, Phrase::Thanks, self.desk.now)
                .showing(family.guardian, &shown);
        tx.enqueue(message).unwrap();
        if !shown.is_empty() {
            model.told.insert((family.guardian, family.student), model.published.get(&family.student).copied());
        }
    }

    async fn check(&mut self, model: &Model, versions: &mut HashMap<String, String>) {
        let mut tx = self.desk.store.begin_read().await.unwrap();
        let entries = tx.entries(self.desk.school.id, self.assessment.id).await.unwrap();
        tx.rollback().await.unwrap();
        for (at, student) in self.students.iter().enumerate() {
            let entry = entries.get(student).copied().unwrap_or_default();
            assert_eq!(entry.draft.map(|one| one.mark), model.draft.get(&at).copied(), "draft of {at}");
            assert_eq!(entry.published.map(|one| one.mark), model.published.get(&at).copied(), "published of {at}");
            assert!(entry.draft.is_none() || entry.published.is_none(), "one current version");
            // Whoever knows an earlier version and listens was told the one in force, also after a silence.
            for family in self.families.iter().filter(|family| family.student == at && family.listens) {
                let Some(version) = entry.published else { continue };
                if !model.told.contains_key(&(family.guardian, at)) {
                    continue;
                }
                let value = "SELECT COALESCE(CAST(m.points AS TEXT), m.status) FROM mark m";
                let in_force = format!("{value} WHERE m.id = {}", self.desk.eye.id(version.id.0));
                let last_told = format!(
                    "{value} JOIN disclosure d ON d.mark_id = m.id WHERE d.guardian_id = {} AND m.student_id = {} \
                     ORDER BY m.version DESC LIMIT 1",
                    self.desk.eye.id(family.guardian.0),
                    self.desk.eye.id(student.0)
                );
                let (in_force, last_told) =
                    (self.desk.eye.texts(&in_force).await, self.desk.eye.texts(&last_told).await);
                assert_eq!(last_told, in_force, "what they were told last is what is in force");
            }
        }
        // A row is one version: its value never changes, it only ends.
        let rows = "SELECT CAST(version AS TEXT) || ' ' || COALESCE(CAST(points AS TEXT), status) || ' ' || \
                    CASE WHEN ended_at IS NULL THEN '' ELSE CAST(ended_at AS TEXT) END FROM mark ORDER BY id";
        for (at, row) in self.desk.eye.texts(rows).await.into_iter().enumerate() {
            let before = versions.insert(at.to_string(), row.clone());
            assert!(before.is_none_or(|before| row.starts_with(before.trim_end())), "a version was overwritten: {row}");
        }
        let twice = "SELECT COUNT(*) FROM (SELECT contact_id, marks FROM message WHERE class = 2 AND marks <> '[]' \
                     GROUP BY contact_id, marks HAVING COUNT(*) > 1) AS twice";
        assert_eq!(self.desk.eye.number(twice).await, 0, "the same version was announced twice");
        let audited = "SELECT COUNT(*) FROM audit WHERE action LIKE 'mark.%'";
        assert_eq!(self.desk.eye.number(audited).await, model.written, "an audit entry for each change");
    }
}

#[tokio::test]
async fn any_sequence_of_changes_keeps_one_version_and_tells_whoever_knew_another() {
    // Repeatable: the runner's own seed, not the machine's.
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        prop::test_runner::TestRng::deterministic_rng(prop::test_runner::RngAlgorithm::ChaCha),
    );
    for _ in 0..6 {
        let sequence = changes().new_tree(&mut runner).unwrap().current();
        each_desk(&school(), async |desk| {
            let mut table = Table::open(desk).await;
            let (mut model, mut versions) = (Model::default(), HashMap::new());
            for (at, change) in sequence.iter().enumerate() {
                println!("{at}: {change:?}");
                table.make(change, &mut model).await;
                table.check(&model, &mut versions).await;
            }
        })
        .await;
    }
}

#[tokio::test]
async fn a_draft_that_was_published_meanwhile_is_not_replaced_in_silence() {
    each_desk(&school(), async |desk| {
        let table = Table::open(desk).await;
        let (school, fourteen) = (table.desk.school.id, Mark::Points(Points::from_hundredths(1400).unwrap()));
        let mut tx = table.desk.store.begin().await.unwrap();
        let wanted = [(table.students[0], fourteen)];
        record_marks(&mut tx, &table.cause(), &table.assessment, &wanted).await.unwrap();
        let seen = tx.entries(school, table.assessment.id).await.unwrap()[&table.students[0]];
        tx.publish_marks(school, &[seen.draft.unwrap().id], table.desk.now).await.unwrap();
        // Somebody who read it as a draft ends it as a draft.
        let ending = carnet::store::Ending::Superseded;
        let outcome = tx.end_marks(school, &seen.standing(), ending, table.desk.now).await;
        assert!(matches!(outcome, Err(carnet::store::StoreError::Conflict { .. })), "{outcome:?}");
        let outcome = tx.end_many_marks(school, &seen.standing(), ending, table.desk.now).await;
        assert!(matches!(outcome, Err(carnet::store::StoreError::Conflict { .. })), "{outcome:?}");
    })
    .await;
}

/// The worker handles many events in one transaction: what it has to say is not in the database yet.
#[tokio::test]
async fn a_mark_published_and_corrected_in_one_transaction_is_told_once_as_it_is() {
    each_desk(&school(), async |desk| {
        let table = Table::open(desk).await;
        let mark = |hundredths| Mark::Points(Points::from_hundredths(hundredths).unwrap());
        let mut tx = table.desk.store.begin().await.unwrap();
        record_marks(&mut tx, &table.cause(), &table.assessment, &[(table.students[0], mark(1400))]).await.unwrap();
        let plan = plan_publication(&mut tx, &table.cause(), &table.assessment).await.unwrap();
        publish_assessment(&mut tx, &table.cause(), &table.assessment, &plan.marks).await.unwrap();
        let corrected = [(table.students[0], mark(1600))];
        let corrected = record_marks(&mut tx, &table.cause(), &table.assessment, &corrected).await.unwrap();
        assert_eq!(corrected.families_told, 1);
        tx.commit().await.unwrap();
        let waiting = "SELECT COUNT(*) FROM message WHERE class = 2 AND state = 'queued'";
        assert_eq!(table.desk.eye.number(waiting).await, 1);
        let retired = "SELECT COUNT(*) FROM message WHERE class = 2 AND state = 'superseded' AND reason = 'newer'";
        assert_eq!(table.desk.eye.number(retired).await, 1);
    })
    .await;
}

/// News of a publication by night is due in the morning; the teacher's answer at once.
#[tokio::test]
async fn news_by_night_are_due_when_the_quiet_hours_end() {
    let mut file = school();
    file["school"]["quiet_hours"] = serde_json::json!(["20:00", "07:00"]);
    each_desk(&file, async |desk| {
        // 10:00 in Abidjan; eleven hours later it is 21:00, and ten after that 7:00.
        desk.now = desk.now.plus(Duration::from_hours(11));
        let mut table = Table::open(desk).await;
        let mut model = Model::default();
        let fourteen = Mark::Points(Points::from_hundredths(1400).unwrap());
        table.make(&Change::Record(0, fourteen), &mut model).await;
        let began = table.desk.now;
        table.make(&Change::Publish, &mut model).await;
        let due = "SELECT MIN(not_before) FROM message WHERE class = 2";
        let due = table.desk.eye.number(due).await;
        let (least, most) = (Duration::from_hours(9), Duration::from_hours(11));
        let waits = carnet::domain::Timestamp(due).since(began);
        assert!(least < waits && waits < most, "{waits:?}");
        let replies = "SELECT COUNT(*) FROM message WHERE class = 0 AND not_before > created_at";
        assert_eq!(table.desk.eye.number(replies).await, 0);
    })
    .await;
}

/// Nothing is in it yet.
const EMPTY: RemovalPlan = RemovalPlan { marks: 0, published: 0 };
const STANDING: &str = "SELECT COUNT(*) FROM mark WHERE ended_at IS NULL";
const DELETED: &str = "SELECT COUNT(*) FROM assessment WHERE deleted_at IS NOT NULL";
/// Long enough for whoever comes second to wait for the first.
const A_WHILE: Duration = Duration::from_millis(300);

#[tokio::test]
async fn no_mark_is_written_into_a_test_that_is_being_deleted() {
    each_desk(&school(), async |desk| {
        let table = Table::open(desk).await;
        let store = table.desk.store.clone();
        let mark = [(table.students[0], Mark::Points(Points::from_hundredths(1400).unwrap()))];
        let mut deleting = store.begin().await.unwrap();
        let gone = delete_assessment(&mut deleting, &table.cause(), &table.assessment, EMPTY).await.unwrap();
        assert!(gone.is_some());
        let writes = async {
            let mut tx = store.begin().await.unwrap();
            let written = record_marks(&mut tx, &table.cause(), &table.assessment, &mark).await;
            if written.is_ok() {
                tx.commit().await.unwrap();
            }
            written
        };
        let deletes = async {
            tokio::time::sleep(A_WHILE).await;
            deleting.commit().await.unwrap();
        };
        let (written, ()) = tokio::join!(writes, deletes);
        assert!(written.is_err(), "{written:?}");
        assert_eq!((table.desk.eye.number(STANDING).await, table.desk.eye.number(DELETED).await), (0, 1));
    })
    .await;
}

#[tokio::test]
async fn a_test_in_which_a_mark_is_being_written_is_not_deleted_unseen() {
    each_desk(&school(), async |desk| {
        let table = Table::open(desk).await;
        let store = table.desk.store.clone();
        let mark = [(table.students[0], Mark::Points(Points::from_hundredths(1400).unwrap()))];
        let mut writing = store.begin().await.unwrap();
        record_marks(&mut writing, &table.cause(), &table.assessment, &mark).await.unwrap();
        let deletes = async {
            let mut tx = store.begin().await.unwrap();
            let gone = delete_assessment(&mut tx, &table.cause(), &table.assessment, EMPTY).await.unwrap();
            tx.commit().await.unwrap();
            gone
        };
        let writes = async {
            tokio::time::sleep(A_WHILE).await;
            writing.commit().await.unwrap();
        };
        let (gone, ()) = tokio::join!(deletes, writes);
        assert!(gone.is_none(), "it holds a mark that was not shown");
        assert_eq!((table.desk.eye.number(STANDING).await, table.desk.eye.number(DELETED).await), (1, 0));
    })
    .await;
}
