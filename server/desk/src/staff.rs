//! Staff: signing in with password and second factor.

mod add;
mod decision;
mod overview;
mod password;
pub(crate) mod second;
mod sessions;
mod skills;

pub(crate) use decision::{WHY_LONGEST, decision};

pub use add::{FirstKeys, NewColleague, add};
pub use overview::{Overview, everybody, overview};
pub use password::hash as hash_password;
pub use sessions::{StaffSession, end_session, sessions};
pub use skills::{set_skills, skills};

use crate::access::{Token, forgive, limit, open_for};
use crate::{Error, FieldError, PgPool, Result, audit};
use domain::contact::fold;
use domain::policy::{SIGN_INS_PER_EMAIL, SIGN_INS_PER_NETWORK};
use domain::rights::{Role, StaffMember, Viewer, Who};
use jiff::Timestamp;
use serde_json::json;
use uuid::Uuid;

/// What somebody signs in with.
#[derive(Debug, Clone, Copy)]
pub struct SignIn<'a> {
    /// As typed; folded before it is looked up.
    pub email: &'a str,
    /// As typed.
    pub password: &'a str,
    /// Six digits from the second factor, as typed.
    pub code: &'a str,
    /// Where from: [`crate::access::network_key`].
    pub network: &'a str,
    /// Names the session in lists.
    pub user_agent: &'a str,
}

struct Known {
    id: Uuid,
    name: String,
    role: String,
    departments: Vec<String>,
    password_hash: String,
    totp_secret: Vec<u8>,
    totp_last_step: i64,
}

/// Signs a member of staff in: a new session under a new token; the browser's former one ends, so that
/// nothing planted in it before survives. Unknown address, wrong password, wrong or used code get the same
/// answer after the same work. A code is good once.
///
/// # Errors
/// `Invalid` for empty fields (`sign-in-email`, `sign-in-password`, `sign-in-code`) and for anything wrong
/// (`sign-in-wrong`, at `email`); `Limited` by address and by network; those of the database.
pub async fn sign_in(db: &PgPool, viewer: &Viewer, now: Timestamp, with: SignIn<'_>) -> Result<(Token, Viewer)> {
    let email = filled(&with)?;
    let per_email = format!("sign-in-email:{email}");
    limit(db, &format!("sign-in-network:{}", with.network), SIGN_INS_PER_NETWORK, now).await?;
    limit(db, &per_email, SIGN_INS_PER_EMAIL, now).await?;
    let (member, step) = match recognise(db, now, &email, &with).await? {
        (Some(known), Some(step)) => (known, step),
        (known, _) => return Err(failed(db, viewer, now, known.map(|_| email)).await),
    };
    let role = Role::parse(&member.role).ok_or_else(|| Error::Internal(format!("unknown role {}", member.role)))?;

    let mut tx = db.begin().await?;
    // two sign-ins with the same code at the same instant: the second finds the step taken
    let taken = sqlx::query!("update staff set totp_last_step = $2 where id = $1 and totp_last_step < $2", member.id, step)
        .execute(&mut *tx)
        .await?;
    if taken.rows_affected() == 0 {
        drop(tx);
        return Err(failed(db, viewer, now, Some(email)).await);
    }
    if let Some(former) = &viewer.session {
        sqlx::query!("delete from session where id = $1", former).execute(&mut *tx).await?;
    }
    let (token, session, name) = open_for(&mut *tx, now, with.user_agent, Some(member.id)).await?;
    let staff = StaffMember { id: member.id.to_string(), name: member.name, role, departments: member.departments };
    let viewer = Viewer { session: Some(session), session_name: Some(name.to_string()), who: Who::Staff(staff) };
    audit::record(&mut tx, &viewer, now, "sign_in", "session", &name.to_string(), json!({})).await?;
    forgive(&mut *tx, &per_email).await?;
    tx.commit().await?;
    Ok((token, viewer))
}

fn filled(with: &SignIn<'_>) -> Result<String> {
    let email = fold(with.email);
    let missing: Vec<FieldError> = [
        (email.is_empty(), FieldError::new("email", "sign-in-email")),
        (with.password.is_empty(), FieldError::new("password", "sign-in-password")),
        (with.code.trim().is_empty(), FieldError::new("code", "sign-in-code")),
    ]
    .into_iter()
    .filter_map(|(missing, error)| missing.then_some(error))
    .collect();
    if missing.is_empty() { Ok(email) } else { Err(Error::Invalid(missing)) }
}

/// Who it is and which step their code stands for. One query, one hash and one code are worked through
/// whatever is wrong; both are there only where all is right.
async fn recognise(db: &PgPool, now: Timestamp, email: &str, with: &SignIn<'_>) -> Result<(Option<Known>, Option<i64>)> {
    let known = sqlx::query_as!(
        Known,
        "select id, name, role, departments, password_hash, totp_secret, totp_last_step from staff where email = $1 and active",
        email,
    )
    .fetch_optional(db)
    .await?;
    let right = password::matches(with.password.to_owned(), known.as_ref().map(|known| known.password_hash.clone())).await?;
    let secret = known.as_ref().map_or(&[0; 20][..], |known| &known.totp_secret);
    let step = second::step_of_code(secret, with.code, now)?;
    let step = step.filter(|step| right && known.as_ref().is_some_and(|known| *step > known.totp_last_step));
    Ok((known, step))
}

/// A failed attempt leaves a row as a good one does: on whose account, where there is one. What else was typed may be
/// a password in the wrong field, and is not kept.
async fn failed(db: &PgPool, viewer: &Viewer, now: Timestamp, account: Option<String>) -> Error {
    let written = async {
        let mut db = db.acquire().await?;
        let detail = account.map_or_else(|| json!({}), |account| json!({ "account": account }));
        audit::record(&mut db, viewer, now, audit::SIGN_IN_FAILED, "session", "", detail).await
    };
    written.await.err().unwrap_or_else(wrong)
}

fn wrong() -> Error {
    Error::invalid("email", "sign-in-wrong")
}
