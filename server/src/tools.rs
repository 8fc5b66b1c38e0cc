//! The verbs of `landside` that are not `serve` or `import`.

use crate::{config::DatabaseConfig, database};
use clap::Args;
use desk::{
    Error, PgPool,
    staff::{FirstKeys, NewColleague},
};
use domain::rights::Role;
use jiff::Timestamp;

/// A new colleague.
#[derive(Debug, Clone, Args)]
pub struct AddStaff {
    /// What they sign in with.
    #[arg(long)]
    pub email: String,
    /// As passengers read it.
    #[arg(long)]
    pub name: String,
    /// agent, owner, supervisor or administrator.
    #[arg(long, value_parser = role)]
    pub role: Role,
    /// Department by id (service, flights, baggage, refunds, assistance, relations); may be given more than once.
    #[arg(long = "department")]
    pub departments: Vec<String>,
    /// Language they answer in (en, zh-CN); may be given more than once.
    #[arg(long = "language", default_value = "en")]
    pub languages: Vec<String>,
}

fn role(text: &str) -> Result<Role, String> {
    Role::parse(text).ok_or_else(|| "agent, owner, supervisor or administrator".to_owned())
}

/// The database, brought up to this version.
pub(crate) async fn ready(config: &DatabaseConfig) -> Result<PgPool, String> {
    let db = database::pool(config)?;
    database::migrate(&db, config).await?;
    Ok(db)
}

/// Brings the demo people up to this hour.
///
/// # Errors
/// A sentence for the terminal.
pub async fn demo(config: &DatabaseConfig) -> Result<(), String> {
    let db = ready(config).await?;
    desk::demo::anchor(&db, Timestamp::now()).await.map_err(|error| format!("The demo could not be re-anchored: {error}"))
}

/// Adds a colleague and prints, once, what they sign in with.
///
/// # Errors
/// A sentence for the terminal.
pub async fn add_staff(config: &DatabaseConfig, new: AddStaff) -> Result<(), String> {
    let db = ready(config).await?;
    let colleague =
        NewColleague { email: new.email, name: new.name, role: new.role, departments: new.departments, languages: new.languages };
    let FirstKeys { password, totp } = desk::staff::add(&db, Timestamp::now(), colleague).await.map_err(|error| match error {
        Error::Invalid(errors) if errors.iter().any(|error| error.field == "department") => "There is no such department.".to_owned(),
        Error::Invalid(_) => "That address is taken, or is no address.".to_owned(),
        error => format!("Nobody was added: {error}"),
    })?;
    println!("password        {password}\nsecond factor   {totp}\nShown this once: hand them over by a safe way.");
    Ok(())
}

/// Rebuilds every case from its timeline and compares (I2).
///
/// # Errors
/// A sentence for the terminal where anything differs.
pub async fn check(config: &DatabaseConfig) -> Result<(), String> {
    let db = ready(config).await?;
    let (cases, differences) = desk::cases::verify(&db).await.map_err(|error| format!("The check could not be finished: {error}"))?;
    for difference in &differences {
        println!("{}: {}", difference.reference, difference.what);
    }
    let changes = desk::changes::verify(&db).await.map_err(|error| format!("The check could not be finished: {error}"))?;
    for difference in &changes.1 {
        println!("{}: {}", difference.of, difference.what);
    }
    let (claims, others) = desk::claims::verify(&db).await.map_err(|error| format!("The check could not be finished: {error}"))?;
    for claim in &others {
        println!("{claim}: the rules of then do not give the amounts of then");
    }
    let (responses, figures) = desk::reports::verify(&db).await.map_err(|error| format!("The check could not be finished: {error}"))?;
    for figure in &figures {
        println!("{figure}: reports add up something else than the answers");
    }
    if differences.is_empty() && changes.1.is_empty() && others.is_empty() && figures.is_empty() {
        println!(
            "{cases} cases agree with their timelines, {} cabins and changes with bookings and rules, {claims} claims with rules, \
             reports with {responses} responses.",
            changes.0
        );
        return Ok(());
    }
    Err(format!(
        "{} of {cases} cases differ from their timelines, {} of {} cabins and changes from bookings and rules, {} of {claims} claims from rules, \
         {} figures of reports from {responses} responses.",
        differences.len(),
        changes.1.len(),
        changes.0,
        others.len(),
        figures.len()
    ))
}
