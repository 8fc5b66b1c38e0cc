//! The staff of the demo airline. Everyone has the same password and the same second factor, which the
//! sign-in page shows in demo mode and nowhere else.

use crate::staff::{hash_password, second};
use crate::{PgPool, Result};
use domain::rights::Role;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// Everyone's password.
pub const PASSWORD: &str = "landside-demo";

/// Everyone's second factor: twenty bytes that are no secret.
const TOTP_SECRET: &[u8; 20] = b"landside-demo-secret";

/// A member of the demo staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    /// Local part of the address at `landside.example`.
    pub mailbox: &'static str,
    /// As passengers read it.
    pub name: &'static str,
    /// What they may do.
    pub role: Role,
    /// Department ids.
    pub departments: &'static [&'static str],
    /// Languages they answer in, by tag.
    pub languages: &'static [&'static str],
}

const fn person(
    mailbox: &'static str,
    name: &'static str,
    role: Role,
    departments: &'static [&'static str],
    languages: &'static [&'static str],
) -> Person {
    Person { mailbox, name, role, departments, languages }
}

/// The first three are those everybody is told of.
pub const PEOPLE: [Person; 14] = [
    person("agent", "Mei Chen", Role::Agent, &["baggage", "service"], &["en", "zh-CN"]),
    person("lead", "Tomás Ruiz", Role::Supervisor, &["service", "relations"], &["en"]),
    person("admin", "Ingrid Solheim", Role::Administrator, &["service"], &["en"]),
    person("aiko.mori", "Aiko Mori", Role::Agent, &["flights"], &["en", "zh-CN"]),
    person("samuel.okoye", "Samuel Okoye", Role::Agent, &["baggage"], &["en"]),
    person("zhang.lan", "张岚", Role::Agent, &["flights", "service"], &["zh-CN", "en"]),
    person("petra.novak", "Petra Nováková", Role::Owner, &["baggage"], &["en"]),
    person("daniel.weiss", "Daniel Weiss", Role::Agent, &["refunds"], &["en"]),
    person("leila.haddad", "Leila Haddad", Role::Owner, &["refunds"], &["en"]),
    person("liu.yang", "刘洋", Role::Agent, &["relations", "refunds"], &["zh-CN", "en"]),
    person("grace.mbeki", "Grace Mbeki", Role::Owner, &["assistance"], &["en"]),
    person("jonas.lind", "Jonas Lind", Role::Agent, &["assistance", "service"], &["en"]),
    person("rosa.amaral", "Rosa Amaral", Role::Owner, &["relations"], &["en"]),
    person("noah.bergman", "Noah Bergman", Role::Owner, &["flights"], &["en"]),
];

impl Person {
    /// Row id: the same in every demo, so that demo cases can name their owners.
    #[must_use]
    pub fn id(&self) -> Uuid {
        let place = PEOPLE.iter().position(|person| person.mailbox == self.mailbox).unwrap_or_default();
        Uuid::from_u128(0x1a4d_51de_0000_4000_8000_0000_0000_0000 + place as u128 + 1)
    }

    /// Full address.
    #[must_use]
    pub fn email(&self) -> String {
        format!("{}@landside.example", self.mailbox)
    }
}

/// Writes the demo staff; those who are there already keep their password, code and sessions.
///
/// # Errors
/// Those of the database.
pub async fn load(db: &PgPool, now: Timestamp) -> Result<()> {
    let hash = hash_password(PASSWORD.to_owned()).await?;
    for person in &PEOPLE {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        sqlx::query!(
            "insert into staff (id, email, name, role, departments, languages, password_hash, totp_secret, created_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing",
            person.id(),
            person.email(),
            person.name,
            person.role.as_str(),
            &owned(person.departments),
            &owned(person.languages),
            hash,
            TOTP_SECRET,
            now.to_sqlx() as _,
        )
        .execute(db)
        .await?;
    }
    Ok(())
}

/// Puts everybody into the departments they work in: a demo loaded by an earlier version may have them elsewhere.
///
/// # Errors
/// Those of the database.
pub async fn place(tx: &mut PgConnection) -> Result<()> {
    for person in &PEOPLE {
        let departments: Vec<String> = person.departments.iter().map(|text| (*text).to_owned()).collect();
        sqlx::query!("update staff set departments = $2 where id = $1 and departments <> $2", person.id(), &departments)
            .execute(&mut *tx)
            .await?;
    }
    Ok(())
}

/// The demo's second factor at this instant, for whoever has not used it yet.
///
/// # Errors
/// `Internal` where the code cannot be computed.
pub fn current_code(now: Timestamp) -> Result<String> {
    second::code_of_step(TOTP_SECRET, second::step_of(now))
}

/// The demo staff as the sign-in page shows them, each with a code that has not been used: of this step, or
/// of the next one, which is taken already; both used, the one after, which is taken within half a minute.
///
/// # Errors
/// Those of the database.
pub async fn people(db: &PgPool, now: Timestamp) -> Result<Vec<(&'static Person, String)>> {
    let rows = sqlx::query!("select id, totp_last_step from staff where totp_secret = $1 and active", TOTP_SECRET.as_slice());
    let rows = rows.fetch_all(db).await?;
    PEOPLE
        .iter()
        .filter_map(|person| rows.iter().find(|row| row.id == person.id()).map(|row| (person, row.totp_last_step)))
        .map(|(person, last)| Ok((person, second::code_of_step(TOTP_SECRET, second::step_of(now).max(last + 1))?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn everybody_is_somebody_else() {
        let ids: HashSet<Uuid> = PEOPLE.iter().map(Person::id).collect();
        let emails: HashSet<String> = PEOPLE.iter().map(Person::email).collect();
        assert_eq!((ids.len(), emails.len()), (PEOPLE.len(), PEOPLE.len()));
    }
}
