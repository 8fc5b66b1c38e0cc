//! A filter as SQL. Only what is asked for is in the text, so that Postgres plans for it.

use crate::{Error, Result};
use domain::flight::Designator;
use domain::policy::HUB_ZONE;
use domain::report::{Filter, Group, NONE, Said};
use domain::rights::Departments;
use domain::survey::Measure;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use jiff_sqlx::ToSqlx;
use sqlx::{Postgres, QueryBuilder};

/// What is asked, by whom, and when.
pub(super) struct Ask<'a> {
    pub(super) filter: &'a Filter,
    reach: Departments,
    pub(super) days: (Date, Date),
    /// The day it is at the hub.
    pub(super) today: Date,
}

/// Where columns are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum In {
    /// `survey_figure`: what was said.
    Figures,
    /// `survey_invitation`, or `survey_asked`: who was asked.
    Asked,
}

impl<'a> Ask<'a> {
    /// For somebody whose rights reach so far.
    ///
    /// # Errors
    /// `SignInFirst` for whoever is not staff, `Forbidden` where `reach` is none.
    pub(super) fn new(staff: bool, reach: Option<Departments>, now: Timestamp, filter: &'a Filter) -> Result<Self> {
        if !staff {
            return Err(Error::SignInFirst);
        }
        let reach = reach.ok_or(Error::Forbidden)?;
        let today = now.to_zoned(TimeZone::get(HUB_ZONE).unwrap_or(TimeZone::UTC)).date();
        Ok(Self { filter, reach, days: filter.days(today), today })
    }

    /// Whether nobody is left out but by days and occasion.
    pub(super) fn everybody(&self) -> bool {
        self.filter.of.is_empty() && self.reach == Departments::Every
    }

    /// `where …` of the figures of a part of the journey; empty: the whole.
    pub(super) fn figures(&self, sql: &mut QueryBuilder<Postgres>, about: &str) {
        sql.push(" where touchpoint = ").push_bind(about.to_owned());
        self.within(sql);
    }

    /// ` and …`: the days, and everything else that is asked for.
    pub(super) fn within(&self, sql: &mut QueryBuilder<Postgres>) {
        sql.push(" and day >= ").push_bind(self.days.0.to_sqlx());
        sql.push(" and day <= ").push_bind(self.days.1.to_sqlx());
        self.of(sql, In::Figures);
    }

    /// ` and …` without the days.
    pub(super) fn of(&self, sql: &mut QueryBuilder<Postgres>, place: In) {
        if let Some(occasion) = self.filter.occasion {
            sql.push(" and occasion = ").push_bind(occasion.as_str());
        }
        for (group, value) in &self.filter.of {
            equals(sql, *group, value, place);
        }
        if let Departments::These(departments) = &self.reach {
            sql.push(" and department = any(").push_bind(departments.clone()).push(")");
        }
    }

    /// The satisfaction its figures are of: with the whole, or with what was asked about.
    pub(super) fn satisfied_with(&self) -> &'static str {
        if self.filter.own().is_empty() { "satisfaction" } else { "coalesce(satisfaction, own)" }
    }

    /// The same of a row of a table: what it is once the report is narrowed to the row's value.
    pub(super) fn satisfied_in_row(&self) -> &'static str {
        if !self.filter.own().is_empty() && self.filter.by != Group::Occasion {
            return self.satisfied_with();
        }
        match (self.filter.touchpoint, self.filter.occasion, self.filter.by) {
            (None, None, Group::Occasion) => "coalesce(satisfaction, own)",
            (None, None, Group::Department) => "coalesce(satisfaction, case when department is not null then own end)",
            (None, None, Group::Kind) => "coalesce(satisfaction, case when case_kind is not null then own end)",
            _ => self.satisfied_with(),
        }
    }

    /// ` and …`: only those who said this.
    pub(super) fn said(&self, sql: &mut QueryBuilder<Postgres>, said: Said) {
        match said {
            Said::Number(measure, least, most) => {
                let column = if measure == Measure::Satisfaction { self.satisfied_with() } else { measure.as_str() };
                sql.push(" and ").push(column).push(" between ").push_bind(least).push(" and ").push_bind(most);
            }
            Said::Named => {
                sql.push(" and named");
            }
            Said::Words => {
                sql.push(" and words");
            }
        }
    }
}

fn equals(sql: &mut QueryBuilder<Postgres>, group: Group, value: &str, place: In) {
    match group {
        // who has not answered has no channel
        Group::Channel if place == In::Asked => {}
        _ if value == NONE => {
            sql.push(" and ").push(key(group, place)).push(" is null");
        }
        Group::Station => {
            for station in value.split(',') {
                sql.push(" and ").push_bind(station.to_owned()).push(" in (origin, destination)");
            }
        }
        // the columns are indexed, what they make together is not
        Group::Flight => {
            let flight = value.parse::<Designator>().ok();
            sql.push(" and carrier = ").push_bind(flight.map(|flight| flight.carrier.as_str().to_owned()));
            sql.push(" and number = ").push_bind(flight.map(|flight| flight.number()));
        }
        Group::Route => {
            let (origin, destination) = value.split_once('-').unwrap_or((value, ""));
            sql.push(" and origin = ").push_bind(origin.to_owned());
            sql.push(" and destination = ").push_bind(destination.to_owned());
        }
        _ => {
            sql.push(" and ").push(key(group, place)).push(" = ").push_bind(value.to_owned());
        }
    }
}

/// The expression a group is told by; null where there is none.
pub(super) const fn key(group: Group, place: In) -> &'static str {
    match (group, place) {
        // stations are added up from routes
        (Group::Route | Group::Station, _) => "origin || '-' || destination",
        (Group::Flight, _) => "carrier || number",
        (Group::Occasion, _) => "occasion",
        (Group::Survey, _) => "survey",
        (Group::Channel, _) => "channel",
        (Group::Tier, _) => "tier",
        (Group::Cabin, _) => "cabin",
        (Group::Department, _) => "department",
        (Group::Kind, _) => "case_kind",
        (Group::Language, In::Figures) => "language",
        (Group::Language, In::Asked) => "locale",
    }
}
