//! `landside token create|list|revoke`: who among machines may come in.

use crate::{config::DatabaseConfig, tools::ready};
use clap::Subcommand;
use desk::{Error, FieldError, machines::Wanted};
use domain::{
    policy::API_PER_MINUTE,
    rights::{Departments, Scope},
};
use jiff::Timestamp;

/// What to do with tokens.
#[derive(Debug, Clone, Subcommand)]
pub enum Token {
    /// Make a token; it is printed once and never again.
    Create {
        /// Which machine it is for: "postfix on mx1".
        #[arg(long)]
        name: String,
        /// What it is good for: ingest-mail, ingest-sms, ingest-messages, flights:read, help:read, cases:read (as passengers see them),
        /// cases:staff (notes and status too), cases:write (for passengers), cases:answer (for colleagues), social:write; more than once.
        #[arg(long = "scope", required = true, value_parser = scope)]
        scopes: Vec<Scope>,
        /// In whose cases, by department id; more than once, `*` for every department. Needed for the scopes of cases.
        #[arg(long = "department")]
        departments: Vec<String>,
        /// Requests it may make a minute.
        #[arg(long, default_value_t = API_PER_MINUTE)]
        per_minute: i32,
    },
    /// List every token there was, without its secret.
    List,
    /// Revoke a token by its name, at once.
    Revoke {
        /// As it was named.
        name: String,
    },
}

fn refused(errors: &[FieldError]) -> String {
    match errors.first().map(|error| error.field) {
        Some("department") => "Scopes of cases need --department (the id of a department, or '*' for every), other scopes take none.",
        Some("per_minute") => "At least one request a minute.",
        _ => "That name is taken by a living token, or is none.",
    }
    .to_owned()
}

fn scope(text: &str) -> Result<Scope, String> {
    let known = || Scope::ALL.map(Scope::as_str).join(", ");
    Scope::parse(text).ok_or_else(|| format!("one of: {}", known()))
}

/// Does it, and says so on standard output.
///
/// # Errors
/// A sentence for the terminal.
pub async fn run(config: &DatabaseConfig, token: Token) -> Result<(), String> {
    let (db, now) = (ready(config).await?, Timestamp::now());
    match token {
        Token::Create { name, scopes, departments, per_minute } => {
            let wanted = Wanted { scopes, departments: Departments::read(departments), per_minute };
            let made = desk::machines::create(&db, now, &name, wanted).await.map_err(|error| match error {
                Error::Invalid(errors) => refused(&errors),
                error => format!("No token was made: {error}"),
            })?;
            println!("{made}");
            eprintln!("Shown this once: put it where only that machine can read it.");
        }
        Token::List => {
            for known in desk::machines::list(&db).await.map_err(|error| format!("The tokens cannot be read: {error}"))? {
                let day = |at: Timestamp| at.strftime("%Y-%m-%d").to_string();
                let used = known.last_used_at.map_or_else(|| "never used".to_owned(), |at| format!("last used {}", day(at)));
                let revoked = known.revoked_at.map(|at| format!(", revoked {}", day(at))).unwrap_or_default();
                let of = known.departments.stored().join(" ");
                let of = if of.is_empty() { of } else { format!(" ({of})") };
                println!(
                    "{}: {}{of}, {} a minute, made {}, {used}{revoked}",
                    known.name,
                    known.scopes.join(" "),
                    known.per_minute,
                    day(known.created_at)
                );
            }
        }
        Token::Revoke { name } => match desk::machines::revoke(&db, now, &name).await {
            Ok(()) => println!("Revoked: {name}"),
            Err(Error::NotFound) => return Err("There is no living token of that name.".to_owned()),
            Err(error) => return Err(format!("Nothing was revoked: {error}")),
        },
    }
    Ok(())
}
