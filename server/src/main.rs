//! `landside`: the portal and its tools.

use clap::{Parser, Subcommand};
use server::{
    claims::{self, Claims},
    config::{DatabaseConfig, MailConfig, ServeConfig},
    feedback::{self, Messages},
    import::{self, Table},
    messages::{self, Wire},
    rules::{self, Rules},
    sandbox,
    tokens::{self, Token},
    tools::{self, AddStaff},
};
use std::{path::PathBuf, process::ExitCode};
use tracing_subscriber::EnvFilter;

/// Landside: the open side of an airline.
#[derive(Parser)]
#[command(version, about = "Landside: the passengers' portal of an airline and its airport")]
struct Command {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
#[allow(clippy::large_enum_variant)] // read once, at the start
enum Verb {
    /// Serve the portal.
    Serve {
        #[command(flatten)]
        serve: ServeConfig,
        #[command(flatten)]
        database: DatabaseConfig,
        #[command(flatten)]
        mail: MailConfig,
    },
    /// Bring the demo people up to this hour.
    Demo {
        #[command(flatten)]
        database: DatabaseConfig,
    },
    /// Load an airline's own data from a CSV file, whole or not at all.
    Import {
        /// What the file holds.
        table: Table,
        /// The file; server/wire/README.md describes its columns.
        file: PathBuf,
        #[command(flatten)]
        database: DatabaseConfig,
    },
    /// Add a colleague; prints their password and second factor once.
    AddStaff {
        #[command(flatten)]
        new: AddStaff,
        #[command(flatten)]
        database: DatabaseConfig,
    },
    /// Let machines in: make, list and revoke their tokens.
    Token {
        #[command(subcommand)]
        token: Token,
        #[command(flatten)]
        database: DatabaseConfig,
    },
    /// Read what airlines and airports send each other: baggage, movement and schedule messages, boarding passes, tags.
    Wire {
        #[command(subcommand)]
        wire: Wire,
    },
    /// Fare rules as files: find what is wrong with them, and ask them about a booking.
    Rules {
        #[command(subcommand)]
        rules: Rules,
    },
    /// Rules about late, lost and damaged bags: find what is wrong with them, and ask them about a claim.
    Claims {
        #[command(subcommand)]
        claims: Claims,
    },
    /// What passengers write: how well it is understood.
    Feedback {
        #[command(subcommand)]
        messages: Messages,
    },
    /// Stand-ins for services outside, to try the portal with.
    Sandbox {
        #[command(subcommand)]
        service: Sandbox,
    },
    /// Rebuild every case from its timeline and compare.
    Check {
        #[command(flatten)]
        database: DatabaseConfig,
    },
}

#[derive(Subcommand)]
enum Sandbox {
    /// A provider of text messages that sends none and shows what it got.
    Sms(sandbox::sms::SandboxConfig),
    /// A payment provider that moves no money, with a page to pay at and a book of its own.
    Payments(sandbox::payments::SandboxConfig),
    /// A reservation system with seats and coupons of its own.
    Reservations(sandbox::reservations::SandboxConfig),
}

#[tokio::main]
async fn main() -> ExitCode {
    let command = Command::parse();
    log(matches!(&command.verb, Verb::Serve { serve, .. } if serve.log_json));
    let outcome = match command.verb {
        Verb::Serve { serve, database, mail } => server::serve::serve(serve, database, mail).await,
        Verb::Demo { database } => tools::demo(&database).await,
        Verb::Import { table, file, database } => import::run(table, &file, &database).await,
        Verb::AddStaff { new, database } => tools::add_staff(&database, new).await,
        Verb::Token { token, database } => tokens::run(&database, token).await,
        Verb::Wire { wire } => messages::run(wire),
        Verb::Rules { rules } => return rules::run(&rules),
        Verb::Claims { claims } => return claims::run(&claims),
        Verb::Feedback { messages } => return feedback::run(&messages),
        Verb::Sandbox { service: Sandbox::Sms(config) } => sandbox::sms::run(config).await,
        Verb::Sandbox { service: Sandbox::Payments(config) } => sandbox::payments::run(config).await,
        Verb::Sandbox { service: Sandbox::Reservations(config) } => sandbox::reservations::run(config).await,
        Verb::Check { database } => tools::check(&database).await,
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("landside: {sentence}");
            ExitCode::FAILURE
        }
    }
}

fn log(json: bool) {
    let filter = EnvFilter::try_from_env("LANDSIDE_LOG").unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_target(false).with_writer(std::io::stderr);
    if json { lines.json().init() } else { lines.compact().init() }
}
