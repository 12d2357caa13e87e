//! Scripts, read.

/// A conversation that begins with the school as imported.
pub(super) struct Scene {
    pub(super) title: String,
    pub(super) steps: Vec<Step>,
}

/// One line of a script, with its number.
pub(super) struct Step {
    pub(super) line: usize,
    pub(super) what: What,
}

pub(super) enum What {
    Says {
        who: String,
        text: String,
    },
    /// The button of this number, of the last answer with buttons or of one before.
    Presses {
        who: String,
        back: usize,
        button: usize,
    },
    Sends {
        who: String,
        what: String,
    },
    /// What is expected of the step before.
    Hears {
        phrase: String,
        part: String,
    },
    News {
        who: String,
        phrase: String,
        part: String,
    },
    Gradebook {
        student: String,
        assessment: String,
        state: String,
    },
    Later {
        minutes: u64,
    },
}

pub(super) fn scenes(text: &str) -> Vec<Scene> {
    let mut scenes: Vec<Scene> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        if let Some(title) = line.strip_prefix("## ") {
            scenes.push(Scene { title: title.to_owned(), steps: Vec::new() });
        } else if !line.trim().is_empty() && !line.starts_with('#') {
            let what = what(line).unwrap_or_else(|| panic!("line {}: {line}", at + 1));
            scenes.last_mut().unwrap().steps.push(Step { line: at + 1, what });
        }
    }
    scenes
}

fn what(line: &str) -> Option<What> {
    if let Some(expected) = line.strip_prefix("  ") {
        let (phrase, part) = expected.split_once(": ").unwrap_or((expected, ""));
        let part = part.to_owned();
        return Some(match phrase.trim().strip_prefix("> ") {
            Some(news) => {
                let (who, phrase) = news.split_once(' ')?;
                What::News { who: who.to_owned(), phrase: phrase.to_owned(), part }
            }
            None => What::Hears { phrase: phrase.trim().to_owned(), part },
        });
    }
    if let Some(state) = line.strip_prefix("= ") {
        let (mark, state) = state.split_once(": ")?;
        let (student, assessment) = mark.split_once(' ')?;
        return Some(What::Gradebook {
            student: student.to_owned(),
            assessment: assessment.to_owned(),
            state: state.to_owned(),
        });
    }
    if let Some(minutes) = line.strip_prefix('(') {
        return Some(What::Later { minutes: minutes.split(' ').next()?.parse().ok()? });
    }
    if let Some((who, button)) = line.strip_suffix(']').and_then(|line| line.split_once(" [")) {
        let (back, button) = match button.split_once(':') {
            Some((back, button)) => (back.trim_start_matches('-').parse().ok()?, button),
            None => (0, button),
        };
        return Some(What::Presses { who: who.to_owned(), back, button: button.parse().ok()? });
    }
    if let Some((who, what)) = line.strip_suffix('>').and_then(|line| line.split_once(" <")) {
        return Some(What::Sends { who: who.to_owned(), what: what.to_owned() });
    }
    let (who, text) = line.split_once(": ")?;
    Some(What::Says { who: who.to_owned(), text: text.replace(" / ", "\n") })
}
