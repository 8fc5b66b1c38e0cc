//! How somebody at the service office made sure who is asking.

/// What an agent went by before doing something that only the passenger may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdentityCheck {
    /// Passport or identity card, seen at a counter or in a video call.
    Document,
    /// Ticket number and birth date, said from memory.
    Ticket,
    /// Called back on the telephone number in the booking.
    CallBack,
}

impl IdentityCheck {
    /// Every way, the surest first.
    pub const ALL: [Self; 3] = [Self::Document, Self::Ticket, Self::CallBack];

    /// As in forms and records.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Ticket => "ticket",
            Self::CallBack => "call-back",
        }
    }

    /// Reads what a form sends.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|check| check.as_str() == text)
    }

    /// Key of its words.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Document => "verify-how-document",
            Self::Ticket => "verify-how-ticket",
            Self::CallBack => "verify-how-call-back",
        }
    }
}
