//! The second factor: six digits that change every thirty seconds (RFC 6238).

use crate::{Error, Result};
use jiff::Timestamp;
use totp_rs::{Builder, Totp};

/// Seconds a code stands for.
pub(crate) const STEP: i64 = 30;

/// The step an instant lies in.
pub(crate) fn step_of(now: Timestamp) -> i64 {
    now.as_second().div_euclid(STEP)
}

/// The step whose code was typed: this one, or a neighbour for clocks that differ. `None` for a wrong code.
pub(super) fn step_of_code(secret: &[u8], typed: &str, now: Timestamp) -> Result<Option<i64>> {
    let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let time = u64::try_from(now.as_second()).unwrap_or_default();
    Ok(totp(secret)?.check(&typed, time).and_then(|step| i64::try_from(step).ok()))
}

/// The code of a step.
pub(crate) fn code_of_step(secret: &[u8], step: i64) -> Result<String> {
    let time = u64::try_from(step.saturating_mul(STEP)).unwrap_or_default();
    Ok(totp(secret)?.generate(time).to_string())
}

fn totp(secret: &[u8]) -> Result<Totp> {
    Builder::new().with_secret(secret.to_vec()).build().map_err(|error| Error::Internal(error.to_string()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const SECRET: &[u8] = b"12345678901234567890";

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238 appendix B, SHA-1, last six of the eight digits
        for (second, code) in [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")] {
            let now = Timestamp::from_second(second).unwrap();
            assert_eq!(code_of_step(SECRET, step_of(now)).unwrap(), code);
            assert_eq!(step_of_code(SECRET, code, now).unwrap(), Some(second / 30));
        }
    }

    #[test]
    fn a_neighbouring_step_will_do_and_no_other() {
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        let step = step_of(now);
        for (offset, taken) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
            let code = code_of_step(SECRET, step + offset).unwrap();
            assert_eq!(step_of_code(SECRET, &code, now).unwrap(), taken.then_some(step + offset), "{offset}");
        }
        let code = code_of_step(SECRET, step).unwrap();
        let (left, right) = code.split_at(3);
        assert_eq!(step_of_code(SECRET, &format!(" {left} {right} "), now).unwrap(), Some(step));
        for bad in ["", "12345", "1234567", "abcdef", "１２３４５６"] {
            assert_eq!(step_of_code(SECRET, bad, now).unwrap(), None, "{bad}");
        }
    }
}
