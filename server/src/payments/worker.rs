//! The worker: woken by a new plan and by the clock, asks the provider what is due, the same key each time.

use super::{Opening, PayingOut, PaymentProvider, Refunding, Refusal, go_on};
use crate::{
    hands::{self, Work},
    state::App,
};
use desk::{
    PgPool,
    payments::{self, Due, Failure, News, Source},
};
use domain::payment::Order;
use jiff::{SignedDuration, Timestamp};
use std::time::Duration;
use tokio::{sync::watch, task::JoinSet};

/// Money held for longer than this and not taken is counted.
const HELD: SignedDuration = SignedDuration::from_secs(60);

/// Asks what comes due until the process stops. Any number of processes may do so at once.
pub async fn work(app: App, provider: impl PaymentProvider, stopping: watch::Receiver<bool>) {
    hands::work(Asking { app, provider }, stopping).await;
}

struct Asking<P> {
    app: App,
    provider: P,
}

impl<P: PaymentProvider> Work for Asking<P> {
    const WHAT: &'static str = "payments";
    const CHANNEL: &'static str = payments::CHANNEL;
    const LOOK_EVERY: Duration = Duration::from_secs(2);
    const AT_ONCE: usize = 16;

    fn db(&self) -> &PgPool {
        self.app.db()
    }

    async fn take(&self, free: i64, hands: &mut JoinSet<()>) -> desk::Result<usize> {
        let due = payments::due(self.app.db(), Timestamp::now(), free).await?;
        let taken = due.len();
        for due in due {
            let (app, provider) = (self.app.clone(), self.provider.clone());
            hands.spawn(async move { one(&app, &provider, due).await });
        }
        Ok(taken)
    }

    /// Closing what ran out, and figures for those who watch.
    async fn by_the_clock(&self) {
        let (db, now) = (self.app.db(), Timestamp::now());
        if let Err(error) = payments::give_up(db, now).await {
            tracing::warn!(%error, "payments that ran out could not be closed, tried again soon");
        }
        if let Ok((waiting, oldest)) = payments::waiting(db, now).await {
            metrics::gauge!("landside_payments_waiting").set(waiting as f64);
            metrics::gauge!("landside_payments_oldest_seconds").set(oldest as f64);
        }
        if let Ok(held) = payments::authorised_unused(db, now - HELD).await {
            metrics::gauge!("landside_payments_held_unused").set(held.len() as f64);
        }
    }

    fn note(&self, error: &desk::Error) {
        self.app.note(error);
    }
}

/// Asks one thing and writes down the answer. Where that cannot be written down its lease lapses and it is asked again,
/// under the same key.
async fn one(app: &App, provider: &impl PaymentProvider, due: Due) {
    let outcome = ask(provider, &due, &app.portal.public_url).await;
    let now = Timestamp::now();
    let order = due.order.as_str();
    let counted = |outcome| metrics::counter!("landside_payment_orders_total", "order" => order, "outcome" => outcome).increment(1);
    let noted = match outcome {
        Ok(answer) => {
            counted("answered");
            payments::answered(app.db(), now, &due, &answer).await.map(payments::Heard::changed)
        }
        Err(Refusal { failure, said }) => {
            counted("refused");
            tracing::warn!(payment = %due.payment.id, order, attempt = due.attempt, ?failure, said, "the payment provider gave no good answer");
            payments::tried(app.db(), now, &due, failure, &said).await
        }
    };
    match noted {
        Ok(Some(changed)) => go_on(&changed),
        Ok(None) => {}
        Err(error) => {
            app.note(&error);
            tracing::warn!(payment = %due.payment.id, order, %error, "an answer could not be noted; it will be asked again");
        }
    }
}

async fn ask(provider: &impl PaymentProvider, due: &Due, public_url: &str) -> Result<News, Refusal> {
    let payment = &due.payment;
    let key = payment.id.to_string();
    let return_to = format!("{public_url}{}", payment.return_to.as_deref().unwrap_or("/"));
    let statement = match due.order {
        Order::Open => {
            let opening = Opening {
                key: payment.id,
                reference: &payment.locator,
                amount: payment.amount,
                return_to: &return_to,
                locale: payment.locale,
                expires_at: payment.expires_at,
            };
            provider.open(opening).await?
        }
        Order::Capture => provider.capture(&key).await?,
        Order::Void => provider.void(&key, payment.amount).await?,
        Order::Refund if payment.of.is_none() => {
            let payout = PayingOut {
                key: payment.id,
                reference: &payment.locator,
                amount: payment.amount,
                return_to: &return_to,
                locale: payment.locale,
            };
            provider.pay_out(payout).await?
        }
        Order::Refund => {
            let original = due.original.as_ref().and_then(|original| Some((original.provider_ref.as_deref()?, original.amount)));
            let nowhere = || Refusal { failure: Failure::ForNow, said: "its charge has no name at the provider yet".to_owned() };
            let (of, of_amount) = original.ok_or_else(nowhere)?;
            provider.refund(Refunding { key: payment.id, reference: &payment.locator, of, of_amount, amount: payment.amount }).await?
        }
    };
    let read = statement.news("answer".to_owned(), provider.pages());
    let unreadable = || Refusal { failure: Failure::ForNow, said: "its answer cannot be read".to_owned() };
    read.filter(|news| news.key == key).map(|news| news.named(Source::Answer)).ok_or_else(unreadable)
}
