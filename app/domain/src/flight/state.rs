//! How a flight stands at an instant: a pure fold of what was known by then.

use super::{News, Reason, Report, Schedule};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// From this many minutes on a flight is called late (the measure of US DOT and Eurocontrol).
pub const LATE_MINUTES: i64 = 15;

/// Boarding is taken to begin this long before the expected departure.
const BOARDING: SignedDuration = SignedDuration::from_mins(40);

/// This long after the expected departure without any movement, nothing is known.
const SILENCE: SignedDuration = SignedDuration::from_mins(60);

/// Where a flight is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Nothing has changed, nothing has begun.
    Scheduled,
    /// Not begun, and late.
    Delayed,
    /// Passengers go to the gate.
    Boarding,
    /// It should have left, and nobody has said whether it did.
    NoNews,
    /// It left the gate.
    Taxiing,
    /// It flies.
    InTheAir,
    /// It touched down.
    Landed,
    /// It stands at the gate.
    Arrived,
    /// It went to another airport.
    Diverted,
    /// It does not fly.
    Cancelled,
}

impl Phase {
    /// Every phase, in the order of a flight's life.
    pub const ALL: [Self; 10] = [
        Self::Scheduled,
        Self::Delayed,
        Self::Boarding,
        Self::NoNews,
        Self::Taxiing,
        Self::InTheAir,
        Self::Landed,
        Self::Arrived,
        Self::Diverted,
        Self::Cancelled,
    ];

    /// Key of the word for it.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Scheduled => "flight-phase-scheduled",
            Self::Delayed => "flight-phase-delayed",
            Self::Boarding => "flight-phase-boarding",
            Self::NoNews => "flight-phase-no-news",
            Self::Taxiing => "flight-phase-taxiing",
            Self::InTheAir => "flight-phase-in-the-air",
            Self::Landed => "flight-phase-landed",
            Self::Arrived => "flight-phase-arrived",
            Self::Diverted => "flight-phase-diverted",
            Self::Cancelled => "flight-phase-cancelled",
        }
    }

    /// How far it is in its life; never goes back. Scheduled and delayed are the same step.
    #[must_use]
    pub const fn step(self) -> u8 {
        match self {
            Self::Scheduled | Self::Delayed => 0,
            Self::Boarding => 1,
            Self::NoNews => 2,
            Self::Taxiing => 3,
            Self::InTheAir => 4,
            Self::Landed => 5,
            Self::Arrived => 6,
            Self::Diverted => 7,
            Self::Cancelled => 8,
        }
    }

    /// Whether it has left the gate.
    #[must_use]
    pub const fn has_left(self) -> bool {
        matches!(self, Self::Taxiing | Self::InTheAir | Self::Landed | Self::Arrived | Self::Diverted)
    }
}

/// How it looks: the colour and shape beside the word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// As planned.
    Good,
    /// Changed.
    Changed,
    /// Cancelled, or going elsewhere.
    Lost,
    /// Over, or unknown.
    Rest,
}

/// One end of a flight in its three tellings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Times {
    /// As on the ticket.
    pub planned: Timestamp,
    /// As expected now; planned where nothing else was said.
    pub expected: Timestamp,
    /// As it was.
    pub actual: Option<Timestamp>,
}

impl Times {
    const fn planned(at: Timestamp) -> Self {
        Self { planned: at, expected: at, actual: None }
    }

    /// The time to show: as it was, else as expected.
    #[must_use]
    pub fn best(&self) -> Timestamp {
        self.actual.unwrap_or(self.expected)
    }

    /// Minutes later than planned; negative is early.
    #[must_use]
    pub fn delay_minutes(&self) -> i64 {
        self.best().duration_since(self.planned).as_mins()
    }
}

/// How a flight stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// Where it is in its life.
    pub phase: Phase,
    /// Off-block.
    pub departure: Times,
    /// On-block (of a diverted flight: at the other airport, once that is known).
    pub arrival: Times,
    /// Take-off.
    pub airborne: Option<Timestamp>,
    /// Touch-down.
    pub landed: Option<Timestamp>,
    /// Share of the way flown, 0 to 1.
    pub progress: f32,
    /// Why it is late, cancelled or diverted.
    pub reason: Option<Reason>,
    /// The gate it was moved to.
    pub gate: Option<String>,
    /// The airport it goes to instead.
    pub diverted_to: Option<String>,
    /// When the newest of all this became known.
    pub changed_at: Option<Timestamp>,
}

impl State {
    fn planned(schedule: &Schedule) -> Self {
        Self {
            phase: Phase::Scheduled,
            departure: Times::planned(schedule.departs),
            arrival: Times::planned(schedule.arrives),
            airborne: None,
            landed: None,
            progress: 0.0,
            reason: None,
            gate: None,
            diverted_to: None,
            changed_at: None,
        }
    }

    /// Minutes late that matter now: of the departure until it leaves, of the arrival after.
    #[must_use]
    pub fn delay_minutes(&self) -> i64 {
        if self.phase.has_left() { self.arrival.delay_minutes() } else { self.departure.delay_minutes() }
    }

    /// Whether it is late by the measure of [`LATE_MINUTES`].
    #[must_use]
    pub fn is_late(&self) -> bool {
        self.delay_minutes() >= LATE_MINUTES
    }

    /// Whether anything is known of its leaving: from then on its plan has nothing to say.
    #[must_use]
    pub const fn has_moved(&self) -> bool {
        self.departure.actual.is_some() || self.airborne.is_some() || self.phase.has_left()
    }

    /// Whether it should have left long ago, and nobody has said whether it did.
    #[must_use]
    pub fn is_silent(&self, now: Timestamp) -> bool {
        !self.has_moved() && now >= self.departure.expected + SILENCE
    }

    /// Colour and shape.
    #[must_use]
    pub fn tone(&self) -> Tone {
        match self.phase {
            Phase::Cancelled | Phase::Diverted => Tone::Lost,
            Phase::NoNews => Tone::Rest,
            _ if self.is_late() => Tone::Changed,
            Phase::Arrived => Tone::Rest,
            _ => Tone::Good,
        }
    }

    fn learn(&mut self, report: &Report, schedule: &Schedule) {
        self.changed_at = self.changed_at.max(Some(report.known_at));
        self.reason = report.news.reason().or(self.reason);
        match &report.news {
            News::Estimate { departs, arrives, .. } => {
                self.departure.expected = *departs;
                self.arrival.expected = arrives.unwrap_or(schedule.arrives + departs.duration_since(schedule.departs));
            }
            News::Arrival { at, .. } => self.arrival.expected = *at,
            News::OffBlock { at } => {
                self.departure.actual = Some(*at);
                // Late out is late in, until the take-off message says better; early out waits at the other end.
                let late = at.duration_since(schedule.departs).max(SignedDuration::ZERO);
                self.arrival.expected = schedule.arrives + late;
            }
            News::Airborne { at, arrives } => {
                self.airborne = Some(*at);
                self.arrival.expected = arrives.unwrap_or(self.arrival.expected);
            }
            News::Landed { at } => self.landed = Some(*at),
            News::OnBlock { at } => self.arrival.actual = Some(*at),
            News::Returned { at } => {
                (self.departure.actual, self.airborne, self.landed) = (None, None, None);
                // nobody has said yet when it tries again: not before it was back
                self.departure.expected = self.departure.expected.max(*at);
                self.arrival.expected = schedule.arrives + self.departure.expected.duration_since(schedule.departs);
            }
            News::Cancelled { .. } => self.phase = Phase::Cancelled,
            News::Diverted { to, arrives, .. } => {
                self.diverted_to = Some(to.clone());
                self.arrival.expected = arrives.unwrap_or(self.arrival.expected);
            }
            // once it has left, the plan has nothing to say any more
            News::Planned { .. } if self.departure.actual.is_none() => {
                (self.departure.expected, self.arrival.expected) = (schedule.departs, schedule.arrives);
                self.reason = self.reason.filter(|_| self.phase == Phase::Cancelled);
            }
            News::Planned { .. } => {}
            News::Reinstated => (self.phase, self.reason) = (Phase::Scheduled, None),
            News::Gate { gate } => self.gate = Some(gate.clone()),
        }
    }

    fn phase_at(&self, now: Timestamp) -> Phase {
        if self.phase == Phase::Cancelled {
            Phase::Cancelled
        } else if self.diverted_to.is_some() {
            Phase::Diverted
        } else if self.arrival.actual.is_some() {
            Phase::Arrived
        } else if self.landed.is_some() {
            Phase::Landed
        } else if self.airborne.is_some() {
            Phase::InTheAir
        } else if self.departure.actual.is_some() {
            Phase::Taxiing
        } else if now >= self.departure.expected + SILENCE {
            Phase::NoNews
        } else if now >= self.departure.expected - BOARDING {
            Phase::Boarding
        } else if self.departure.delay_minutes() >= LATE_MINUTES {
            Phase::Delayed
        } else {
            Phase::Scheduled
        }
    }

    fn progress_at(&self, now: Timestamp) -> f32 {
        if self.landed.is_some() || self.arrival.actual.is_some() {
            return 1.0;
        }
        let Some(airborne) = self.airborne else { return 0.0 };
        let whole = self.arrival.expected.duration_since(airborne).as_secs_f32().max(60.0);
        (now.duration_since(airborne).as_secs_f32() / whole).clamp(0.0, 0.99)
    }
}

/// The plan as it was known at an instant: the newest told by then; before the first that moved, the one it was moved from.
#[must_use]
pub fn plan_at(schedule: &Schedule, reports: &[Report], at: Timestamp) -> Schedule {
    let mut plans: Vec<(Timestamp, Schedule)> = Vec::new();
    for report in reports {
        if let News::Planned { departs, arrives } = report.news {
            plans.push((report.known_at, Schedule { departs, arrives }));
        }
    }
    plans.sort_by_key(|(known_at, _)| *known_at);
    let then = plans.iter().rev().find(|(known_at, _)| *known_at <= at).or(plans.first());
    then.map_or(*schedule, |(_, plan)| *plan)
}

/// As [`fold`], with the plan as it stood on a ticket of `issued`: whoever bought one before the plan was moved is owed that plan.
#[must_use]
pub fn fold_as_booked(schedule: &Schedule, reports: &[Report], issued: Timestamp, now: Timestamp) -> State {
    let mut state = fold(schedule, reports, now);
    let booked = plan_at(schedule, reports, issued);
    (state.departure.planned, state.arrival.planned) = (booked.departs, booked.arrives);
    if matches!(state.phase, Phase::Scheduled | Phase::Delayed) {
        state.phase = if state.departure.delay_minutes() >= LATE_MINUTES { Phase::Delayed } else { Phase::Scheduled };
    }
    state
}

/// The state at `now`: whatever `reports` say that was known by then, in the order in which it was told.
#[must_use]
pub fn fold(schedule: &Schedule, reports: &[Report], now: Timestamp) -> State {
    let mut known: Vec<&Report> = reports.iter().filter(|report| report.known_at <= now).collect();
    known.sort_by_key(|report| (report.told_at.unwrap_or(report.known_at), report.known_at));
    let mut state = State::planned(schedule);
    for report in known {
        state.learn(report, schedule);
    }
    state.phase = state.phase_at(now);
    state.progress = state.progress_at(now);
    state
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
