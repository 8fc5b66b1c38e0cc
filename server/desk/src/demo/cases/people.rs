//! Who the demo's cases belong to: passengers of its bookings, and the people one can sign in as.

use super::staff;
use super::{minutes, mix};
use crate::Result;
use crate::cases::{self, New, Origin, Step};
use domain::case::{Act, Actor, BagStep, Channel, Event, Kind, Notice, Person, Topic, deadline::Promise};
use domain::locale::Locale;
use jiff::{SignedDuration, Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// Somebody with a matter.
#[derive(Debug, Clone)]
pub(super) struct Traveller {
    pub(super) name: String,
    pub(super) address: String,
    pub(super) language: Locale,
    pub(super) passenger: Option<Uuid>,
    pub(super) locator: Option<String>,
    pub(super) flight: Option<(String, i32, Date)>,
    pub(super) from: String,
    pub(super) to: String,
}

const STRANGERS: [(&str, &str, Locale); 8] = [
    ("Nadia Farouk", "nadia.farouk@example.com", Locale::En),
    ("赵敏", "zhao.min@example.com", Locale::ZhCn),
    ("Peter Halloran", "p.halloran@example.com", Locale::En),
    ("Ines Carvalho", "ines.carvalho@example.com", Locale::En),
    ("陈志远", "chen.zhiyuan@example.com", Locale::ZhCn),
    ("Oluwaseun Adeyemi", "seun.adeyemi@example.com", Locale::En),
    ("Hannah Brück", "hannah.brueck@example.com", Locale::En),
    ("刘思雨", "liu.siyu@example.com", Locale::ZhCn),
];

/// Somebody without a booking here.
pub(super) fn stranger(n: u32) -> Traveller {
    let (name, address, language) = STRANGERS.get(mix(n, 5) as usize % STRANGERS.len()).copied().unwrap_or(STRANGERS[0]);
    Traveller {
        name: name.into(),
        address: address.into(),
        language,
        passenger: None,
        locator: None,
        flight: None,
        from: "EWR".into(),
        to: "ORD".into(),
    }
}

struct Row {
    id: Uuid,
    family_name: String,
    given_name: String,
    language: String,
    locator: String,
    address: Option<String>,
    carrier: Option<String>,
    number: Option<i32>,
    flight_date: Option<jiff_sqlx::Date>,
    origin: Option<String>,
    destination: Option<String>,
}

impl Row {
    fn traveller(self) -> Traveller {
        let chinese = self.family_name.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        let name = if chinese { self.family_name + &self.given_name } else { format!("{} {}", self.given_name, self.family_name) };
        let flight = match (self.carrier, self.number, self.flight_date) {
            (Some(carrier), Some(number), Some(date)) => Some((carrier, number, date.to_jiff())),
            _ => None,
        };
        Traveller {
            address: self.address.unwrap_or_else(|| format!("{}@example.com", self.locator.to_lowercase())),
            name,
            language: Locale::from_tag(&self.language).unwrap_or_default(),
            passenger: Some(self.id),
            locator: Some(self.locator),
            flight,
            from: self.origin.unwrap_or_else(|| "EWR".into()),
            to: self.destination.unwrap_or_else(|| "ORD".into()),
        }
    }
}

/// Passengers of bookings that fly soon or have just flown, half of them in Chinese as far as there are any.
pub(super) async fn travellers(tx: &mut PgConnection, now: Timestamp, count: i64) -> Result<Vec<Traveller>> {
    let rows = sqlx::query_as!(
        Row,
        r#"with picked as (
             select b.locator, b.language, s.carrier, s.number, s.flight_date, s.origin, s.destination,
                    row_number() over (partition by b.language order by md5(b.locator)) as place
               from booking b join segment s on s.locator = b.locator and s.position = 1
              where b.source = 'demo' and s.flight_date <= ($1::timestamptz)::date + 14)
           select p.id, p.family_name, p.given_name, k.language, k.locator, k.carrier as "carrier?", k.number as "number?",
                  k.flight_date as "flight_date?", k.origin as "origin?", k.destination as "destination?",
                  (select c.address from contact c where c.locator = k.locator and c.kind = 'email' and not c.agency order by c.id limit 1) as address
             from picked k join passenger p on p.locator = k.locator and p.position = 1
            order by k.place, k.language limit $2"#,
        now.to_sqlx() as _,
        count,
    )
    .fetch_all(tx)
    .await?;
    Ok(rows.into_iter().map(Row::traveller).collect())
}

/// The passenger of a booking by family name, if the booking is there.
async fn known(tx: &mut PgConnection, locator: &str) -> Result<Option<Traveller>> {
    let row = sqlx::query_as!(
        Row,
        r#"select p.id, p.family_name, p.given_name, b.language, b.locator, s.carrier as "carrier?", s.number as "number?",
                  s.flight_date as "flight_date?", s.origin as "origin?", s.destination as "destination?",
                  (select c.address from contact c where c.locator = b.locator and c.kind = 'email' and not c.agency order by c.id limit 1) as address
             from booking b join passenger p on p.locator = b.locator left join segment s on s.locator = b.locator and s.position = 1
            where b.locator = $1 order by p.position limit 1"#,
        locator,
    );
    Ok(row.fetch_optional(tx).await?.map(Row::traveller))
}

fn before(now: Timestamp, minutes: i64) -> Timestamp {
    now - SignedDuration::from_mins(minutes)
}

fn new(who: &Traveller, kind: Kind, topic: Topic, subject: &str, words: &str) -> New {
    New {
        kind,
        topic,
        subject: subject.into(),
        words: words.into(),
        name: who.name.clone(),
        email: String::new(),
        language: who.language,
        locator: who.locator.clone(),
        flight: who.flight.clone(),
        bag_tag: String::new(),
    }
}

async fn open(tx: &mut PgConnection, at: Timestamp, who: &Traveller, new: New, steps: Vec<Step>) -> Result<()> {
    let actor = Actor::Passenger(who.name.clone());
    let origin = Origin { channel: Channel::Web, address: Some(who.address.clone()), passenger: who.passenger, actor };
    let file = cases::seed(tx, at, new, origin).await?;
    cases::append_all(tx, file.id, steps).await
}

/// Whether a booking has a case that is open, or, for `ever`, any.
async fn has_case(tx: &mut PgConnection, locator: &str, ever: bool) -> Result<bool> {
    let found = sqlx::query_scalar!(
        r#"select exists (select from case_file where locator = $1 and (status <> 'closed' or $2)) as "found!""#,
        locator,
        ever,
    );
    Ok(found.fetch_one(tx).await?)
}

/// The cases of the people one can sign in as, where they have none open; those whose bookings are missing have none.
pub(super) async fn fixed(tx: &mut PgConnection, now: Timestamp) -> Result<usize> {
    let mut written = 0;
    if let Some(wang) = known(tx, "DEMO5D").await?
        && !has_case(tx, "DEMO5D", false).await?
    {
        missing_bags(tx, now, &wang).await?;
        written += 1;
    }
    if let Some(okafor) = known(tx, "DEMO3B").await?
        && !has_case(tx, "DEMO3B", false).await?
    {
        let subject = "Will somebody look after us while we wait?";
        let words = "The board says 3 h 20 late. I have not eaten since six and my phone is nearly empty. Do we get something to eat, and will the flight really go today?";
        open(tx, before(now, 12), &okafor, new(&okafor, Kind::Disruption, Topic::Delay, subject, words), Vec::new()).await?;
        written += 1;
    }
    if let Some(haddad) = known(tx, "DEMO6E").await?
        && !has_case(tx, "DEMO6E", true).await?
    {
        praise(tx, now, &haddad).await?;
        written += 1;
    }
    Ok(written)
}

async fn missing_bags(tx: &mut PgConnection, now: Timestamp, wang: &Traveller) -> Result<()> {
    let mei = Person { id: staff::PEOPLE[0].id().to_string(), name: staff::PEOPLE[0].name.to_owned() };
    let to = wang.to.clone();
    let at = |minutes| before(now, minutes);
    let step = |minutes, actor: Actor, event| Step { at: at(minutes), actor, event };
    let mei_does = |minutes, event| step(minutes, Actor::Staff(mei.clone()), event);
    let system = |minutes, airport: &str, step_: BagStep| {
        let what = Notice::Bag { tag: "0992123456".into(), airport: airport.into(), step: step_, report: None };
        step(minutes, Actor::System, Event::Notice { what })
    };
    let message = |words: &str, asks, reply_by| Event::Message { words: words.into(), channel: Channel::Web, asks, reply_by };
    let mut opening = new(
        wang,
        Kind::Baggage,
        Topic::BagMissing,
        "Two bags did not arrive · 两件行李没到",
        "We waited at belt 7 until the end, both suitcases were missing. One has my father’s medicine in it. 标签号 0992 123456 和 0992 123457。",
    );
    opening.bag_tag = "0992123456".into();
    let steps = vec![
        system(235, &wang.from, BagStep::Traced),
        mei_does(231, Event::Assignment { department: "baggage".into(), owner: Some(mei.clone()) }),
        mei_does(
            221,
            message(
                "您好，王先生，非常抱歉。两件行李没有赶上您的航班，现在在下一班上。因为有药，我已经为您安排优先派送；如果等不及，请先购买并保留收据，费用由我们承担。请问送到哪个地址？\n\nI am sorry, Mr Wang. Both bags missed your flight and are on the next one. Because of the medicine they go with the first courier. Where may we bring them?",
                true,
                None,
            ),
        ),
        mei_does(
            218,
            Event::Note {
                words: "Called the desk at the destination, courier slot 17:30 held. Check when they are scanned.".into(),
                act: None,
            },
        ),
        mei_does(217, Act::Tagged { tag: "medicine".into() }.noted()),
        system(120, &wang.from, BagStep::Loaded),
        system(18, &to, BagStep::Arrived),
        step(
            9,
            Actor::Passenger(wang.name.clone()),
            message("谢谢！请送到 410 W 25th St，有门卫。", false, Some(Promise::around_the_clock(240).reply_by(at(9)))),
        ),
    ];
    open(tx, at(240), wang, opening, steps).await
}

async fn praise(tx: &mut PgConnection, now: Timestamp, haddad: &Traveller) -> Result<()> {
    let rosa = staff::PEOPLE.iter().find(|person| person.mailbox == "rosa.amaral").unwrap_or(&staff::PEOPLE[0]);
    let rosa = Person { id: rosa.id().to_string(), name: rosa.name.to_owned() };
    let opened = now - minutes(1, 1, 5 * 1440, 5 * 1440 + 60);
    let after = |minutes| opened + SignedDuration::from_mins(minutes);
    let words = "Your colleague at gate C120 saw that I had left my laptop at security, ran back and was there again before boarding closed. Please tell her that she saved my week.";
    let answer = "Dear Mr Haddad, I found her: it was Marisol, in her second month with us. She was very happy to hear it. Thank you for taking the time.";
    let steps = vec![
        Step {
            at: after(95),
            actor: Actor::Staff(rosa.clone()),
            event: Event::Assignment { department: "relations".into(), owner: Some(rosa.clone()) },
        },
        Step {
            at: after(140),
            actor: Actor::Staff(rosa),
            event: Event::Message { words: answer.into(), channel: Channel::Web, asks: false, reply_by: None },
        },
        Step { at: after(200), actor: Actor::Passenger(haddad.name.clone()), event: Event::Verdict { answered: true, reply_by: None } },
    ];
    let opening = new(haddad, Kind::Feedback, Topic::Praise, "Thank you to the lady at gate C120", words);
    open(tx, opened, haddad, opening, steps).await
}
