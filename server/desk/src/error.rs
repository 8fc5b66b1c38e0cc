//! What a use-case answers when it cannot do what was asked.

use jiff::SignedDuration;

/// What went wrong with one field of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The form field's `name`.
    pub field: &'static str,
    /// Key of the sentence in the locale files.
    pub message: &'static str,
}

impl FieldError {
    /// Ties a sentence (by its locale key) to a field.
    #[must_use]
    pub const fn new(field: &'static str, message: &'static str) -> Self {
        Self { field, message }
    }
}

/// Why a use-case did nothing. Whatever it had begun is rolled back.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such thing, or not theirs to know of: the two look alike from outside.
    #[error("not found")]
    NotFound,
    /// It exists, they may know that, and may not do this.
    #[error("forbidden")]
    Forbidden,
    /// Staff must sign in first.
    #[error("sign-in needed")]
    SignInFirst,
    /// The passenger must prove the contact of this booking first.
    #[error("verification needed")]
    VerifyFirst {
        /// The booking to verify for.
        locator: String,
    },
    /// What was typed does not do; each error names its field.
    #[error("invalid input")]
    Invalid(Vec<FieldError>),
    /// Too many attempts.
    #[error("limited")]
    Limited {
        /// Time until the next attempt counts.
        retry_after: SignedDuration,
    },
    /// Somebody else was faster, or the state moved on. Key of the sentence that says so.
    #[error("conflict: {0}")]
    Conflict(&'static str),
    /// A colleague did the same sort of thing since the page was shown.
    #[error("overtaken by {by}")]
    Overtaken {
        /// Who was faster.
        by: String,
        /// Who has the case now.
        owner: Option<String>,
    },
    /// Somebody has written since the page was shown; sent again, it is taken.
    #[error("newer: {by} wrote")]
    Newer {
        /// Who.
        by: String,
    },
    /// The database cannot be reached or has no connection free: try again soon.
    #[error("database unavailable")]
    Unavailable(#[source] sqlx::Error),
    /// A fault of ours; the log says all, the page says nothing.
    #[error("internal: {0}")]
    Internal(String),
}

/// Result of a use-case.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// One field, one sentence.
    #[must_use]
    pub fn invalid(field: &'static str, message: &'static str) -> Self {
        Self::Invalid(vec![FieldError::new(field, message)])
    }

    /// Whether the database took nothing because its disk is full: it can still be read.
    #[must_use]
    pub fn disk_full(&self) -> bool {
        matches!(self, Self::Unavailable(sqlx::Error::Database(database)) if database.code().as_deref() == Some("53100"))
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::RowNotFound => Self::NotFound,
            // a connection that breaks in mid-sentence reads as a protocol error
            sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::WorkerCrashed => Self::Unavailable(error),
            // 57xxx: shutting down, starting up, crashed, taking too long; 53xxx: out of connections, disk or memory;
            // 55P03, 40P01: somebody else held a row for too long, or waited for us while we waited for them
            sqlx::Error::Database(database)
                if database
                    .code()
                    .is_some_and(|code| code.starts_with("57") || code.starts_with("53") || matches!(&*code, "55P03" | "40P01")) =>
            {
                Self::Unavailable(error)
            }
            // a day before 4713 BC, a text with NUL: no column holds it, so nothing is kept under it
            sqlx::Error::Database(database) if matches!(database.code().as_deref(), Some("22008" | "22021")) => Self::NotFound,
            _ => Self::Internal(error.to_string()),
        }
    }
}
