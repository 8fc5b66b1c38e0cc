//! Many believable cases, quickly: one in twenty open, words of both languages, ten entries each.

use crate::report::Outcome;
use desk::PgPool;
use domain::{
    case::{Reference, search},
    rights::{Role, StaffMember, Viewer, Who},
};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

/// Cases written by one statement.
const AT_ONCE: u32 = 10_000;

/// A word in three cases of ten.
pub(crate) const COMMON: &str = "suitcase";
/// In about one case of two hundred.
pub(crate) const SCARCE: &str = "word17";
/// About one case in ten thousand.
pub(crate) const RARE: &str = "rare3";
/// In three cases of ten, as characters and pairs.
pub(crate) const CHINESE: &str = "行李";

/// An agent of two departments and a supervisor.
pub(crate) async fn staff(db: &PgPool) -> Outcome<[Viewer; 2]> {
    let mut viewers = Vec::new();
    for (role, departments) in [(Role::Agent, vec!["baggage", "service"]), (Role::Supervisor, vec![])] {
        let departments: Vec<String> = departments.into_iter().map(str::to_owned).collect();
        let id = Uuid::now_v7();
        sqlx::query("insert into staff (id, email, name, role, departments, password_hash, totp_secret) values ($1, $2, 'Mei Chen', $3, $4, '', '')")
            .bind(id)
            .bind(format!("{id}@landside.example"))
            .bind(role.as_str())
            .bind(&departments)
            .execute(db)
            .await?;
        let member = StaffMember { id: id.to_string(), name: "Mei Chen".to_owned(), role, departments };
        viewers.push(Viewer { who: Who::Staff(member), ..Viewer::default() });
    }
    viewers.try_into().map_err(|_| "two viewers".into())
}

/// Writes `count` cases into an empty database: indexes come after the rows, and rows that are right are not checked.
pub(crate) async fn cases(db: &PgPool, count: u32) -> Outcome {
    let indexes: Vec<(String, String)> = sqlx::query_as(
        "select indexname, indexdef from pg_indexes
          where tablename = 'case_file' and not exists (select from pg_constraint where conname = indexname)",
    )
    .fetch_all(db)
    .await?;
    for (name, _) in &indexes {
        sqlx::raw_sql(AssertSqlSafe(format!("drop index {name}"))).execute(db).await?;
    }
    // two writers: making the rows is work for a core, storing them for another
    let (one, other) = tokio::join!(write(db, count, 0), write(db, count, AT_ONCE));
    one.and(other)?;
    for (_, definition) in &indexes {
        sqlx::raw_sql(AssertSqlSafe(format!("set maintenance_work_mem = '256MB'; {definition}"))).execute(db).await?;
    }
    // a service office's database has been vacuumed; ours is new
    for statement in ["vacuum analyze case_file", "vacuum analyze case_entry", "checkpoint"] {
        sqlx::query(statement).execute(db).await?;
    }
    Ok(())
}

/// Every second portion, from `first` on.
async fn write(db: &PgPool, count: u32, first: u32) -> Outcome {
    let chinese = search::tokens("行李没有到达");
    let mut connection = db.acquire().await?;
    sqlx::query("set session_replication_role = replica").execute(&mut *connection).await?;
    for begin in (first..count).step_by(2 * AT_ONCE as usize) {
        let end = count.min(begin + AT_ONCE);
        // spread over the whole alphabet, as random references are
        let references: Vec<String> = (begin..end).map(|n| Reference::from_number(u64::from(n) * 48_271).to_string()).collect();
        let words: Vec<String> = references.iter().map(|reference| search::tokens(reference).concat()).collect();
        sqlx::query(CASES).bind(i64::from(begin)).bind(&references).bind(&words).bind(&chinese).execute(&mut *connection).await?;
    }
    // it does not go back into the pool
    connection.close().await?;
    Ok(())
}

const CASES: &str = "
with made as (
    select n, reference, word, n % 20 = 0 as open, hashtext(n::text) & 1073741823 as h
      from (select $1 + ordinality as n, reference, word from unnest($2::text[], $3::text[]) with ordinality as u (reference, word, ordinality)) u
), files as (
    insert into case_file (reference, kind, topic, channel, language, subject, status, department, owner, opened_at, reply_by, closed_at,
           last_seq, last_public_seq, last_at, person_name, opener_address, locator, carrier, number, flight_date, search)
    select reference,
           (array['inquiry', 'complaint', 'change', 'baggage', 'baggage', 'assistance', 'disruption', 'feedback'])[1 + h % 8], 'other',
           (array['web', 'web', 'web', 'email', 'email', 'phone', 'counter', 'kiosk', 'social'])[1 + h / 8 % 9],
           case when h % 3 = 0 then 'zh-CN' else 'en' end,
           case when h % 3 = 0 then '行李没有到达 ' else 'My suitcase did not arrive ' end || n,
           case when open then (array['new', 'new', 'triaged', 'working', 'working', 'waiting', 'escalated', 'reopened'])[1 + h / 64 % 8] else 'closed' end,
           (array['service', 'flights', 'baggage', 'refunds', 'assistance', 'relations'])[1 + h / 512 % 6],
           case when h / 4096 % 2 = 0 then (select id from staff where role = 'agent' limit 1) end,
           opened, case when open then opened + interval '1 day' + h % 100000 * interval '1 second' end, case when not open then opened + interval '1 day' end,
           10, 10, opened + interval '9 hours', 'Passenger ' || h % 50000, 'p' || h % 200000 || '@example.com',
           'L' || lpad(upper(to_hex(h % 1000000)), 5, 'Z'), 'LD', 100 + h % 800, opened::date,
           array_to_tsvector(array(select distinct w from unnest(
               array[word, 'passenger', 'p' || h % 50000, 'word' || h % 1000, 'word' || h / 7 % 1000, 'word' || h / 11 % 300, 'rare' || h % 10000,
                     'ld' || 100 + h % 800, case when h % 10 < 3 then 'suitcase' else 'seat' end, 'please', 'waited', 'my', 'did', 'not', 'arrive']
               || case when h % 3 = 0 then $4::text[] else '{}' end) w))
      from (select *, case when open then now() - h % 130000 * interval '1 second' else now() - interval '3 days' - h % 1000 * interval '1 day' end as opened from made) m
    returning id, opened_at, reply_by
)
insert into case_entry (case_id, seq, at, actor_kind, actor_id, actor_name, audience, kind, channel, body, data)
select id, seq, opened_at + (seq - 1) * interval '1 hour', case when seq % 2 = 1 then 'passenger' else 'staff' end,
       case when seq % 2 = 0 then '00000000-0000-7000-8000-000000000001' end, case when seq % 2 = 1 then 'Passenger' else 'Mei Chen' end, 'everyone',
       case when seq = 1 then 'opened' else 'message' end, 'web', 'We waited at belt 7 and nothing came. 我们等了很久，行李没有到达。 ' || seq,
       case when seq = 1 then jsonb_build_object('of', 'inquiry', 'topic', 'other', 'subject', 'A case', 'department', 'service', 'reply_by',
                                                 to_char(opened_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')) else '{}' end
  from files, generate_series(1, 10) seq";
