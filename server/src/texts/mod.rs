//! Text messages from the outbox to a provider: the same outbox, the same attempts, another way out.

mod http;
mod provider;

pub use http::HttpProvider;
pub use provider::{Outgoing, Provider};

use crate::{
    config::MailConfig,
    mail::{Carrier, Refusal},
};
use app::words::{Lang, text};
use desk::outbox::{Failure, Leased};
use domain::{
    contact::Way,
    delivery::Paces,
    text::{LONGEST, measure},
};
use std::sync::Arc;

/// The way to the provider.
#[derive(Clone)]
pub struct Texts<P> {
    provider: P,
    from: Arc<str>,
    public_url: Arc<str>,
    paces: Paces,
}

impl Texts<HttpProvider> {
    /// Reads the configuration: `None` where no provider is configured. Connects to nothing yet.
    ///
    /// # Errors
    /// A sentence for the terminal where the provider's address cannot be read.
    pub fn new(config: &MailConfig, public_url: Arc<str>) -> Result<Option<Self>, String> {
        let Some(url) = &config.sms_url else { return Ok(None) };
        let provider = HttpProvider::new(url, config.sms_token.clone())?;
        Ok(Some(Self { provider, from: config.sms_from.as_str().into(), public_url, paces: config.sms_limits.clone() }))
    }
}

impl<P: Provider> Carrier for Texts<P> {
    const WAY: Way = Way::Text;

    fn paces(&self) -> &Paces {
        &self.paces
    }

    async fn send(&self, leased: &Leased) -> Result<Option<String>, Refusal> {
        let words = text::write(Lang(leased.locale), &leased.letter, leased.secret.as_deref(), &self.public_url);
        let measured = measure(&words);
        if measured.segments > LONGEST {
            // only an address of ours far longer than those the words are tested with can do this
            let said = format!("{} segments, of which {LONGEST} may be sent", measured.segments);
            return Err(Refusal { failure: Failure::ForGood, said, rest: None });
        }
        let outgoing = Outgoing { reference: leased.id, from: &self.from, to: &leased.to, text: &words, measured };
        self.provider.send(outgoing).await.map(Some)
    }
}
