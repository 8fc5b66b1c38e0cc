//! What the demo's colleagues make better: one told in public, one under way, one to be begun, one suggested.

use crate::Result;
use jiff::{Timestamp, ToSpan, civil::Date};
use jiff_sqlx::ToSqlx;
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

/// One of them; days count from the day they are loaded.
struct One {
    state: &'static str,
    finding: &'static str,
    by: &'static str,
    whys: &'static [&'static str],
    cause: Option<&'static str>,
    plan: Option<(&'static str, &'static str, i64)>,
    effective: Option<i64>,
    metric: Option<&'static str>,
    /// Said in English and Chinese, done in English and Chinese.
    told: Option<[&'static str; 4]>,
}

const ALL: [One; 4] = [
    One {
        state: "done",
        finding: "Passengers of late flights write that nobody at the gate says why they wait, and for how long.",
        by: "lead",
        whys: &[
            "Gate agents read the reason in a program they do not have at the gate",
            "The program was bought for the operations centre alone",
            "Nobody counted telling passengers as part of handling a delay",
        ],
        cause: Some("information"),
        plan: Some((
            "Reason and next news stand on the gate agents’ telephones; they say both every fifteen minutes.",
            "noah.bergman",
            -70,
        )),
        effective: Some(-60),
        metric: Some("satisfied"),
        told: Some([
            "When a flight is late, nobody at the gate tells us why, or when we hear more.",
            "航班延误时，登机口没有人告诉我们原因，也不知道什么时候有消息。",
            "Our colleagues at the gate now see the reason as soon as we know it, and tell you every fifteen minutes, also when nothing is new.",
            "登机口的同事现在能第一时间看到延误原因，每十五分钟向您通报一次，没有新消息也会说明。",
        ]),
    },
    One {
        state: "working",
        finding: "Bags of short connections in Newark are left behind more often than others.",
        by: "lead",
        whys: &["They wait for the cart that serves all of the pier", "One cart goes round the pier, whatever is due next"],
        cause: Some("procedure"),
        plan: Some(("A cart of their own for connections under an hour, called by the list of bags at risk.", "petra.novak", 21)),
        effective: None,
        metric: None,
        told: None,
    },
    One {
        state: "open",
        finding: "The page for changing a trip is left where a fee is shown for the first time.",
        by: "lead",
        whys: &["The fee comes as a surprise on the third page"],
        cause: Some("information"),
        plan: None,
        effective: None,
        metric: None,
        told: None,
    },
    One {
        state: "suggested",
        finding: "Print the delivery window on the receipt for a missing bag: most who call ask only that.",
        by: "agent",
        whys: &[],
        cause: None,
        plan: None,
        effective: None,
        metric: None,
        told: None,
    },
];

/// Writes those that are not there yet.
pub async fn load(tx: &mut PgConnection, now: Timestamp, today: Date) -> Result<()> {
    let day = |days: i64| today.checked_add(days.days()).unwrap_or(today).to_sqlx();
    for (number, one) in ALL.iter().enumerate() {
        let key = Uuid::from_u128(0x7e88_0000_0000_0000_0000 + number as u128);
        let whys: Vec<String> = one.whys.iter().map(|why| (*why).to_owned()).collect();
        let told = |place: usize| one.told.and_then(|told| told.get(place).copied());
        let written = sqlx::query_scalar!(
            "insert into improvement (key, state, finding, whys, cause, measure, owner, due, effective, metric, said_en, said_zh, did_en, did_zh,
                                      published_at, created_at, created_by, changed_at)
             values ($1, $2, $3, $4, $5, $6, (select id from staff where email = $7 || '@landside.example'), $8, $9, $10, $11, $12, $13, $14,
                     case when $11::text is not null then $15::timestamptz end, $15, (select id from staff where email = $16 || '@landside.example'), $15)
             on conflict (key) do nothing returning id",
            key,
            one.state,
            one.finding,
            &whys,
            one.cause,
            one.plan.map(|(measure, ..)| measure),
            one.plan.map(|(_, owner, _)| owner),
            one.plan.map(|(.., due)| day(due)) as _,
            one.effective.map(day) as _,
            one.metric,
            told(0),
            told(1),
            told(2),
            told(3),
            now.to_sqlx() as _,
            one.by,
        );
        let Some(id) = written.fetch_optional(&mut *tx).await? else { continue };
        sqlx::query!(
            "insert into improvement_entry (improvement, number, at, staff_id, act, detail)
             values ($1, 1, $2, (select id from staff where email = $3 || '@landside.example'), 'suggest', $4)",
            id,
            now.to_sqlx() as _,
            one.by,
            json!({ "state": one.state }),
        )
        .execute(&mut *tx)
        .await?;
    }
    Ok(())
}
