//! The menu of commands that Telegram shows beside the keyboard.

use super::voice::Voice;
use crate::domain::Locale;

/// Whose menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Menu {
    Staff,
    Guardian,
}

/// Commands are Latin letters whatever the language; Arabic menus use the English ones.
struct Command {
    fr: &'static str,
    en: &'static str,
    description: &'static str,
}

const STAFF: [Command; 5] = [
    Command { fr: "notes", en: "marks", description: "menu-marks-staff" },
    Command { fr: "publier", en: "publish", description: "menu-publish" },
    Command { fr: "annuler", en: "undo", description: "menu-undo" },
    Command { fr: "langue", en: "language", description: "menu-language" },
    Command { fr: "aide", en: "help", description: "menu-help" },
];

const GUARDIAN: [Command; 5] = [
    Command { fr: "notes", en: "marks", description: "menu-marks-guardian" },
    Command { fr: "lier", en: "link", description: "menu-link" },
    Command { fr: "langue", en: "language", description: "menu-language" },
    Command { fr: "stop", en: "stop", description: "menu-stop" },
    Command { fr: "aide", en: "help", description: "menu-help" },
];

/// The first things a family may ask, as `WhatsApp` offers them: what is pressed is sent as it is written.
pub(super) fn ice_breakers(v: &Voice<'_>) -> Vec<String> {
    ["ice-breaker-marks", "ice-breaker-link", "ice-breaker-help"].map(|id| v.plain(id)).to_vec()
}

pub(super) fn commands(v: &Voice<'_>, menu: Menu) -> Vec<(String, String)> {
    let commands = match menu {
        Menu::Staff => &STAFF,
        Menu::Guardian => &GUARDIAN,
    };
    let name = |command: &Command| match v.locale() {
        Locale::Fr => command.fr.to_owned(),
        Locale::En | Locale::Ar => command.en.to_owned(),
    };
    commands.iter().map(|command| (name(command), v.plain(command.description))).collect()
}
