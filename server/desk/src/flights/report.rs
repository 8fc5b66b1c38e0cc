//! What became known of flights, written down: by airlines' messages, and by the demo.

use crate::Result;
use domain::flight::Report;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;

/// Writes reports of flights, by their row ids; those that are there already stay as they are.
///
/// # Errors
/// Those of the database.
pub async fn report(db: &mut PgConnection, told: &[(i64, Report)]) -> Result<()> {
    let maybe = |of: fn(&Report) -> Option<Timestamp>| told.iter().map(|(_, report)| of(report).map(|at| at.to_sqlx())).collect::<Vec<_>>();
    sqlx::query!(
        "insert into flight_report (flight_id, known_at, kind, at, at_in, place, reason, told_at)
         select * from unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::text[], $7::text[], $8::timestamptz[])
         on conflict do nothing",
        &told.iter().map(|(id, _)| *id).collect::<Vec<_>>(),
        &told.iter().map(|(_, report)| report.known_at.to_sqlx()).collect::<Vec<_>>() as _,
        &told.iter().map(|(_, report)| report.news.kind().to_owned()).collect::<Vec<_>>(),
        &maybe(|report| report.news.at()) as _,
        &maybe(|report| report.news.at_in()) as _,
        &told.iter().map(|(_, report)| report.news.place().map(str::to_owned)).collect::<Vec<_>>() as _,
        &told.iter().map(|(_, report)| report.news.reason().map(|reason| reason.as_str().to_owned())).collect::<Vec<_>>() as _,
        &maybe(|report| report.told_at) as _,
    )
    .execute(db)
    .await?;
    Ok(())
}
