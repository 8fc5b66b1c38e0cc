//! Where no code can be sent: ticket number and birth date.

use super::{GrantKind, Proof, Token, grant, limit, rotate, session_of};
use crate::{Error, PgPool, Result};
use domain::policy::{PROOF, TICKETS_PER_NETWORK, TICKETS_PER_SESSION, TICKETS_PER_SUBJECT};
use domain::rights::{self, Viewer};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;

/// Identifies a passenger of a booking by ticket number (13 digits; spaces and hyphens as printed) and birth
/// date. Right: this browser counts as theirs for a day, under the new token that is answered. Wrong ticket and wrong date get the same answer
/// from the same query.
///
/// # Errors
/// `NotFound` for a booking not opened here; `Invalid("ticket", "ticket-shape" | "ticket-wrong")`; `Limited`;
/// those of the database.
pub async fn prove_by_ticket(
    db: &PgPool,
    viewer: &Viewer,
    now: Timestamp,
    network: &str,
    locator: &str,
    ticket: &str,
    birth_date: Date,
) -> Result<Token> {
    if !rights::may_prove_trip(viewer, locator) {
        return Err(Error::NotFound);
    }
    let session = session_of(viewer)?;
    let Some(ticket) = thirteen_digits(ticket) else { return Err(Error::invalid("ticket", "ticket-shape")) };
    limit(db, &format!("ticket-session:{session:?}:{locator}"), TICKETS_PER_SESSION, now).await?;
    limit(db, &format!("ticket-network:{network}"), TICKETS_PER_NETWORK, now).await?;
    limit(db, &format!("ticket-subject:{locator}"), TICKETS_PER_SUBJECT, now).await?;
    let passenger = sqlx::query_scalar!(
        "select id from passenger where locator = $1 and ticket_number = $2 and birth_date = $3",
        locator,
        ticket,
        birth_date.to_sqlx() as _,
    )
    .fetch_optional(db)
    .await?;
    let Some(passenger) = passenger else { return Err(Error::invalid("ticket", "ticket-wrong")) };
    let mut tx = db.begin().await?;
    let (token, session) = rotate(&mut tx, now, session).await?;
    grant(&mut *tx, &session, now, GrantKind::Passenger, &passenger.to_string(), Proof::Ticket, PROOF).await?;
    tx.commit().await?;
    Ok(token)
}

fn thirteen_digits(typed: &str) -> Option<String> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–')).collect();
    (digits.len() == 13 && digits.bytes().all(|b| b.is_ascii_digit())).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_number_is_read_as_printed() {
        for typed in ["9922400000017", "992-2400000017", " 992 2400 000017 "] {
            assert_eq!(thirteen_digits(typed).as_deref(), Some("9922400000017"));
        }
        for typed in ["", "992240000001", "99224000000171", "992A400000017", "９９２２４０００００１７"] {
            assert_eq!(thirteen_digits(typed), None, "{typed}");
        }
    }
}
