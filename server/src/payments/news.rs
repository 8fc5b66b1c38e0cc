//! What goes on when a payment has changed, by whichever way that was heard.

use desk::payments::Changed;

/// Counts and logs it. Whoever waits for the payment goes on from here.
pub fn go_on(changed: &Changed) {
    metrics::counter!("landside_payments_total", "direction" => changed.direction.as_str(), "state" => changed.to.as_str()).increment(1);
    tracing::info!(payment = %changed.id, from = changed.from.as_str(), to = changed.to.as_str(), "a payment changed");
}
