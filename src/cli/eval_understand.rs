//! `carnet eval understand`: reads labelled messages, prints what each is understood to be.
//!
//! Lives here: a world file as scopes, a message's context as a dialogue, and the words of the report.

use anyhow::Context as _;
use jiff::civil::Time;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, HashMap};
use std::io::{BufRead, Write};
use std::path::Path;
use uuid::Uuid;

use crate::commands::understand::{
    AssessmentView, Called, ClassView, CourseView, Dialogue, FamilyScope, Index, Intent, Interpretation, OptionRef,
    Outcome, Pending, Reach, Reason, Roll, SchoolView, Scope, Speaker, StaffScope, StudentView, SubjectView, TermView,
    interpret,
};
use crate::domain::{AssessmentId, ClassId, CourseId, Maximum, QuietHours, Role, StudentId, SubjectId, TermId};

/// Reads messages from `input` and writes one interpretation per line.
pub fn run(world: &Path, input: impl BufRead, mut output: impl Write) -> anyhow::Result<()> {
    let text = std::fs::read_to_string(world).with_context(|| format!("cannot read {}", world.display()))?;
    let world: World = serde_json::from_str(&text).context("the world file is not as expected")?;
    let mut indexes: HashMap<String, Index> = HashMap::new();
    for (number, line) in input.lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let message: Message = serde_json::from_str(&line).with_context(|| format!("line {}", number + 1))?;
        let index = indexes.entry(message.user.clone()).or_insert_with(|| Index::new(world.scope(&message.user)));
        let found = world.settled(interpret(&message.text, index, &world.dialogue(&message.ctx)));
        let report = json!({
            "id": message.id,
            "intent": found.intent.code(),
            "slots": found.slots_json(&world),
            "outcome": found.outcome.code(),
        });
        writeln!(output, "{report}")?;
    }
    Ok(())
}

#[derive(Deserialize)]
struct Message {
    id: Value,
    user: String,
    text: String,
    #[serde(default)]
    ctx: Map<String, Value>,
}

#[derive(Deserialize)]
struct World {
    now: jiff::Timestamp,
    schools: Vec<School>,
    classes: Vec<Class>,
    subjects: Vec<Subject>,
    evaluations: Vec<Evaluation>,
    pupils: Vec<Pupil>,
    users: Vec<User>,
    #[serde(default)]
    link_codes: BTreeMap<String, Value>,
}

#[derive(Deserialize)]
struct School {
    id: String,
    #[serde(default)]
    tz: Option<String>,
    #[serde(default)]
    term: Option<String>,
    #[serde(default)]
    year: Option<String>,
    #[serde(default)]
    quiet_hours: Vec<String>,
}

#[derive(Deserialize)]
struct Class {
    id: String,
    #[serde(default)]
    school: Option<String>,
    label: String,
    #[serde(default)]
    aliases: Vec<String>,
}

#[derive(Deserialize)]
struct Subject {
    id: String,
    #[serde(default)]
    label: Value,
    #[serde(default)]
    aliases: Vec<String>,
}

#[derive(Deserialize)]
struct Evaluation {
    id: String,
    class: String,
    subject: String,
    label: String,
    #[serde(default, rename = "type")]
    kind: String,
    #[serde(default)]
    max: Value,
    #[serde(default)]
    coef: Value,
    #[serde(default)]
    date: Option<jiff::civil::Date>,
    #[serde(default)]
    aliases: Vec<String>,
}

#[derive(Deserialize)]
struct Pupil {
    id: String,
    class: String,
    last: String,
    first: String,
    #[serde(default)]
    ar: Option<String>,
}

#[derive(Deserialize)]
struct User {
    id: String,
    role: String,
    #[serde(default)]
    school: Option<String>,
    #[serde(default)]
    teaches: Vec<(String, String)>,
    #[serde(default)]
    head_of: Option<String>,
    #[serde(default)]
    children: Vec<String>,
}

/// The id of the thing that stands at `place` in its list.
fn id(place: usize) -> Uuid {
    Uuid::from_u128(u128::try_from(place).unwrap_or_default() + 1)
}

/// The place of an id made by [`id`].
fn place(id: Uuid) -> Option<usize> {
    usize::try_from(id.as_u128().checked_sub(1)?).ok()
}

fn find<T>(things: &[T], is: impl Fn(&T) -> bool) -> Option<Uuid> {
    things.iter().position(is).map(id)
}

impl World {
    fn class_id(&self, code: &str) -> ClassId {
        ClassId(find(&self.classes, |class| class.id == code).unwrap_or_default())
    }

    fn subject_id(&self, code: &str) -> SubjectId {
        SubjectId(find(&self.subjects, |subject| subject.id == code).unwrap_or_default())
    }

    fn school_of_class(&self, code: &str) -> Option<&str> {
        self.classes.iter().find(|class| class.id == code)?.school.as_deref()
    }

    /// Everything `user` may name.
    fn scope(&self, user: &str) -> Scope {
        let user = self.users.iter().find(|known| known.id == user);
        let child_class =
            |child: &String| self.pupils.iter().find(|pupil| pupil.id == *child).map(|pupil| pupil.class.as_str());
        let school = user.and_then(|user| {
            let by_child = user.children.iter().filter_map(child_class).find_map(|class| self.school_of_class(class));
            user.school.as_deref().or(by_child)
        });
        let speaker = match user {
            Some(user) if user.role == "parent" && user.children.is_empty() => Speaker::Stranger,
            Some(user) if user.role == "parent" => Speaker::Guardian(FamilyScope {
                id: None,
                children: self.students(|pupil| user.children.contains(&pupil.id)),
            }),
            Some(user) => Speaker::Staff(self.staff(user)),
            None => Speaker::Stranger,
        };
        Scope { speaker, school: self.school(school), roll: self.roll(school) }
    }

    fn staff(&self, user: &User) -> StaffScope {
        let role = user.role.parse().unwrap_or(Role::Teacher);
        let courses = user.teaches.iter().enumerate().map(|(at, (subject, class))| CourseView {
            id: CourseId(id(at)),
            class: self.class_id(class),
            subject: self.subject_id(subject),
        });
        StaffScope {
            role,
            head_of: user.head_of.as_deref().map(|class| self.class_id(class)),
            courses: courses.collect(),
            students: if role == Role::Teacher { Reach::Own } else { Reach::School },
            assessments: Reach::School,
        }
    }

    fn roll(&self, school: Option<&str>) -> Roll {
        let of_school = |class: &str| school.is_none() || self.school_of_class(class) == school;
        let evaluations = self.evaluations.iter().enumerate();
        let evaluations = evaluations.filter(|(_, evaluation)| of_school(&evaluation.class));
        Roll {
            students: self.students(|pupil| of_school(&pupil.class)),
            assessments: evaluations.filter_map(|(at, evaluation)| self.assessment(at, evaluation)).collect(),
        }
    }

    fn assessment(&self, at: usize, evaluation: &Evaluation) -> Option<AssessmentView> {
        let number = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned).parse().ok();
        Some(AssessmentView {
            id: AssessmentId(id(at)),
            course: None,
            term: None,
            class: self.class_id(&evaluation.class),
            subject: self.subject_id(&evaluation.subject),
            code: evaluation.id.clone(),
            label: evaluation.label.clone(),
            kind: evaluation.kind.clone(),
            aliases: evaluation.aliases.clone(),
            maximum: Maximum::new(number(&evaluation.max)?).ok()?,
            coefficient: number(&evaluation.coef),
            date: evaluation.date,
        })
    }

    fn students(&self, wanted: impl Fn(&Pupil) -> bool) -> Vec<StudentView> {
        let view = |(at, pupil): (usize, &Pupil)| StudentView {
            id: StudentId(id(at)),
            class: self.class_id(&pupil.class),
            code: String::new(),
            last: pupil.last.clone(),
            first: pupil.first.clone(),
            arabic: pupil.ar.clone(),
        };
        self.pupils.iter().enumerate().filter(|(_, pupil)| wanted(pupil)).map(view).collect()
    }

    fn school(&self, code: Option<&str>) -> SchoolView {
        let school = self.schools.iter().find(|school| Some(school.id.as_str()) == code).or(self.schools.first());
        let of_school = |class: &Class| code.is_none() || class.school.as_deref().is_none_or(|of| Some(of) == code);
        let classes = self.classes.iter().enumerate().filter(|(_, class)| of_school(class));
        let classes = classes.map(|(at, class)| ClassView {
            id: ClassId(id(at)),
            code: class.id.clone(),
            label: class.label.clone(),
            aliases: class.aliases.clone(),
        });
        let subjects = self.subjects.iter().enumerate().map(|(at, subject)| SubjectView {
            id: SubjectId(id(at)),
            code: subject.id.clone(),
            names: subject.aliases.iter().cloned().chain(labels(&subject.label)).collect(),
        });
        let (terms, current_term) = terms(school.and_then(|school| school.term.as_deref()));
        SchoolView {
            year: school.and_then(|school| school.year.clone()),
            terms,
            current_term,
            quiet_hours: school.and_then(|school| quiet_hours(&school.quiet_hours)),
            subjects: subjects.collect(),
            classes: classes.collect(),
            example_codes: self.link_codes.keys().cloned().collect(),
        }
    }

    /// The state a message's context describes, at the world's time where the school is.
    fn dialogue(&self, ctx: &Map<String, Value>) -> Dialogue {
        let text = |name: &str| ctx.get(name).and_then(Value::as_str);
        let zone = self.schools.first().and_then(|school| school.tz.as_deref()).unwrap_or("UTC");
        let zoned = self.now.in_tz(zone).unwrap_or_else(|_| self.now.to_zoned(jiff::tz::TimeZone::UTC));
        let assessment = |code: &str| find(&self.evaluations, |known| known.id == code).map(AssessmentId);
        let student = |code: &str| find(&self.pupils, |known| known.id == code).map(StudentId);
        let option = |value: &Value| {
            let code = value.as_str().unwrap_or_default();
            let class = || find(&self.classes, |known| known.id == code).map(|id| OptionRef::Class(ClassId(id)));
            let subject = || find(&self.subjects, |known| known.id == code).map(|id| OptionRef::Subject(SubjectId(id)));
            let known = student(code).map(OptionRef::Student).or_else(|| assessment(code).map(OptionRef::Assessment));
            known.or_else(class).or_else(subject).unwrap_or_else(|| OptionRef::Label(code.to_owned()))
        };
        let previewed = ctx.get("previewed").and_then(Value::as_bool).unwrap_or_default();
        let pending = match (text("pending"), text("draft")) {
            (Some("consent"), _) => Some(Pending::Consent),
            (_, Some("broadcast")) => Some(Pending::Broadcast { previewed }),
            (Some(code), _) => Some(Pending::Of(Intent::from_code(code).unwrap_or(Intent::MarkList))),
            _ => None,
        };
        Dialogue {
            active_assessment: text("active_evaluation").and_then(assessment),
            active_class: text("active_class").map(|code| self.class_id(code)),
            active_child: text("child").or_else(|| text("active_child")).and_then(student),
            pending,
            options: ctx.get("options").and_then(Value::as_array).into_iter().flatten().map(option).collect(),
            last_write: text("last_write").map(|code| Intent::from_code(code).unwrap_or(Intent::MarkSet)),
            opted_out: ctx.get("opted_out").and_then(Value::as_bool).unwrap_or_default(),
            after_thread: false,
            ..Dialogue::at(zoned.datetime())
        }
    }

    /// What only the school's records can tell: whether a code exists.
    fn settled(&self, found: Interpretation) -> Interpretation {
        let known = |code: &String| self.link_codes.contains_key(code);
        if found.intent == Intent::Link && found.slots.code.as_ref().is_some_and(|code| !known(code)) {
            return Interpretation { outcome: Outcome::Reject, reason: Some(Reason::UnknownCode), ..found };
        }
        found
    }
}

/// The labels of a subject: one text, or one for each language.
fn labels(label: &Value) -> Vec<String> {
    match label {
        Value::String(text) => vec![text.clone()],
        Value::Object(texts) => texts.values().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

/// The terms of a year like the current one: `T1` stands for `T1`, `T2`, `T3`.
fn terms(current: Option<&str>) -> (Vec<TermView>, Option<TermId>) {
    let Some(current) = current else { return (Vec::new(), None) };
    let letters = current.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let term = |number: usize| TermView { id: TermId(id(number)), code: format!("{letters}{number}") };
    let terms: Vec<TermView> = (1..=3).map(term).collect();
    let current = terms.iter().find(|term| term.code == current).map(|term| term.id);
    (terms, current)
}

fn quiet_hours(hours: &[String]) -> Option<QuietHours> {
    let time = |text: &String| text.parse::<Time>().ok();
    match hours {
        [from, until] => Some(QuietHours { from: time(from)?, until: time(until)? }),
        _ => None,
    }
}

impl Called for World {
    fn student(&self, id: StudentId) -> String {
        place(id.0).and_then(|place| self.pupils.get(place)).map(|pupil| pupil.id.clone()).unwrap_or_default()
    }

    fn assessment(&self, id: AssessmentId) -> String {
        place(id.0).and_then(|place| self.evaluations.get(place)).map(|known| known.id.clone()).unwrap_or_default()
    }

    fn class(&self, id: ClassId) -> String {
        place(id.0).and_then(|place| self.classes.get(place)).map(|known| known.id.clone()).unwrap_or_default()
    }

    fn subject(&self, id: SubjectId) -> String {
        place(id.0).and_then(|place| self.subjects.get(place)).map(|known| known.id.clone()).unwrap_or_default()
    }
}
