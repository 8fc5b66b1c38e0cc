//! A filter and a reach as SQL. Only what is asked for is in the text, so that Postgres can choose its index.

use super::Item;
use domain::case::search;
use domain::commitment::begin;
use domain::contact::Address;
use domain::policy::HUB_ZONE;
use domain::queue::{Cursor, Due, Filter, Owner, Reach, Rest, Skills, Standing};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use jiff_sqlx::ToSqlx;
use sqlx::{Postgres, QueryBuilder};
use uuid::Uuid;

/// The columns a page is made of.
const ROWS: &str = "select f.id, f.reference, f.subject, f.kind, f.channel, f.language, f.status, f.level, f.priority, f.department,
       f.owner, s.name as owner_name, f.person_name, f.locator, f.carrier, f.number, f.opened_at, f.reply_by, f.last_at,
       e.actor_kind as last_actor_kind, e.actor_name as last_actor_name, case when e.data ? 'act' then 'arranged' else e.kind end as last_kind,
       array(select t.word from case_tag t where t.case_id = f.id order by t.word) as tags,
       (select a.until from case_aside a where a.case_id = f.id) as aside_until,
       (select min(u.due_at) from follow_up u where u.case_id = f.id) as follow_up_at,
       f.kind = 'baggage' and exists (
         select from baggage_report r join bag_match m on m.report_id = r.id and m.state = 'proposed'
           join on_hand o on o.id = m.on_hand_id and o.state = 'held'
          where r.case_id = f.id and r.stage in ('open', 'lost')) as may_be_found
  from (select id from ";

/// Which of the cases that come next in order are looked at.
#[derive(Debug, Clone, Copy)]
pub(super) enum Among {
    /// So many of them, one by one.
    Next(i64),
    /// Those last heard of up to then.
    Until(Timestamp),
    /// All there are.
    All,
}

/// What is asked of the database.
pub(super) struct Asked<'a> {
    filter: &'a Filter,
    reach: &'a Reach,
    own: Uuid,
    owner: Option<Uuid>,
    words: Option<String>,
    /// Of whoever opened the case, where an address is what is looked for.
    address: Option<String>,
    due_before: Option<Timestamp>,
    /// Of whoever asks for what they can answer.
    skills: Option<Skills>,
    now: Timestamp,
}

impl<'a> Asked<'a> {
    /// Nothing where nothing can match: words without a letter or digit, a colleague who is none.
    pub(super) fn new(filter: &'a Filter, reach: &'a Reach, own: &str, now: Timestamp) -> Option<Self> {
        let address = Address::parse(&filter.words).map(|address| address.as_str().to_owned());
        let words = search::query(&filter.words).filter(|_| address.is_none());
        if words.is_none() && address.is_none() && !filter.words.is_empty() {
            return None;
        }
        let own = own.parse().ok()?;
        let owner = match &filter.owner {
            Owner::Any | Owner::Nobody => None,
            Owner::Mine => Some(own),
            Owner::Colleague(id) => Some(id.parse().ok()?),
        };
        let due_before = match filter.due {
            Due::Any => None,
            Due::Late => Some(now),
            Due::Today => Some(end_of_day(now)),
        };
        Some(Self { filter, reach, own, owner, words, address, due_before, skills: None, now })
    }

    /// The same, of what somebody with these skills can answer.
    pub(super) fn answered_by(self, skills: Option<Skills>) -> Self {
        Self { skills, ..self }
    }

    /// The same, with the last word only begun; nothing where no words are asked for, or the last says too little.
    pub(super) fn begun(self) -> Option<Self> {
        self.words.as_ref()?;
        Some(Self { words: Some(search::beginning(&self.filter.words)?), ..self })
    }

    /// Whether the most pressing come first: among open cases.
    pub(super) const fn in_order(&self) -> bool {
        self.filter.only_open()
    }

    /// Whether words are looked for.
    pub(super) const fn searches(&self) -> bool {
        self.words.is_some()
    }

    /// What the page is sorted by, of one of its cases.
    pub(super) fn key(&self, item: &Item) -> Option<Timestamp> {
        if self.filter.only_open() { item.reply_by } else { Some(item.last.at) }
    }

    /// How many, how many late, and since when the oldest waits; of the first `most` in order.
    pub(super) fn count(&self, now: Timestamp, most: i64) -> QueryBuilder<Postgres> {
        let mut sql = QueryBuilder::new("select count(*), count(*) filter (where status <> 'closed' and due < ");
        sql.push_bind(now.to_sqlx());
        sql.push("), min(opened_at) filter (where status <> 'closed') from (select due, opened_at, status from case_file where ");
        self.matching(&mut sql);
        if self.filter.only_open() {
            sql.push(" order by due, id");
        }
        sql.push(" limit ").push_bind(most).push(") found");
        sql
    }

    /// When the last of the `count` cases that come next in order was last heard of, whether they match or not.
    pub(super) fn reaches(&self, from: Option<Cursor>, count: i64) -> QueryBuilder<Postgres> {
        let mut sql = QueryBuilder::new("select last_at from case_file where true");
        self.beyond(&mut sql, from);
        sql.push(" order by ").push(self.order(from)).push(" limit 1 offset ").push_bind(count - 1);
        sql
    }

    /// A page of rows and one more, in order; against the order where the page before is asked for.
    pub(super) fn page(&self, from: Option<Cursor>, most: usize, among: Among) -> QueryBuilder<Postgres> {
        let open = self.filter.only_open();
        let back = from.is_some_and(|from| from.back);
        let mut sql = QueryBuilder::new(ROWS);
        if let Among::Next(count) = among {
            sql.push("(select * from case_file where true");
            self.beyond(&mut sql, from);
            sql.push(" order by ").push(self.order(from)).push(" limit ").push_bind(count).push(") next where ");
            self.matching(&mut sql);
        } else {
            sql.push("case_file where ");
            self.matching(&mut sql);
            self.beyond(&mut sql, from);
        }
        if let Among::Until(until) = among {
            sql.push(if back { " and last_at <= " } else { " and last_at >= " }).push_bind(until.to_sqlx());
        }
        sql.push(" order by ").push(self.order(from)).push(" limit ").push_bind(i64::try_from(most).unwrap_or(i64::MAX));
        sql.push(
            ") page join case_file f using (id) left join staff s on s.id = f.owner
             left join case_entry e on e.case_id = f.id and e.seq = f.last_seq order by ",
        );
        sql.push(match (open, back) {
            (true, false) => "f.due, f.id",
            (true, true) => "f.due desc, f.id desc",
            (false, false) => "f.last_at desc, f.id desc",
            (false, true) => "f.last_at, f.id",
        });
        sql
    }

    /// Only what comes after a place in the order, or before it where the cursor looks back.
    fn beyond(&self, sql: &mut QueryBuilder<Postgres>, from: Option<Cursor>) {
        let Some(from) = from else { return };
        let open = self.filter.only_open();
        // open cases count up to the latest deadline, others down from the newest
        let key = if open { " and (due, id) " } else { " and (last_at, id) " };
        sql.push(key).push(if open == from.back { "< (coalesce(" } else { "> (coalesce(" });
        sql.push_bind(from.at.map(ToSqlx::to_sqlx)).push(", 'infinity'::timestamptz), ").push_bind(from.id).push(")");
    }

    fn order(&self, from: Option<Cursor>) -> &'static str {
        match (self.filter.only_open(), from.is_some_and(|from| from.back)) {
            (true, false) => "due, id",
            (true, true) => "due desc, id desc",
            (false, false) => "last_at desc, id desc",
            (false, true) => "last_at, id",
        }
    }

    /// Rights and filters, over `case_file`.
    fn matching(&self, sql: &mut QueryBuilder<Postgres>) {
        let filter = self.filter;
        sql.push(if filter.only_open() { "status <> 'closed'" } else { "true" });
        if let Standing::In(status) = filter.standing {
            sql.push(" and status = ").push_bind(status.as_str());
        }
        self.within_reach(sql);
        if let Some(department) = &filter.department {
            sql.push(" and department = ").push_bind(department.clone());
        }
        if let Some(kind) = filter.kind {
            sql.push(" and kind = ").push_bind(kind.as_str());
        }
        if let Some(channel) = filter.channel {
            sql.push(" and channel = ").push_bind(channel.as_str());
        }
        if let Some(language) = filter.language {
            sql.push(" and language = ").push_bind(language.tag());
        }
        self.opened(sql);
        self.answered(sql);
        match (&filter.owner, self.owner) {
            (Owner::Nobody, _) => {
                sql.push(" and owner is null");
            }
            (_, Some(owner)) => {
                sql.push(" and owner = ").push_bind(owner);
            }
            (_, None) => {}
        }
        if let Some(before) = self.due_before {
            sql.push(" and status <> 'closed' and due < ").push_bind(before.to_sqlx());
        }
        self.waiting(sql);
        if !filter.tag.is_empty() {
            sql.push(" and id in (select case_id from case_tag where word = ").push_bind(filter.tag.clone()).push(")");
        }
        if let Some(address) = &self.address {
            sql.push(" and opener_address = ").push_bind(address.clone());
        }
        if let Some(words) = &self.words {
            sql.push(" and search @@ ").push_bind(words.clone()).push("::tsquery");
        }
    }

    /// Days at the hub, both included.
    fn opened(&self, sql: &mut QueryBuilder<Postgres>) {
        let zone = TimeZone::get(HUB_ZONE).unwrap_or(TimeZone::UTC);
        let (from, to) = self.filter.opened;
        if let Some(from) = from {
            sql.push(" and opened_at >= ").push_bind(begin(from, &zone).to_sqlx());
        }
        if let Some(after) = to.and_then(|to| to.tomorrow().ok()) {
            sql.push(" and opened_at < ").push_bind(begin(after, &zone).to_sqlx());
        }
    }

    /// [`Skills::answer`], said of many cases at once.
    fn answered(&self, sql: &mut QueryBuilder<Postgres>) {
        let Some(Skills { languages, kinds }) = &self.skills else { return };
        let languages: Vec<&'static str> = languages.iter().map(|locale| locale.tag()).collect();
        sql.push(" and language = any(").push_bind(languages).push(")");
        if !kinds.is_empty() {
            let kinds: Vec<&'static str> = kinds.iter().map(|kind| kind.as_str()).collect();
            sql.push(" and kind = any(").push_bind(kinds).push(")");
        }
    }

    /// Few cases are put aside or followed up: they are told from the others without a look at their rows. What is late is
    /// at hand, whoever put it aside.
    fn waiting(&self, sql: &mut QueryBuilder<Postgres>) {
        let now = self.now.to_sqlx();
        let among = match self.filter.rest {
            Rest::AtHand if self.filter.leaves_out_aside() => {
                sql.push(" and (due < ").push_bind(now).push(" or id not in (select case_id from case_aside where until > ");
                sql.push_bind(now).push("))");
                return;
            }
            Rest::Aside => " and id in (select case_id from case_aside where until > ",
            Rest::FollowUp => " and id in (select case_id from follow_up where due_at <= ",
            Rest::AtHand | Rest::Any => return,
        };
        sql.push(among).push_bind(now).push(")");
    }

    /// Narrower than the filter only where it has to be: a department that is theirs needs no second test.
    fn within_reach(&self, sql: &mut QueryBuilder<Postgres>) {
        let Reach::Departments { departments, .. } = self.reach else { return };
        if self.filter.department.as_ref().is_some_and(|department| departments.contains(department)) || self.owner == Some(self.own) {
            return;
        }
        sql.push(" and (department = any(").push_bind(departments.clone()).push(") or owner = ").push_bind(self.own).push(")");
    }
}

/// The end of the airline's day.
fn end_of_day(now: Timestamp) -> Timestamp {
    let zone = TimeZone::get(HUB_ZONE).unwrap_or(TimeZone::UTC);
    let midnight = now.to_zoned(zone.clone()).date().tomorrow().and_then(|day| day.to_zoned(zone));
    midnight.map_or_else(|_| now + SignedDuration::from_hours(24), |midnight| midnight.timestamp())
}
