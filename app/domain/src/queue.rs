//! The queue's filters as a value: read from and written to an address, and how far each member of staff sees.

mod skills;

pub use skills::Skills;

use crate::case::{CaseId, Channel, Kind, Status, tag};
use crate::locale::Locale;
use crate::rights::{Departments, Role, Viewer};
use jiff::{Timestamp, civil::Date};

/// The longest search taken from an address, in characters.
const WORDS_LONGEST: usize = 200;

/// Which cases by where they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// Somebody still owes something.
    #[default]
    Open,
    /// In one status, closed included.
    In(Status),
    /// Open and closed.
    Any,
}

/// Which cases by their reply-by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Due {
    /// Whenever, or not at all.
    #[default]
    Any,
    /// Past.
    Late,
    /// Before the day ends where the airline is at home; late ones too.
    Today,
}

/// Which cases by who has them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Owner {
    /// Anybody or nobody.
    #[default]
    Any,
    /// Whoever asks.
    Mine,
    /// Nobody yet.
    Nobody,
    /// A colleague, by row id.
    Colleague(String),
}

/// Which cases by whether they can wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rest {
    /// What is not put aside now.
    #[default]
    AtHand,
    /// What is put aside now.
    Aside,
    /// What somebody meant to come back to by now.
    FollowUp,
    /// All of them.
    Any,
}

/// Which cases a queue shows. What is not set does not filter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Where they stand.
    pub standing: Standing,
    /// By when they are due.
    pub due: Due,
    /// Department, by id.
    pub department: Option<String>,
    /// What sort.
    pub kind: Option<Kind>,
    /// How they came in.
    pub channel: Option<Channel>,
    /// The language the passenger writes in.
    pub language: Option<Locale>,
    /// Only what the viewer can answer ([`Skills`]).
    pub can: bool,
    /// Who has them.
    pub owner: Owner,
    /// Whether they can wait.
    pub rest: Rest,
    /// The first and last day they were opened on, at the hub.
    pub opened: (Option<Date>, Option<Date>),
    /// A tag they carry; empty for any.
    pub tag: String,
    /// Words to look for: reference, name, locator, flight, anything said.
    pub words: String,
}

impl Filter {
    /// Reads a filter from the fields of an address. What it does not know does not filter: an old link
    /// shows too much rather than an error, and never more than the viewer's rights.
    #[must_use]
    pub fn read(field: impl Fn(&str) -> Option<String>) -> Self {
        let field = |name: &str| field(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
        let standing = match field("state").as_deref() {
            Some("any") => Standing::Any,
            Some(status) => Status::parse(status).map_or(Standing::Open, Standing::In),
            None => Standing::Open,
        };
        let due = match field("due").as_deref() {
            Some("late") => Due::Late,
            Some("today") => Due::Today,
            _ => Due::Any,
        };
        let owner = match field("owner") {
            Some(who) if who == "me" => Owner::Mine,
            Some(who) if who == "nobody" => Owner::Nobody,
            Some(who) => Owner::Colleague(who),
            None => Owner::Any,
        };
        let rest = match field("rest").as_deref() {
            Some("aside") => Rest::Aside,
            Some("follow-up") => Rest::FollowUp,
            Some("any") => Rest::Any,
            _ => Rest::AtHand,
        };
        Self {
            standing,
            due,
            rest,
            opened: (field("from").and_then(|text| opened(&text)), field("to").and_then(|text| opened(&text))),
            tag: field("tag").and_then(|typed| tag(&typed)).unwrap_or_default(),
            department: field("department"),
            kind: field("kind").and_then(|kind| Kind::parse(&kind)),
            channel: field("channel").and_then(|channel| Channel::parse(&channel)),
            language: field("language").and_then(|tag| Locale::ALL.into_iter().find(|locale| locale.tag() == tag)),
            can: field("can").as_deref() == Some("me"),
            owner,
            words: field("words").unwrap_or_default().chars().filter(|c| !c.is_control()).take(WORDS_LONGEST).collect(),
        }
    }

    /// Its fields as an address holds them; [`Filter::read`] gives the same filter back.
    #[must_use]
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let all = [
            ("state", self.state().to_owned()),
            ("due", self.due().to_owned()),
            ("department", self.department.clone().unwrap_or_default()),
            ("kind", self.kind.map_or("", Kind::as_str).to_owned()),
            ("channel", self.channel.map_or("", Channel::as_str).to_owned()),
            ("language", self.language.map_or("", Locale::tag).to_owned()),
            ("can", self.can().to_owned()),
            ("owner", self.owner().to_owned()),
            ("rest", self.rest().to_owned()),
            ("from", self.opened.0.map_or_else(String::new, |day| day.to_string())),
            ("to", self.opened.1.map_or_else(String::new, |day| day.to_string())),
            ("tag", self.tag.clone()),
            ("words", self.words.clone()),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }

    /// `state` as an address holds it; empty for open.
    #[must_use]
    pub const fn state(&self) -> &'static str {
        match self.standing {
            Standing::Open => "",
            Standing::In(status) => status.as_str(),
            Standing::Any => "any",
        }
    }

    /// `due` as an address holds it; empty for any.
    #[must_use]
    pub const fn due(&self) -> &'static str {
        match self.due {
            Due::Any => "",
            Due::Late => "late",
            Due::Today => "today",
        }
    }

    /// `can` as an address holds it; empty for what anybody can answer.
    #[must_use]
    pub const fn can(&self) -> &'static str {
        if self.can { "me" } else { "" }
    }

    /// `owner` as an address holds it; empty for any.
    #[must_use]
    pub fn owner(&self) -> &str {
        match &self.owner {
            Owner::Any => "",
            Owner::Mine => "me",
            Owner::Nobody => "nobody",
            Owner::Colleague(id) => id,
        }
    }

    /// `rest` as an address holds it; empty for what is at hand.
    #[must_use]
    pub const fn rest(&self) -> &'static str {
        match self.rest {
            Rest::AtHand => "",
            Rest::Aside => "aside",
            Rest::FollowUp => "follow-up",
            Rest::Any => "any",
        }
    }

    /// Whether what is put aside is left out: where one works through what is open. A search finds it all the same, and
    /// what is late is never out of sight.
    #[must_use]
    pub fn leaves_out_aside(&self) -> bool {
        self.rest == Rest::AtHand && self.only_open() && self.words.is_empty() && self.due != Due::Late
    }

    /// Whether only open cases are asked for: those have deadlines and are sorted by them.
    #[must_use]
    pub const fn only_open(&self) -> bool {
        match self.standing {
            Standing::Open => true,
            Standing::In(status) => status.is_open(),
            Standing::Any => false,
        }
    }
}

fn opened(text: &str) -> Option<Date> {
    crate::commitment::plausible(text.parse().ok()?)
}

/// A place in a queue: the case a page ends or begins with. Cases that come or go meanwhile move nobody
/// across it twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// Its reply-by, or when something last happened to it where the list is sorted so. None: at the end.
    pub at: Option<Timestamp>,
    /// Its row id.
    pub id: CaseId,
    /// The page before this place is asked for, not the one after it.
    pub back: bool,
}

impl Cursor {
    /// As an address holds it: microseconds since 1970 UTC (or `-`), and the id.
    #[must_use]
    pub fn to_text(self) -> String {
        let at = self.at.map_or_else(|| "-".to_owned(), |at| at.as_microsecond().to_string());
        format!("{at}.{}", self.id)
    }

    /// Reads what [`Cursor::to_text`] wrote; nothing where it is something else.
    #[must_use]
    pub fn parse(text: &str, back: bool) -> Option<Self> {
        let (at, id) = text.split_once('.')?;
        let at = match at {
            "-" => None,
            at => Some(Timestamp::from_microsecond(at.parse().ok()?).ok()?),
        };
        Some(Self { at, id: id.parse().ok()?, back })
    }
}

/// How far a member of staff sees. The same rule as [`crate::rights::case_access`] to read, said of many cases at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Every case.
    Everything,
    /// The cases of these departments, and those they have themselves.
    Departments {
        /// By id.
        departments: Vec<String>,
        /// Their own row id.
        own: String,
    },
}

/// How far the viewer sees in queues: nobody but staff does, and programs whose tokens are good for reading cases.
#[must_use]
pub fn reach(viewer: &Viewer) -> Option<Reach> {
    if let Some(machine) = viewer.machine().filter(|machine| machine.reads_cases()) {
        return Some(match &machine.departments {
            Departments::Every => Reach::Everything,
            Departments::These(ids) => Reach::Departments { departments: ids.clone(), own: machine.id.clone() },
        });
    }
    let member = viewer.staff()?;
    Some(match member.role {
        Role::Agent | Role::Owner => Reach::Departments { departments: member.departments.clone(), own: member.id.clone() },
        Role::Supervisor | Role::Administrator => Reach::Everything,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::rights::{CaseAction, CaseFacts, StaffMember, Who, case_access};
    use proptest::{prelude::*, sample::select};
    use std::collections::HashMap;

    fn filters() -> impl Strategy<Value = Filter> {
        let standing = prop_oneof![Just(Standing::Open), Just(Standing::Any), select(Status::ALL.to_vec()).prop_map(Standing::In)];
        let owner = prop_oneof![Just(Owner::Any), Just(Owner::Mine), Just(Owner::Nobody), "[0-9a-f]{8}".prop_map(Owner::Colleague)];
        let day = || {
            proptest::option::of((2000_i16..=2100, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| jiff::civil::date(year, month, day)))
        };
        let one_of = |all: &[&str]| proptest::option::of(select(all.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>()));
        (
            standing,
            select(vec![Due::Any, Due::Late, Due::Today]),
            one_of(&["baggage", "refunds"]),
            proptest::option::of(select(Kind::ALL.to_vec())),
            proptest::option::of(select(Channel::ALL.to_vec())),
            proptest::option::of(select(Locale::ALL.to_vec())),
            owner,
            (select(vec![Rest::AtHand, Rest::Aside, Rest::FollowUp, Rest::Any]), "[a-z雪]{0,8}", any::<bool>(), (day(), day())),
            "[a-z行李&=% ]{0,20}",
        )
            .prop_map(|(standing, due, department, kind, channel, language, owner, (rest, tag, can, opened), words)| Filter {
                standing,
                due,
                department,
                kind,
                channel,
                language,
                can,
                owner,
                rest,
                opened,
                tag,
                words: words.trim().to_owned(),
            })
    }

    proptest! {
        #[test]
        fn a_filter_survives_its_address(filter in filters()) {
            let fields: HashMap<&str, String> = filter.fields().into_iter().collect();
            prop_assert_eq!(Filter::read(|name| fields.get(name).cloned()), filter);
        }

        #[test]
        fn any_address_makes_a_filter(value in ".{0,300}") {
            let filter = Filter::read(|_| Some(value.clone()));
            prop_assert!(filter.words.chars().count() <= WORDS_LONGEST);
            prop_assert!(filter.words.chars().all(|c| !c.is_control()));
            let _ = Cursor::parse(&value, false);
        }

        #[test]
        fn a_place_survives_its_address(at in proptest::option::of(0_i64..4_000_000_000_000_000), id in any::<i64>(), back in any::<bool>()) {
            let place = Cursor { at: at.map(|at| Timestamp::from_microsecond(at).unwrap()), id, back };
            prop_assert_eq!(Cursor::parse(&place.to_text(), back), Some(place));
        }
    }

    #[test]
    fn what_is_put_aside_is_out_of_the_way_and_never_out_of_reach() {
        let open = Filter::default();
        assert!(open.leaves_out_aside());
        for seen in [
            Filter { rest: Rest::Any, ..open.clone() },
            Filter { rest: Rest::Aside, ..open.clone() },
            Filter { rest: Rest::FollowUp, ..open.clone() },
            Filter { due: Due::Late, ..open.clone() },
            Filter { words: "bag".into(), ..open.clone() },
            Filter { standing: Standing::Any, ..open.clone() },
        ] {
            assert!(!seen.leaves_out_aside(), "{seen:?}");
        }
    }

    #[test]
    fn a_damaged_place_is_the_beginning() {
        for bad in ["", ".", "1", "x.1", "1.x", "99999999999999999999.1", "9223372036854775807.1"] {
            assert_eq!(Cursor::parse(bad, false), None, "{bad}");
        }
    }

    #[test]
    fn a_queue_shows_what_a_case_page_would_open() {
        for role in [Role::Agent, Role::Owner, Role::Supervisor, Role::Administrator] {
            let member = StaffMember { id: "mei".into(), name: "Mei Chen".into(), role, departments: vec!["baggage".into()] };
            let viewer = Viewer { who: Who::Staff(member), ..Viewer::default() };
            let reach = reach(&viewer).unwrap();
            for (department, owner) in [("baggage", None), ("refunds", None), ("refunds", Some("mei")), ("refunds", Some("li"))] {
                let case = CaseFacts { id: 1, department, owner, opener_address: None, opener_passenger: None, also: &[], invited: false };
                let reads = case_access(&viewer, &case).is_some_and(|role| role.may(CaseAction::Read));
                let listed = match &reach {
                    Reach::Everything => true,
                    Reach::Departments { departments, own } => departments.iter().any(|d| d == department) || owner == Some(own.as_str()),
                };
                assert_eq!(reads, listed, "{role:?} {department} {owner:?}");
            }
        }
        assert_eq!(reach(&Viewer::default()), None);
        assert_eq!(reach(&Viewer::system()), None);
    }
}
