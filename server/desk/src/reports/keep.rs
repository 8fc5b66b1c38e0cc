//! The rows reports add up, from what was sent.

use crate::{PgPool, Result};
use domain::policy::HUB_ZONE;
use domain::survey::{Occasion, TOUCHPOINTS, WRONG};
use sqlx::PgConnection;
use uuid::Uuid;

/// Responses added in one transaction: what they take grows with the square of it.
const AT_ONCE: i64 = 1_000;

/// Writes the rows of these responses, in the transaction that marks them as `figured`.
///
/// # Errors
/// Those of the database.
pub(crate) async fn keep(tx: &mut PgConnection, responses: &[Uuid]) -> Result<()> {
    let touchpoints: Vec<String> = TOUCHPOINTS.map(str::to_owned).to_vec();
    sqlx::query!(
        "with sent as (
             select *, (done_at at time zone $2)::date as day from survey_invitation where id = any($1) and done_at is not null
         ), said as (
             select a.invitation, coalesce(a.touchpoint, '') as touchpoint, a.measure, a.number, a.question, a.item
               from survey_answer a where a.invitation = any($1) and a.month is not null and a.measure is not null and a.number is not null
         ), named as (
             select distinct a.invitation, a.item from survey_answer a where a.invitation = any($1) and a.month is not null and a.question = $4 and a.item = any($3)
         ), each as (
             select invitation, touchpoint, row_number() over (partition by invitation, touchpoint, measure order by question, item) as part,
                    measure, number
               from said where touchpoint <> ''
             union all
             select invitation, '', row_number() over (partition by invitation, measure order by question, item), measure, number
               from said where touchpoint = '' or measure <> 'satisfaction'
             union all
             -- what they were asked about, where that is a part of the whole
             select s.invitation, '', row_number() over (partition by s.invitation order by s.question, s.item), 'own', s.number
               from said s join sent i on i.id = s.invitation
              where s.measure = 'satisfaction' and s.touchpoint = case i.occasion when 'case' then $5 when 'change' then $6 end
             union all
             select invitation, item, 1, 'named', null from named
             union all
             select invitation, '', 1, 'named', null from named
             union all
             select distinct a.invitation, '', 1, 'words', null::smallint from survey_answer a
              where a.invitation = any($1) and a.month is not null and a.kind = 'text' and a.words <> ''
             union all
             -- sent without a number
             select id, '', 1, null, null from sent
         ), figure as (
             select invitation, touchpoint, part, max(number) filter (where measure = 'satisfaction') as satisfaction,
                    max(number) filter (where measure = 'recommendation') as recommendation, max(number) filter (where measure = 'effort') as effort,
                    max(number) filter (where measure = 'own') as own, coalesce(bool_or(measure = 'named'), false) as named,
                    coalesce(bool_or(measure = 'words'), false) as words
               from each group by invitation, touchpoint, part
         )
         insert into survey_figure (invitation, touchpoint, part, satisfaction, recommendation, effort, whole_satisfaction, whole_recommendation,
                                    own, named, words, day, month, survey, occasion, channel, language, carrier, number, origin, destination, tier, cabin,
                                    department, case_kind)
         select f.invitation, f.touchpoint, f.part, f.satisfaction, f.recommendation, f.effort,
                max(f.satisfaction) filter (where f.touchpoint = '' and f.part = 1) over (partition by f.invitation),
                max(f.recommendation) filter (where f.touchpoint = '' and f.part = 1) over (partition by f.invitation),
                f.own, f.named, f.words, s.day, date_trunc('month', s.day::timestamp)::date, s.survey, s.occasion, coalesce(s.channel, 'page'),
                coalesce(s.answer_locale, s.locale), s.carrier, s.number, s.origin, s.destination, s.tier, s.cabin, s.department, s.case_kind
           from figure f join sent s on s.id = f.invitation
         on conflict do nothing",
        responses,
        HUB_ZONE,
        &touchpoints,
        WRONG,
        Occasion::Case.about(),
        Occasion::Change.about(),
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Adds what was sent by a program that knew nothing of reports. Any number of processes may do so at once. Answers with how many.
///
/// # Errors
/// Those of the database.
pub async fn complete(db: &PgPool) -> Result<usize> {
    let mut added = 0;
    loop {
        let mut tx = db.begin().await?;
        let left = sqlx::query_scalar!(
            "update survey_invitation set figured = true
              where id in (select id from survey_invitation where done_at is not null and not figured limit $1 for update skip locked)
             returning id",
            AT_ONCE,
        );
        let left = left.fetch_all(&mut *tx).await?;
        if left.is_empty() {
            return Ok(added);
        }
        keep(&mut tx, &left).await?;
        tx.commit().await?;
        added += left.len();
    }
}

/// Counts every answer anew and compares with what reports add up. Answers with how many responses there are, and with what differs:
/// a part of the journey and a measure.
///
/// # Errors
/// Those of the database.
pub async fn verify(db: &PgPool) -> Result<(i64, Vec<String>)> {
    let mut tx = db.begin().await?;
    sqlx::query("set transaction isolation level repeatable read, read only").execute(&mut *tx).await?;
    let responses = sqlx::query_scalar!(r#"select count(*) as "count!" from survey_invitation where figured"#).fetch_one(&mut *tx).await?;
    let differ = sqlx::query_scalar!(
        r#"with said as (
             select coalesce(a.touchpoint, '') as touchpoint, a.measure, a.number::int as number
               from survey_answer a join survey_invitation i on i.id = a.invitation and i.figured
              where a.month is not null and a.measure is not null and a.number is not null
         ), anew as (
             select touchpoint, measure, count(*) as count, sum(number) as sum from said where touchpoint <> '' group by 1, 2
             union all
             select '', measure, count(*), sum(number) from said where touchpoint = '' or measure <> 'satisfaction' group by 2
             union all
             select '', 'response', count(*), null from survey_invitation where figured
             union all
             select a.item, 'named', count(distinct a.invitation), null from survey_answer a join survey_invitation i on i.id = a.invitation and i.figured
              where a.month is not null and a.question = $1 and a.item = any($2) group by 1
         ), kept as (
             select f.touchpoint, m.measure, count(m.number) as count, sum(m.number) as sum
               from survey_figure f cross join lateral (values ('satisfaction', f.satisfaction::int), ('recommendation', f.recommendation::int),
                                                               ('effort', f.effort::int)) m (measure, number)
              where m.number is not null group by 1, 2
             union all
             select '', 'response', count(*), null from survey_figure where touchpoint = '' and part = 1
             union all
             select touchpoint, 'named', count(*), null from survey_figure where named and touchpoint <> '' group by 1
             union all
             -- what stands beside the numbers is what the response has
             select '', 'what it goes by', count(*), null from survey_figure f join survey_invitation i on i.id = f.invitation
              where (f.survey, f.occasion, f.channel, f.language, f.carrier, f.number, f.origin, f.destination, f.tier, f.cabin, f.department, f.case_kind, f.day)
                    is distinct from (i.survey, i.occasion, coalesce(i.channel, 'page'), coalesce(i.answer_locale, i.locale), i.carrier, i.number,
                                      i.origin, i.destination, i.tier, i.cabin, i.department, i.case_kind, (i.done_at at time zone $3)::date)
         )
         select concat_ws(' ', coalesce(a.measure, k.measure), nullif(coalesce(a.touchpoint, k.touchpoint), '')) as "what!"
           from anew a full join kept k on k.touchpoint = a.touchpoint and k.measure = a.measure
          where (coalesce(a.count, 0), coalesce(a.sum, 0)) is distinct from (coalesce(k.count, 0), coalesce(k.sum, 0)) order by 1"#,
        WRONG,
        &TOUCHPOINTS.map(str::to_owned).to_vec(),
        HUB_ZONE,
    );
    let differ = differ.fetch_all(&mut *tx).await?;
    Ok((responses, differ))
}
