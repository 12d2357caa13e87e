//! Scripts, played.

use carnet::actions::{CodesFor, Issuer, issue_codes};
use carnet::domain::{AssessmentId, Carried, Channel, DocumentId, EventId, Mark};
use carnet::phrase::{Choice, Phrase};
use carnet::render::Renderer;
use carnet::sheets::{self, Bounds};
use carnet::store::Sought;
use carnet_webhooks::{Chat, Content, Media, MediaKind};
use rand::SeedableRng;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;
use std::time::Duration;
use uuid::Uuid;

use super::script::{Scene, What};
use crate::render::visible;
use crate::support::desk::{FrontDesk, Person, Said};
use crate::support::school::import;
use crate::support::sheet::fill;

static RENDERER: LazyLock<Renderer> = LazyLock::new(|| Renderer::load(None).unwrap());

/// Who is who.
fn person(name: &str) -> Person {
    match name {
        "koffi" => Person::telegram("5001"),
        "diallo" => Person::telegram("5002"),
        "amrani" => Person::telegram("5003"),
        "censeur" => Person::telegram("5004"),
        "secretaire" => Person::telegram("5005"),
        "inconnu" => Person::telegram("9001"),
        "autre" => Person::telegram("9002"),
        // The same teacher at another phone.
        "koffi-wa" => Person::whatsapp(Some("+2250701020304"), Some("CI.7")),
        "mere" => Person::whatsapp(Some("+2250505050505"), Some("CI.1")),
        "pere" => Person::whatsapp(Some("+2250102030405"), Some("CI.2")),
        "cache" => Person::whatsapp(None, Some("CI.8")),
        _ => panic!("nobody is called {name}"),
    }
}

struct Stage<'d> {
    desk: &'d mut FrontDesk,
    /// Choices that were offered, by who was offered them.
    offered: HashMap<String, Vec<Vec<Choice>>>,
    names: HashMap<Uuid, String>,
    codes: BTreeMap<String, String>,
    /// The last file each was sent.
    documents: HashMap<String, DocumentId>,
    /// The provider's ids of what was said, by who said it.
    said: HashMap<String, Vec<String>>,
    /// What the last step caused and the script has not yet spoken of.
    heard: Vec<Said>,
    news: Vec<Said>,
    faults: Vec<String>,
}

/// Plays a scene; says what was not as written.
pub(super) async fn play(desk: &mut FrontDesk, scene: &Scene) -> Vec<String> {
    let mut stage = Stage {
        desk,
        offered: HashMap::new(),
        names: HashMap::new(),
        codes: BTreeMap::new(),
        documents: HashMap::new(),
        said: HashMap::new(),
        heard: Vec::new(),
        news: Vec::new(),
        faults: Vec::new(),
    };
    for step in &scene.steps {
        if matches!(step.what, What::Says { .. } | What::Presses { .. } | What::Sends { .. }) {
            stage.nothing_left(step.line);
        }
        if let Err(fault) = stage.step(&step.what).await {
            stage.faults.push(format!("  line {}: {fault}", step.line));
        }
    }
    stage.nothing_left(scene.steps.last().map_or(0, |step| step.line) + 1);
    stage.faults
}

impl Stage<'_> {
    async fn step(&mut self, what: &What) -> Result<(), String> {
        match what {
            What::Says { who, text } if who == "school" => {
                let mut file: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
                (file["schema"], file["school"]["code"]) = (json!(1), json!(self.desk.school.code));
                let report = import(&self.desk.store, &file).await;
                if report.refused.is_empty() { Ok(()) } else { Err(format!("{:?}", report.refused)) }
            }
            What::Says { who, text } if who == "database" => {
                self.desk.eye.run(text).await;
                Ok(())
            }
            What::Says { who, text } => {
                let body = self.with_codes(text).await;
                self.act(who, Content::Text { body }).await
            }
            What::Presses { who, back, button } => {
                let offers = self.offered.get(who).cloned().unwrap_or_default();
                let choices = offers.len().checked_sub(back + 1).and_then(|at| offers.get(at));
                let choice = choices.and_then(|choices| choices.get(button - 1)).ok_or("there is no such button")?;
                let payload = choice.payload.clone();
                self.act(who, Content::Press { payload, title: None, callback: None, on: None }).await
            }
            What::Sends { who, what } => {
                let (kind, wording) = what.split_once(' ').unwrap_or((what, ""));
                let (kind, back) = kind.split_once('-').unwrap_or((kind, "0"));
                match kind {
                    "edit" => {
                        let original = self.before(who, back)?;
                        self.act(who, Content::Edited { original, body: wording.replace(" / ", "\n") }).await
                    }
                    "revoke" => {
                        let original = self.before(who, back)?;
                        self.act(who, Content::Revoked { original }).await
                    }
                    "group" => {
                        let body = wording.to_owned();
                        self.act_in(
                            who,
                            Content::Text { body },
                            Chat::Group { id: "-100".to_owned(), title: Some("Parents".to_owned()) },
                        )
                        .await
                    }
                    "csv" => {
                        let (caption, rows) = wording.split_once('|').ok_or("csv CAPTION | ROW / ROW")?;
                        let bytes = rows.trim().replace(" / ", "\n").into_bytes();
                        self.attach(who, caption.trim(), "notes.csv", &bytes).await
                    }
                    "photo" => {
                        self.bring(who, MediaKind::Image, wording, b"\xff\xd8\xff\xda\x00\x02 seen\xff\xd9").await
                    }
                    "pdf" => self.bring(who, MediaKind::Document, wording, b"%PDF-1.7 a letter").await,
                    "program" => self.bring(who, MediaKind::Document, wording, b"MZ a program").await,
                    "filled" => {
                        let bytes = self.filled(who, wording).await?;
                        self.attach(who, "", "retour.xlsx", &bytes).await
                    }
                    _ => self.act(who, content(what)).await,
                }
            }
            What::Hears { phrase, part } if phrase == "-" => {
                if self.heard.is_empty() {
                    Ok(())
                } else {
                    Err(format!("silence {part}"))
                }
            }
            What::Hears { phrase, part } => {
                if self.heard.is_empty() {
                    return Err(format!("{phrase} was not said"));
                }
                let said = self.heard.remove(0);
                matches(&said, phrase, part)
            }
            What::News { who, phrase, part } => {
                let contact = self.contact(who).await;
                let Some(at) = self.news.iter().position(|news| Some(news.contact) == contact) else {
                    return Err(format!("no news to {who}"));
                };
                let said = self.news.remove(at);
                if !said.say.choices.is_empty() {
                    self.offered.entry(who.clone()).or_default().push(said.say.choices.clone());
                }
                matches(&said, phrase, part)
            }
            What::Gradebook { student, assessment, state } => self.gradebook(student, assessment, state).await,
            What::Later { minutes } => {
                self.desk.now = self.desk.now.plus(Duration::from_secs(minutes * 60));
                Ok(())
            }
        }
    }

    async fn act(&mut self, who: &str, content: Content) -> Result<(), String> {
        self.act_in(who, content, Chat::Private).await
    }

    /// Sends a file, as if it had been fetched.
    async fn attach(&mut self, who: &str, caption: &str, name: &str, bytes: &[u8]) -> Result<(), String> {
        let event = EventId::fresh();
        let read = serde_json::to_vec(&sheets::read(bytes, &Bounds::CLASS)).unwrap();
        let mut tx = self.desk.store.begin().await.unwrap();
        tx.settle_attachment(self.desk.school.id, event, Some(&read), self.desk.now).await.unwrap();
        tx.commit().await.unwrap();
        let media = Media {
            kind: MediaKind::Document,
            id: Some("1".to_owned()),
            url: None,
            mime: None,
            caption: Some(caption.to_owned()).filter(|caption| !caption.is_empty()),
            file_name: Some(name.to_owned()),
            size_bytes: Some(bytes.len() as u64),
        };
        self.act_as(who, event, Content::Media(media), Chat::Private).await
    }

    /// Sends a file that is no table, as if it had been fetched.
    async fn bring(&mut self, who: &str, kind: MediaKind, caption: &str, bytes: &[u8]) -> Result<(), String> {
        let event = EventId::fresh();
        let mut tx = self.desk.store.begin().await.unwrap();
        let packed = Carried::File(bytes).pack();
        tx.settle_attachment(self.desk.school.id, event, Some(&packed), self.desk.now).await.unwrap();
        tx.commit().await.unwrap();
        let caption = Some(caption.replace(" / ", "\n")).filter(|caption| !caption.is_empty());
        let media = Media {
            kind,
            id: Some("1".to_owned()),
            url: None,
            mime: None,
            caption,
            file_name: None,
            size_bytes: Some(bytes.len() as u64),
        };
        self.act_as(who, event, Content::Media(media), Chat::Private).await
    }

    /// The last file they were sent, with something typed into its columns.
    async fn filled(&self, who: &str, wording: &str) -> Result<Vec<u8>, String> {
        let document = *self.documents.get(who).ok_or("they have no file")?;
        let mut tx = self.desk.store.begin_read().await.unwrap();
        let (school, account) = (self.desk.school.id, person(who).account());
        let files = tx.files_to_send(&account, &[(school, document)], self.desk.now).await.unwrap();
        let mut bytes = files.get(&document).ok_or("the file is gone")?.bytes.to_vec();
        for column in wording.split(" ;; ") {
            let (header, cells) = column.split_once('|').ok_or("filled HEADER | CODE=VALUE / …")?;
            let values = cells.trim().split(" / ").filter_map(|cell| cell.split_once('='));
            let filled = fill(&bytes, header.trim(), &values.collect::<Vec<_>>());
            bytes = filled.ok_or_else(|| format!("there is no column {header}"))?;
        }
        Ok(bytes)
    }

    async fn act_in(&mut self, who: &str, content: Content, chat: Chat) -> Result<(), String> {
        self.act_as(who, EventId::fresh(), content, chat).await
    }

    async fn act_as(&mut self, who: &str, event: EventId, content: Content, chat: Chat) -> Result<(), String> {
        let spoken = matches!(content, Content::Text { .. } | Content::Press { .. });
        let person = person(who);
        let mut message = person.message(event, content);
        message.chat = chat;
        if let (Content::Edited { original, .. }, Channel::Telegram) = (&message.content, person.channel) {
            message.id.clone_from(original);
        }
        let said = self.desk.hear_message(&person, event, &message).await;
        let said = said.map_err(|error| format!("it failed: {error}"))?;
        if spoken {
            self.said.entry(who.to_owned()).or_default().push(event.to_string());
        }
        (self.heard, self.news) = said.into_iter().partition(|said| said.reply);
        for said in &self.heard {
            self.names.insert(said.contact, who.to_owned());
            if let Phrase::Document { document, .. } = &said.say.phrase {
                self.documents.insert(who.to_owned(), *document);
            }
            if !said.say.choices.is_empty() {
                self.offered.entry(who.to_owned()).or_default().push(said.say.choices.clone());
            }
        }
        Ok(())
    }

    /// The id of the last thing somebody said, or of one said that many times before.
    fn before(&self, who: &str, back: &str) -> Result<String, String> {
        let said = self.said.get(who).map(Vec::as_slice).unwrap_or_default();
        let back: usize = back.parse().map_err(|_unreadable| format!("how far back is {back}?"))?;
        said.len().checked_sub(back + 1).and_then(|at| said.get(at)).cloned().ok_or("they said nothing".to_owned())
    }

    /// Everything that was said must stand in the script.
    fn nothing_left(&mut self, before: usize) {
        for said in self.heard.drain(..).chain(self.news.drain(..)) {
            let kind = if said.reply { "" } else { "> " };
            self.faults.push(format!("  before line {before}: also {kind}{}: {}", said.tag(), text(&said)));
        }
    }

    async fn contact(&mut self, who: &str) -> Option<Uuid> {
        if let Some((id, _)) = self.names.iter().find(|(_, name)| *name == who) {
            return Some(*id);
        }
        // Somebody who never wrote is known by the school's file.
        let phone = person(who).sender.phone?;
        let mut tx = self.desk.store.begin_read().await.unwrap();
        let index = tx.phone_index(&carnet::domain::Phone::from_provider(&phone).unwrap());
        let account = person(who).account();
        let sought = Sought { school: self.desk.school.id, account, user: None, phone: Some(index) };
        let found = tx.acquaintances(&sought).await.unwrap();
        found.first().map(|known| known.contact.id.0)
    }

    /// `{code A01}` is a code for that student, `{staff T2}` one for that member of staff; the same one each time.
    async fn with_codes(&mut self, text: &str) -> String {
        let Some((before, rest)) = text.split_once('{') else { return text.to_owned() };
        let (name, after) = rest.split_once('}').unwrap();
        if !self.codes.contains_key(name) {
            let (kind, code) = name.split_once(' ').unwrap();
            let whom = if kind == "staff" { CodesFor::Staff(code) } else { CodesFor::Student(code) };
            let mut random = rand::rngs::StdRng::seed_from_u64(self.codes.len() as u64 + 7);
            let mut tx = self.desk.store.begin().await.unwrap();
            let (school, now) = (self.desk.school.clone(), self.desk.now);
            let issued = issue_codes(&mut tx, &school, Issuer::Console, whom, now, &mut random).await.unwrap();
            tx.commit().await.unwrap();
            self.codes.insert(name.to_owned(), issued[0].code.to_string());
        }
        format!("{before}{}{after}", self.codes[name])
    }

    async fn gradebook(&mut self, student: &str, assessment: &str, state: &str) -> Result<(), String> {
        let school = self.desk.school.id;
        let id: Uuid = self.desk.eye.one(&format!("SELECT id FROM assessment WHERE code = '{assessment}'")).await;
        let mut tx = self.desk.store.begin_read().await.unwrap();
        let students = tx.students(school, None).await.unwrap();
        let of = students.iter().find(|one| one.code == student).unwrap().id;
        let entry = tx.entries(school, AssessmentId(id)).await.unwrap().get(&of).copied().unwrap_or_default();
        let shown = |mark: Mark| match mark {
            Mark::Points(points) => points.to_string(),
            Mark::Status(status) => status.code().to_owned(),
        };
        let found = match (entry.draft, entry.published) {
            (None, None) => "nothing".to_owned(),
            (Some(draft), None) => format!("draft {}", shown(draft.mark)),
            (None, Some(known)) => format!("published {}", shown(known.mark)),
            (Some(_), Some(_)) => "both".to_owned(),
        };
        if found == state { Ok(()) } else { Err(format!("the gradebook has {found}")) }
    }
}

fn content(what: &str) -> Content {
    let media = |kind| {
        Content::Media(Media {
            kind,
            id: None,
            url: None,
            mime: None,
            caption: None,
            file_name: None,
            size_bytes: None,
        })
    };
    let (kind, rest) = what.split_once(' ').unwrap_or((what, ""));
    match kind {
        "voice" => media(MediaKind::Voice),
        "picture" => media(MediaKind::Image),
        "sticker" => media(MediaKind::Sticker),
        "document" => media(MediaKind::Document),
        "location" => Content::Location,
        "thumbs-up" => Content::Reaction { on: "m".to_owned(), emoji: Some("👍".to_owned()) },
        "button" => Content::Press { payload: rest.to_owned(), title: None, callback: None, on: None },
        _ => panic!("what is {what}?"),
    }
}

/// As it is read, on one line.
fn text(said: &Said) -> String {
    let parts = RENDERER.message(&said.say, said.locale, Channel::WhatsApp).parts;
    let text: Vec<String> = parts.iter().map(visible).collect();
    let hidden: HashSet<char> = ['\u{2068}', '\u{2069}', '\u{200f}', '\u{200e}', '*', '_'].into();
    text.join(" ").replace('\n', " ").chars().filter(|c| !hidden.contains(c)).collect()
}

fn matches(said: &Said, phrase: &str, part: &str) -> Result<(), String> {
    let (found, read) = (said.tag(), text(said));
    if found != phrase {
        return Err(format!("not {phrase} but {found}: {read}"));
    }
    let is_there = |part: &str| match part.strip_prefix('!') {
        Some(unwanted) => !read.contains(unwanted),
        None => read.contains(part),
    };
    let wrong: Vec<_> = part.split(" … ").filter(|part| !is_there(part)).collect();
    if wrong.is_empty() { Ok(()) } else { Err(format!("{found} is not {wrong:?}: {read}")) }
}
