//! The command line: what an operator types. Thin: each command is a file that calls the library.
//!
//! Invariant: exit 0 done, 1 failed with one clear line on stderr, 2 wrong usage.

mod check;
mod code;
mod conversations;
mod cost;
mod demo;
mod email;
pub mod eval_grading;
pub mod eval_understand;
mod export;
pub mod import;
mod keys;
mod migrate;
mod output;
mod queue;
mod report_cards;
mod serve;
mod simulate;
mod templates;
mod term;
mod verify;

use clap::{Parser, Subcommand};
use rand::SeedableRng;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::actions::CodesFor;
use crate::app::clock::SystemClock;
use crate::app::config::Config;
use crate::app::database;
use crate::domain::Clock;

/// The school's carnet de liaison as a chat-bot driven messaging service.
#[derive(Parser)]
#[command(name = "carnet", version, about, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Show it all: an invented school, the providers and the service, on one page with four phones
    Demo(demo::DemoArgs),
    /// Run the service; SIGTERM drains and exits
    Serve {
        #[command(flatten)]
        config: ConfigPath,
    },
    /// Bring the database up to this version
    Migrate {
        #[command(flatten)]
        config: ConfigPath,
    },
    /// Verify configuration, database, templates and provider credentials
    Check {
        #[command(flatten)]
        config: ConfigPath,
        /// Also tell Telegram where to find us and which commands the bots know
        #[arg(long)]
        fix: bool,
    },
    /// Bring a school file into the database: .json, .xlsx or a folder of .csv
    Import {
        #[command(flatten)]
        config: ConfigPath,
        /// The school file
        file: PathBuf,
        /// Say what would happen, change nothing
        #[arg(long)]
        dry_run: bool,
        /// Put the file's marks also in the place of those that staff have written in chat
        #[arg(long)]
        over_chat: bool,
    },
    /// Linking codes for paper
    Code {
        #[command(subcommand)]
        command: CodeCommand,
    },
    /// Look at the outbox and steer it
    Queue(queue::QueueArgs),
    /// What a school's month cost, by class and channel
    Cost(cost::CostArgs),
    /// Letters that come back: their reports, piped by a mail server
    Email(email::EmailArgs),
    /// How the WhatsApp templates stand; `sync` brings Meta in step with ours
    Templates(templates::TemplatesArgs),
    /// Close a class's term, or open it again
    Term(term::TermArgs),
    /// Print report cards of a closed term: a PDF of each student and one of the class
    ReportCards(report_cards::ReportCardArgs),
    /// Marks and averages of a class as files: .xlsx, .csv, GEPI
    Export(export::ExportArgs),
    /// Threads between families and the school: listed, or one written out
    Conversations(conversations::ConversationArgs),
    /// The keys that seal report cards: list them, trust one no longer
    Keys(keys::KeysArgs),
    /// Say whether a report card (PDF) is what the school sealed
    Verify(verify::VerifyArgs),
    /// Judge what Carnet understands and computes
    Eval {
        #[command(subcommand)]
        command: EvalCommand,
    },
    /// Lay out by a school's own template, for another process of this program
    #[cfg(feature = "typeset")]
    #[command(hide = true)]
    Typeset {
        #[arg(long)]
        seconds: u64,
    },
    /// Run the provider simulator alone
    Simulate(simulate::SimulateArgs),
}

#[derive(Subcommand)]
enum CodeCommand {
    /// Issue codes and print them, one per line: CODE, student, staff or group, name
    Issue {
        #[command(flatten)]
        config: ConfigPath,
        /// The school's code
        #[arg(long)]
        school: String,
        #[command(flatten)]
        whom: Whom,
    },
}

/// Whom codes are for: exactly one of these.
#[derive(clap::Args)]
#[group(required = true, multiple = false)]
struct Whom {
    /// One student's family
    #[arg(long)]
    student: Option<String>,
    /// The families of a class, a code per student
    #[arg(long)]
    class: Option<String>,
    /// A member of staff
    #[arg(long)]
    staff: Option<String>,
    /// The Telegram group of a class's parents
    #[arg(long)]
    group: Option<String>,
}

#[derive(Subcommand)]
enum EvalCommand {
    /// Messages on stdin, one JSON object per line; what they were understood to be on stdout
    Understand {
        /// The people, classes and assessments the messages speak of
        #[arg(long)]
        world: PathBuf,
    },
    /// A class's marks on stdin, as JSON; its averages, ranks and figures on stdout
    Averages,
    /// Students' term averages on stdin, as a JSON list; their years and decisions on stdout
    Annual,
    /// A class's marks with what is unpublished on stdin, as JSON; what families see of them on stdout
    Visibility,
}

/// Where the configuration is.
#[derive(clap::Args)]
struct ConfigPath {
    /// The configuration file
    #[arg(long = "config", default_value = "carnet.toml", env = "CARNET_CONFIG", global = true)]
    path: PathBuf,
}

impl ConfigPath {
    fn load(&self) -> anyhow::Result<Config> {
        Ok(Config::load(&self.path)?)
    }
}

impl Whom {
    fn get(&self) -> anyhow::Result<CodesFor<'_>> {
        let student = self.student.as_deref().map(CodesFor::Student);
        let class = self.class.as_deref().map(CodesFor::Class);
        let staff = self.staff.as_deref().map(CodesFor::Staff);
        student.or(class).or(staff).ok_or_else(|| anyhow::anyhow!("name --student, --class or --staff"))
    }
}

#[expect(clippy::disallowed_methods, reason = "codes must come from the system's randomness")]
fn random() -> impl rand::Rng + Send {
    rand::rngs::StdRng::from_rng(&mut rand::rng())
}

/// Runs the command line; the only place that turns a failure into words and an exit code.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(usage) => {
            let code = usage.exit_code();
            output::print_usage(&usage);
            return ExitCode::from(u8::try_from(code).unwrap_or(2));
        }
    };
    match run(cli.command) {
        Ok(()) if output::was_lost() => {
            output::complain("what was to be said could not be written");
            ExitCode::FAILURE
        }
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match command {
            Command::Demo(args) => demo::run(args).await,
            Command::Serve { config } => serve::run(config.load()?).await,
            Command::Migrate { config } => migrate::migrate(&config.load()?).await,
            Command::Check { config, fix } => check::run(&config.load()?, fix).await,
            Command::Import { config, file, dry_run, over_chat } => {
                let store = database::open_migrated(&config.load()?).await?;
                let how = (dry_run, over_chat);
                import::import(&store, &file, how, SystemClock.now(), &mut std::io::stdout()).await
            }
            Command::Code { command: CodeCommand::Issue { config, school, whom } } => {
                let store = database::open_migrated(&config.load()?).await?;
                if let Some(class) = &whom.group {
                    return code::for_group(&store, [&school, class], SystemClock.now(), &mut std::io::stdout()).await;
                }
                code::issue(&store, &school, whom.get()?, SystemClock.now(), &mut random(), &mut std::io::stdout())
                    .await
            }
            Command::Templates(args) => templates::run(&args.config.load()?, args, SystemClock.now()).await,
            Command::Term(args) => term::run(args, SystemClock.now()).await,
            Command::ReportCards(args) => report_cards::run(args, SystemClock.now()).await,
            Command::Export(args) => export::run(args, SystemClock.now()).await,
            Command::Conversations(args) => conversations::run(args, SystemClock.now()).await,
            Command::Email(args) => email::run(args, SystemClock.now()).await,
            Command::Cost(args) => cost::run(args, SystemClock.now()).await,
            Command::Keys(args) => keys::run(args, SystemClock.now()).await,
            Command::Verify(args) => verify::run(args).await,
            Command::Queue(args) => queue::run(&args.config.load()?, args, SystemClock.now()).await,
            Command::Eval { command: EvalCommand::Understand { world } } => {
                eval_understand::run(&world, std::io::stdin().lock(), std::io::stdout().lock())
            }
            Command::Eval { command: EvalCommand::Averages } => {
                eval_grading::averages(std::io::stdin(), std::io::stdout())
            }
            Command::Eval { command: EvalCommand::Annual } => eval_grading::annual(std::io::stdin(), std::io::stdout()),
            Command::Eval { command: EvalCommand::Visibility } => {
                eval_grading::visibility(std::io::stdin(), std::io::stdout())
            }
            #[cfg(feature = "typeset")]
            Command::Typeset { seconds } => {
                let output = std::io::BufWriter::new(std::io::stdout().lock());
                Ok(crate::render::typeset(seconds, std::io::stdin().lock(), output)?)
            }
            Command::Simulate(args) => simulate::run(args).await,
        }
    })
}
