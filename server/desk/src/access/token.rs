//! The secret in the cookie.

use sha2::{Digest, Sha256};
use std::fmt::{self, Write as _};

/// 256 random bits, in hex in the cookie; the database knows only their SHA-256.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    /// A fresh one.
    #[must_use]
    pub fn random() -> Self {
        Self(rand::random())
    }

    /// Reads a cookie or a link. `None` for anything [`Token::to_text`] did not write.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        let mut bytes = [0_u8; 32];
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        let token = Self(bytes);
        (token.to_text() == text).then_some(token)
    }

    /// For the cookie or a link: 64 small hex digits.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.0.iter().fold(String::with_capacity(64), |mut text, byte| {
            // writing to a String does not fail
            let _ = write!(text, "{byte:02x}");
            text
        })
    }

    /// The key under which it is stored.
    #[must_use]
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0).to_vec()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_reads_back_and_nothing_else_does() {
        let token = Token::random();
        assert_eq!(Token::parse(&token.to_text()), Some(token.clone()));
        assert_ne!(Token::random(), token);
        let text = token.to_text();
        for bad in [
            "",
            "x",
            &text[1..],
            &format!("{text}0"),
            &text.replace(|c: char| c.is_ascii_hexdigit(), "g"),
            &"é".repeat(32),
            &"+1".repeat(32),
        ] {
            assert_eq!(Token::parse(bad), None, "{bad}");
        }
        assert!(!format!("{token:?}").contains(&text[..8]));
    }
}
