//! Programs that may come in, each for what its token says.

/// What a token is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Bringing incoming e-mail.
    IngestMail,
    /// Bringing text messages and receipts for ours.
    IngestSms,
    /// Bringing airline messages: bags, movements, schedules.
    IngestMessages,
    /// Asking how flights stand.
    FlightsRead,
    /// Searching and reading help.
    HelpRead,
    /// Reading cases as their passengers see them.
    CasesRead,
    /// Reading the service office's side of cases too: notes, status, priority.
    CasesStaff,
    /// Opening cases and writing in them for passengers.
    CasesWrite,
    /// Writing to passengers for a member of staff.
    CasesAnswer,
    /// Bringing what is written on social networks, and taking the answers there.
    SocialWrite,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 10] = [
        Self::IngestMail,
        Self::IngestSms,
        Self::IngestMessages,
        Self::FlightsRead,
        Self::HelpRead,
        Self::CasesRead,
        Self::CasesStaff,
        Self::CasesWrite,
        Self::CasesAnswer,
        Self::SocialWrite,
    ];

    /// As stored and typed.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::IngestMail => "ingest-mail",
            Self::IngestSms => "ingest-sms",
            Self::IngestMessages => "ingest-messages",
            Self::FlightsRead => "flights:read",
            Self::HelpRead => "help:read",
            Self::CasesRead => "cases:read",
            Self::CasesStaff => "cases:staff",
            Self::CasesWrite => "cases:write",
            Self::CasesAnswer => "cases:answer",
            Self::SocialWrite => "social:write",
        }
    }

    /// Reads what [`Scope::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == text)
    }

    /// Whether it opens cases of departments, so that a token must say of which.
    #[must_use]
    pub const fn needs_departments(self) -> bool {
        matches!(self, Self::CasesRead | Self::CasesStaff | Self::CasesWrite | Self::CasesAnswer)
    }
}

/// Whose cases a token is good for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Departments {
    /// Those of every department.
    Every,
    /// Those of these, by id; none: of no department.
    These(Vec<String>),
}

impl Departments {
    /// As stored for [`Departments::Every`].
    const EVERY: &'static str = "*";

    /// Reads what [`Departments::stored`] wrote.
    #[must_use]
    pub fn read(stored: Vec<String>) -> Self {
        if stored.iter().any(|id| id == Self::EVERY) { Self::Every } else { Self::These(stored) }
    }

    /// As stored and typed: `*` for every.
    #[must_use]
    pub fn stored(&self) -> Vec<String> {
        match self {
            Self::Every => vec![Self::EVERY.to_owned()],
            Self::These(ids) => ids.clone(),
        }
    }

    /// Whether this department's are among them.
    #[must_use]
    pub fn contain(&self, department: &str) -> bool {
        match self {
            Self::Every => true,
            Self::These(ids) => ids.iter().any(|id| id == department),
        }
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
    /// In whose cases.
    pub departments: Departments,
    /// Requests it may make a minute.
    pub per_minute: i32,
}

impl Machine {
    /// Whether its token is good for this.
    #[must_use]
    pub fn may(&self, scope: Scope) -> bool {
        self.scopes.contains(&scope)
    }

    /// Whether it reads cases at all, from either side.
    #[must_use]
    pub fn reads_cases(&self) -> bool {
        self.may(Scope::CasesRead) || self.may(Scope::CasesStaff)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_and_departments_survive_the_database() {
        for scope in Scope::ALL {
            assert_eq!(Scope::parse(scope.as_str()), Some(scope));
        }
        assert_eq!(Scope::parse("cases"), None);
        for departments in [Departments::Every, Departments::These(Vec::new()), Departments::These(vec!["baggage".into()])] {
            assert_eq!(Departments::read(departments.stored()), departments);
        }
        assert!(Departments::Every.contain("baggage") && !Departments::These(Vec::new()).contain("baggage"));
    }
}
