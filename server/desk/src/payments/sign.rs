//! Signed messages: `t=SECONDS,v1=HEX`, where HEX is HMAC-SHA256 over the seconds, a full stop and the body.

use hmac::{Hmac, KeyInit, Mac};
use jiff::{SignedDuration, Timestamp};
use sha2::Sha256;

/// A message is believed for so long, either way.
pub const TOLERANCE: SignedDuration = SignedDuration::from_mins(5);

/// What a header says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    seconds: i64,
    marks: Vec<Vec<u8>>,
}

impl Signature {
    /// Reads the header. There may be several marks, while a secret is changed.
    #[must_use]
    pub fn parse(header: &str) -> Option<Self> {
        let mut seconds = None;
        let mut marks = Vec::new();
        for part in header.split(',') {
            match part.trim().split_once('=')? {
                ("t", text) => seconds = text.parse().ok(),
                ("v1", text) => marks.push(bytes(text)?),
                _ => {}
            }
        }
        Some(Self { seconds: seconds?, marks })
    }

    /// Whether whoever has the secret signed this body, lately. Takes as long for a wrong mark as for a right one.
    #[must_use]
    pub fn good(&self, secret: &str, body: &[u8], now: Timestamp) -> bool {
        let age = now.as_second().saturating_sub(self.seconds).unsigned_abs();
        let fresh = age <= TOLERANCE.as_secs().unsigned_abs();
        let mac = mac(secret, self.seconds, body);
        let good = mac.is_some_and(|mac| self.marks.iter().fold(false, |any, mark| mac.clone().verify_slice(mark).is_ok() | any));
        fresh && good
    }
}

/// The header for a body.
#[must_use]
pub fn sign(secret: &str, body: &[u8], now: Timestamp) -> String {
    let seconds = now.as_second();
    let mark = mac(secret, seconds, body).map(|mac| mac.finalize().into_bytes());
    let hex: String = mark.iter().flatten().map(|byte| format!("{byte:02x}")).collect();
    format!("t={seconds},v1={hex}")
}

/// Nothing where there is no secret: what anybody could sign is signed by nobody.
fn mac(secret: &str, seconds: i64, body: &[u8]) -> Option<Hmac<Sha256>> {
    if secret.is_empty() {
        return None;
    }
    let mut mac: Hmac<Sha256> = Hmac::new_from_slice(secret.as_bytes()).ok()?;
    mac.update(format!("{seconds}.").as_bytes());
    mac.update(body);
    Some(mac)
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    let pairs = hex.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok().filter(|pair| pair.len() == 2)?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn as_openssl_signs() {
        let now = Timestamp::from_second(1_795_000_000).unwrap();
        // printf '1795000000.{"id":"evt_1"}' | openssl dgst -sha256 -hmac whsec
        let header = "t=1795000000,v1=44cdc4c6476a991409707e2a8fd9211fbd67e8930ec604ce506cdb1fe6ac4ff5";
        assert_eq!(sign("whsec", br#"{"id":"evt_1"}"#, now), header);
        let good = |header: &str, secret: &str, body: &[u8], now| Signature::parse(header).is_some_and(|s| s.good(secret, body, now));
        assert!(good(header, "whsec", br#"{"id":"evt_1"}"#, now + TOLERANCE));
        assert!(good(header, "whsec", br#"{"id":"evt_1"}"#, now - TOLERANCE));
        assert!(good(&header.replace("v1=", "v1=00,v0=x,v1="), "whsec", br#"{"id":"evt_1"}"#, now));
        assert!(!good(header, "whsec", br#"{"id":"evt_1"}"#, now + TOLERANCE + SignedDuration::from_secs(1)), "old");
        assert!(!good(header, "other", br#"{"id":"evt_1"}"#, now));
        assert!(!good(header, "whsec", br#"{"id":"evt_2"}"#, now));
        assert!(!good(&sign("", b"x", now), "", b"x", now), "no secret, no message");
        for broken in
            ["", "t=1", "v1=00", "t=x,v1=00", "t=1,v1=0", "t=1,v1=zz", "t=99999999999999999999,v1=00", "t=-9223372036854775808,v1=00"]
        {
            assert!(!good(broken, "whsec", b"", now), "{broken}");
        }
    }
}
