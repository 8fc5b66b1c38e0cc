//! The words and rules both sides speak: no I/O, no async, no Leptos.
//!
//! A rule (a fee, a deadline, a transition, a right) is a pure function here and is tested here;
//! `desk` fetches, calls the rule, stores. Time is always a parameter.

#[cfg(feature = "server")]
pub mod bag;
pub mod booking;
pub mod calendar;
pub mod case;
pub mod certificate;
#[cfg(feature = "server")]
pub mod claim;
pub mod commitment;
pub mod contact;
pub mod delivery;
#[cfg(feature = "server")]
pub mod fare;
#[cfg(feature = "server")]
pub mod feedback;
pub mod files;
pub mod flight;
#[cfg(feature = "server")]
pub mod help;
pub mod hours;
#[cfg(feature = "server")]
pub mod improvement;
pub mod locale;
#[cfg(feature = "server")]
pub mod money;
#[cfg(feature = "server")]
pub mod payment;
pub mod personal;
pub mod policy;
pub mod queue;
#[cfg(feature = "server")]
pub mod report;
pub mod rights;
#[cfg(feature = "server")]
pub mod statistic;
#[cfg(feature = "server")]
pub mod survey;
pub mod text;
