//! Photos of damaged bags in some of the demo's cases: drawn by us, dedicated to the public domain.

use super::load::alone;
use crate::files::{Bytes, Store, attach_mail, fit, put_aside};
use crate::{Error, PgPool, Result};
use domain::locale::Locale;
use jiff::Timestamp;
use uuid::Uuid;

/// Cases that have one.
const CASES: i64 = 9;

/// A photo, and what people call it.
const PHOTOS: [(&[u8], &str, &str); 3] = [
    (include_bytes!("../../../demo/photos/wheel.jpg"), "broken wheel.jpg", "轮子掉了.jpg"),
    (include_bytes!("../../../demo/photos/tear.jpg"), "torn side.jpg", "箱体撕裂.jpg"),
    (include_bytes!("../../../demo/photos/dent.jpg"), "dented corner.jpg", "箱角凹陷.jpg"),
];

/// Puts them in, once: where no case has any file yet. Answers with how many.
///
/// # Errors
/// `Internal` where one of them cannot be taken; those of the database.
pub async fn photos(db: &PgPool, store: &Store, now: Timestamp) -> Result<usize> {
    let _alone = alone(db).await?;
    if sqlx::query_scalar!(r#"select exists (select from attachment where state = 'kept') as "any!""#).fetch_one(db).await? {
        return Ok(0);
    }
    let cases = sqlx::query!(
        "select id, language from case_file where topic = 'bag-damaged' order by (status = 'closed'), opened_at desc limit $1",
        CASES,
    );
    let mut put = 0;
    for (case, (bytes, english, chinese)) in cases.fetch_all(db).await?.into_iter().zip(PHOTOS.iter().cycle()) {
        let name = if case.language == Locale::ZhCn.tag() { chinese } else { english };
        let lost = |why| Error::Internal(format!("a photo of the demo was not taken: {why:?}"));
        let file = fit(store, name, Bytes::from_static(bytes)).await.map_err(lost)?;
        let id = Uuid::now_v7();
        put_aside(db, store, now, None, id, file).await?.map_err(lost)?;
        let mut tx = db.begin().await?;
        attach_mail(&mut tx, store.limits, &[id], case.id, 1).await?;
        tx.commit().await?;
        put += 1;
    }
    Ok(put)
}
