//! `/desk`: the service office.

pub mod approvals;
pub mod audit;
pub mod bags;
pub mod components;
pub mod feedback;
pub mod held;
pub mod home;
pub mod hours;
pub mod improvements;
pub mod knowledge;
pub mod messages;
pub mod on_hand;
pub mod outbox;
pub mod pairs;
pub mod payments;
pub mod phrases;
pub mod procedures;
pub mod queue;
pub mod record;
pub mod reports;
pub mod sessions;
pub mod sign_in;
mod skills;
pub mod surveys;
