//! What `WhatsApp` shows before anything is written: commands behind a slash, and the first things one may ask.

use serde::Serialize;

use super::WhatsApp;
use super::health::fault;
use crate::gateway::{Fault, MenuCommand};

/// More are refused (Meta).
const PROMPTS: usize = 3;

#[derive(Serialize)]
struct Automation<'a> {
    /// Nothing is said to whoever has not written.
    enable_welcome_message: bool,
    prompts: &'a [String],
    commands: Vec<Command<'a>>,
}

#[derive(Serialize)]
struct Command<'a> {
    command_name: &'a str,
    command_description: &'a str,
}

impl<'a> Command<'a> {
    fn of(one: &'a MenuCommand) -> Self {
        Self { command_name: &one.name, command_description: &one.description }
    }
}

impl WhatsApp {
    /// Puts these in the place of what the number shows now.
    pub async fn set_conversation(&self, prompts: &[String], menu: &[MenuCommand]) -> Result<(), Fault> {
        let automation = Automation {
            enable_welcome_message: false,
            prompts: prompts.get(..PROMPTS.min(prompts.len())).unwrap_or_default(),
            commands: menu.iter().map(Command::of).collect(),
        };
        let number = self.phone_number_id.as_str();
        let answer = self.ask(&[number, "conversational_automation"], &automation).await;
        let answer = answer.map_err(|error| fault(&error))?;
        super::answer::refused(&answer).map_err(|error| fault(&error))
    }
}
