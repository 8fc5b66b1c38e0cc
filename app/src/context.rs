//! What every page can ask for: the portal it belongs to and the visit it answers.

use crate::words::Lang;
use desk::PgPool;
use desk::changes::Tariff;
use desk::claims::ClaimBook;
use domain::files::Limits;
use domain::rights::Viewer;
use jiff::Timestamp;
use leptos::prelude::expect_context;
use std::{collections::HashMap, sync::Arc};

/// What is the same for every request of this process.
#[derive(Debug, Clone)]
pub struct Portal {
    /// Connections to Postgres.
    pub db: PgPool,
    /// Demo mode: fixed people are shown on the sign-in page, mail may stay in the outbox.
    pub demo: bool,
    /// How much is taken of files.
    pub file_limits: Limits,
    /// A mail server is configured, so messages leave the house.
    pub mail_leaves: bool,
    /// A provider of text messages is configured.
    pub texts_leave: bool,
    /// The origin people pay at; `None` where no payment provider is configured.
    pub payments: Option<Arc<str>>,
    /// Where passengers reach the portal, without a trailing slash: links in mail begin with it.
    pub public_url: Arc<str>,
    /// The rules trips are changed and cancelled by; without them passengers ask the service office.
    pub tariff: Option<Arc<Tariff>>,
    /// The rules about late, lost and damaged bags; without them passengers ask in their case.
    pub claims: Option<Arc<ClaimBook>>,
    /// Logical name of an asset → its hashed address: `landside.css` → `/pkg/landside.3f2a.css`.
    pub assets: Arc<HashMap<String, String>>,
}

impl Portal {
    /// Whether a mobile number will do where an address is asked for. In the demo texts stay in the outbox, as letters do.
    #[must_use]
    pub fn texts(&self) -> bool {
        self.texts_leave || (self.demo && !self.mail_leaves)
    }

    /// Address of an asset by its logical name; the plain address under `/pkg` where the manifest does not know it.
    #[must_use]
    pub fn asset(&self, name: &str) -> String {
        self.assets.get(name).cloned().unwrap_or_else(|| format!("/pkg/{name}"))
    }
}

/// What is particular to one request.
#[derive(Debug, Clone)]
pub struct Visit {
    /// Who is looking and what they have proved.
    pub viewer: Viewer,
    /// The instant this request is answered at.
    pub now: Timestamp,
    /// The language it is answered in.
    pub lang: Lang,
    /// This response's script nonce.
    pub nonce: Arc<str>,
    /// Path and query as asked, for the language switch and for coming back after signing in.
    pub here: Arc<str>,
    /// A page fetching itself again because something changed: not a new look.
    pub live: bool,
}

impl Visit {
    /// The path asked for, without its query.
    #[must_use]
    pub fn path(&self) -> &str {
        self.here.split('?').next().unwrap_or("/")
    }
}

/// The portal this page is rendered by.
#[must_use]
pub fn portal() -> Portal {
    expect_context::<Portal>()
}

/// The visit this page answers.
#[must_use]
pub fn visit() -> Visit {
    expect_context::<Visit>()
}

/// The language of this page.
#[must_use]
pub fn lang() -> Lang {
    visit().lang
}
