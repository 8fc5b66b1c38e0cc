//! Programs that may come in, each for what its token says.

/// What a token is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Bringing incoming e-mail.
    IngestMail,
    /// Bringing text messages and receipts for ours.
    IngestSms,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 2] = [Self::IngestMail, Self::IngestSms];

    /// As stored and typed.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::IngestMail => "ingest-mail",
            Self::IngestSms => "ingest-sms",
        }
    }

    /// Reads what [`Scope::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == text)
    }
}

/// A program that has shown its token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Machine {
    /// Row id (UUID) of its token.
    pub id: String,
    /// As the token was named: "postfix on mx1".
    pub name: String,
    /// What it may do.
    pub scopes: Vec<Scope>,
}

impl Machine {
    /// Whether its token is good for this.
    #[must_use]
    pub fn may(&self, scope: Scope) -> bool {
        self.scopes.contains(&scope)
    }
}
