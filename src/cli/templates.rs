//! `carnet templates`: how the school's WhatsApp templates stand, and bringing Meta in step with ours.

use anyhow::Context;
use clap::{Args, Subcommand};
use serde_json::json;

use super::{ConfigPath, output::say};
use crate::actions::{TemplateShelf, templates_seen};
use crate::app::config::{Account, Config};
use crate::app::templates::{Compared, Need, compare, ours};
use crate::app::{database, gateways, menus};
use crate::domain::{Locale, TemplateCategory, TemplateStanding, Timestamp};
use crate::gateway::{Fault, Gateway, HttpClient, Timeouts, WhatsApp};
use crate::render::Renderer;
use crate::store::{School, Store, TemplateRecord};

/// Without a command: how they stood when last heard of.
#[derive(Args)]
pub(super) struct TemplatesArgs {
    #[command(flatten)]
    pub(super) config: ConfigPath,
    /// Only this account's
    #[arg(long, global = true)]
    account: Option<String>,
    /// For machines: one JSON object per line
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Option<TemplatesCommand>,
}

#[derive(Subcommand)]
enum TemplatesCommand {
    /// Ask Meta how they stand, submit those that are missing, reword those that say something else
    Sync {
        /// Say what would be done, change nothing
        #[arg(long)]
        dry_run: bool,
    },
}

/// What the command works with.
struct Desk<'a> {
    store: Store,
    renderer: Renderer,
    args: &'a TemplatesArgs,
    now: Timestamp,
}

pub(super) async fn run(config: &Config, args: TemplatesArgs, now: Timestamp) -> anyhow::Result<()> {
    let renderer = Renderer::load(config.templates.as_deref())?;
    let desk = Desk { store: database::open_migrated(config).await?, renderer, args: &args, now };
    let accounts = accounts(config, args.account.as_deref())?;
    let mut faults = 0;
    for account in accounts {
        let schools = desk.schools(account).await?;
        faults += match &args.command {
            None => desk.list(account, &schools).await?,
            Some(TemplatesCommand::Sync { dry_run }) => desk.sync(account, &schools, *dry_run).await?,
        };
    }
    desk.store.close().await;
    anyhow::ensure!(faults == 0, "{faults} template(s) could not be submitted, see above");
    Ok(())
}

/// The `WhatsApp` accounts that are meant.
fn accounts<'c>(config: &'c Config, only: Option<&str>) -> anyhow::Result<Vec<&'c Account>> {
    let of_whatsapp = config.accounts.iter().filter(|account| account.is_whatsapp());
    let meant: Vec<_> = of_whatsapp.filter(|account| only.is_none_or(|only| account.id.0 == only)).collect();
    match only {
        Some(only) if meant.is_empty() => anyhow::bail!("there is no WhatsApp account \"{only}\" in the configuration"),
        None if meant.is_empty() => anyhow::bail!("there is no WhatsApp account in the configuration"),
        _ => Ok(meant),
    }
}

impl Desk<'_> {
    async fn schools(&self, account: &Account) -> anyhow::Result<Vec<School>> {
        let mut tx = self.store.begin_read().await?;
        let mut schools = Vec::new();
        for code in &account.schools {
            let id = &account.id;
            let unknown = || format!("account \"{id}\": there is no school \"{code}\"; import its file first");
            schools.push(tx.school_by_code(code).await?.with_context(unknown)?);
        }
        Ok(schools)
    }

    /// How the templates stood when last heard of.
    async fn list(&self, account: &Account, schools: &[School]) -> anyhow::Result<u32> {
        let known = self.store.begin_read().await?.templates(&account.id).await?;
        for (name, locale) in ours(&self.renderer).into_iter().filter(|(_, locale)| speak(schools, *locale)) {
            let found = known.iter().find(|one| one.name == name && one.locale == locale.code()).cloned();
            let record = found.unwrap_or_else(|| TemplateRecord::missing(&name, locale.code()));
            self.tell(account, &record, what_to_do(&record));
        }
        Ok(0)
    }

    /// Brings the provider in step; returns how many templates it would not take.
    async fn sync(&self, account: &Account, schools: &[School], dry_run: bool) -> anyhow::Result<u32> {
        let gateway = gateways::gateway(account, HttpClient::new(Timeouts::default())?)?;
        let Gateway::WhatsApp(whatsapp) = &gateway else { return Ok(0) };
        let listed =
            whatsapp.templates().await.map_err(|fault| anyhow::anyhow!("account \"{}\": {fault}", account.id))?;
        let (mut faults, mut records) = (self.introduce(account, &gateway, schools, dry_run).await?, Vec::new());
        for mut compared in compare(self.renderer.template_definitions(), &Locale::ALL, &listed) {
            let wanted =
                Locale::ALL.iter().any(|locale| locale.code() == compared.wording.language && speak(schools, *locale));
            if wanted {
                match self.step(whatsapp, &mut compared, dry_run).await {
                    Ok(done) => self.tell(account, &compared.record, &done),
                    Err(fault) => {
                        faults += 1;
                        self.tell(account, &compared.record, &fault.to_string());
                    }
                }
            }
            records.push(compared.record);
        }
        if !dry_run {
            let ours = ours(&self.renderer);
            let place = TemplateShelf { schools, account: &account.id, ours: &ours };
            let mut tx = self.store.begin().await?;
            templates_seen(&mut tx, place, records, self.now).await?;
            tx.commit().await?;
        }
        Ok(faults)
    }

    /// Commands behind a slash and ice-breakers, in the language of the number's first school; returns how many faults.
    async fn introduce(
        &self,
        account: &Account,
        gateway: &Gateway,
        schools: &[School],
        dry_run: bool,
    ) -> anyhow::Result<u32> {
        let shown = menus::shown(&self.store, &self.renderer, (&account.id, schools), gateway).await?;
        let of = if dry_run { &[][..] } else { &shown[..] };
        let told = menus::show(&self.store, &account.id, (of, gateway), true, self.now).await?;
        let fault = told.into_iter().find_map(|(_, outcome)| outcome?.err());
        let (said, faults) = match &fault {
            Some(fault) => (fault.as_str(), 1),
            None if dry_run => ("would be set", 0),
            None => ("set", 0),
        };
        if !self.args.json {
            let locale = schools.first().map_or(Locale::Fr, School::default_locale);
            say(&format!("{}  commands and ice-breakers, {}: {said}", account.id, locale.code()));
        }
        Ok(faults)
    }

    async fn step(&self, whatsapp: &WhatsApp, compared: &mut Compared, dry_run: bool) -> Result<String, Fault> {
        Ok(match (&compared.need, dry_run) {
            (Need::Nothing, _) => what_to_do(&compared.record).to_owned(),
            (Need::Submit, true) => "would be submitted".to_owned(),
            (Need::Reword(_), true) => "would be reworded: it says something else at Meta".to_owned(),
            (Need::Submit, false) => {
                compared.record.state = whatsapp.submit_template(&compared.wording).await?;
                format!("submitted; {}", what_to_do(&compared.record))
            }
            (Need::Reword(id), false) => {
                whatsapp.reword_template(id, &compared.wording).await?;
                "PENDING".clone_into(&mut compared.record.state);
                format!("reworded; {}", what_to_do(&compared.record))
            }
        })
    }

    fn tell(&self, account: &Account, record: &TemplateRecord, what: &str) {
        let TemplateRecord { name, locale, state, reason, category, quality } = record;
        if self.args.json {
            let line = json!({
                "account": account.id, "template": name, "language": locale, "state": state, "reason": reason,
                "category": category, "quality": quality, "usable": record.standing() == TemplateStanding::Approved,
                "todo": what,
            });
            say(&line.to_string());
        } else {
            say(&format!("{:8} {name:22} {locale:2} {state:9} {what}", account.id.0));
        }
    }
}

/// Whether a language is one of these schools'.
fn speak(schools: &[School], locale: Locale) -> bool {
    schools.iter().any(|school| school.languages.contains(&locale))
}

/// What the school, or whoever runs Carnet for it, must do about a template.
fn what_to_do(record: &TemplateRecord) -> &'static str {
    match record.standing() {
        TemplateStanding::Approved if record.category() == TemplateCategory::Marketing => {
            "usable, priced as marketing: contest it at Meta or reword it"
        }
        TemplateStanding::Approved if record.quality.as_deref() == Some("RED") => "usable, disliked: it may be paused",
        TemplateStanding::Approved => "usable; nothing to do",
        TemplateStanding::InReview => "Meta looks at it, for a day at most",
        TemplateStanding::Paused => "rests for hours; comes back by itself",
        TemplateStanding::Rejected => "reword it in whatsapp/*.toml, then sync",
        TemplateStanding::Disabled => "lost: give it another name in whatsapp/*.toml, then sync",
        TemplateStanding::Unlisted | TemplateStanding::Missing => "not submitted: carnet templates sync",
    }
}
