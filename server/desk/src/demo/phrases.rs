//! The texts the demo's colleagues have prepared.

use crate::Result;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

/// Department (empty: everybody's), kind, then title and text in English and in Chinese.
type Text = (&'static str, &'static str, [&'static str; 2], [&'static str; 2]);

const TEXTS: [Text; 12] = [
    (
        "",
        "reply",
        ["We have it and look into it", "已收到，正在处理"],
        [
            "Dear {name},\n\nthank you for writing to us. I have your case {reference} and am looking into it now. You hear from me by {reply-by}.\n\nKind regards\n{agent}, {department}",
            "{name}，您好！\n\n感谢您的来信。编号 {reference} 的事项已由我负责，正在核实。我会在{reply-by}前答复您。\n\n{department} {agent} 敬上",
        ],
    ),
    (
        "flights",
        "reply",
        ["Flight delayed: what you can do", "航班延误：您可以怎么做"],
        [
            "Dear {name},\n\nI am sorry that {flight} is late. You may wait for it, or change to another flight on the same route today or tomorrow without a fee. While you wait, please keep your receipts for meals: we refund what is reasonable.\n\nTell me which you prefer, and I see to it.\n\n{agent}",
            "{name}，您好！\n\n{flight} 航班延误，非常抱歉。您可以继续等候，也可以免费改签今明两天同航线的其他航班。等候期间的餐费请保留收据，合理部分由我们承担。\n\n请告诉我您的选择，我来为您办理。\n\n{agent}",
        ],
    ),
    (
        "flights",
        "reply",
        ["Flight cancelled: another flight or money back", "航班取消：改签或退款"],
        [
            "Dear {name},\n\n{flight} has been cancelled, and I am sorry for the trouble. I can book you on the next flight with seats, or refund your ticket in full; the choice is yours. Until you decide I hold your place in the queue.\n\n{agent}",
            "{name}，您好！\n\n{flight} 航班已取消，给您添麻烦了。我可以为您改签最近有座位的航班，也可以全额退票，由您选择。在您决定之前，我会为您保留处理顺序。\n\n{agent}",
        ],
    ),
    (
        "baggage",
        "reply",
        ["Missing bag: we search, you buy what you need", "行李未到：正在查找，请先购买必需品"],
        [
            "Dear {name},\n\nI am sorry that your bag {bag} was not on the belt. The search has begun; most bags are found within two days, and we bring it to your door.\n\nPlease buy what you need until then and keep the receipts. Where may we deliver it, and until when are you there?\n\n{agent}",
            "{name}，您好！\n\n您的行李 {bag} 没有到达，非常抱歉。我们已开始查找，多数行李两天内即可找到，并送到您的住处。\n\n在此期间请先购买必需品并保留收据。请问送到哪个地址？您在那里停留到什么时候？\n\n{agent}",
        ],
    ),
    (
        "baggage",
        "reply",
        ["Bag found: on its way", "行李已找到：正在派送"],
        [
            "Dear {name},\n\ngood news: bag {bag} has been found and is on its way to you. The courier calls before coming. Should anything be missing or broken, write here and I see to it.\n\n{agent}",
            "{name}，您好！\n\n好消息：行李 {bag} 已经找到，正在派送途中，快递员到达前会致电。如有缺失或损坏，请直接在此回复，我来处理。\n\n{agent}",
        ],
    ),
    (
        "refunds",
        "reply",
        ["Refund: approved, when it arrives", "退款：已批准及到账时间"],
        [
            "Dear {name},\n\nyour refund for booking {booking} has been approved. It goes back the way you paid and arrives within seven working days for cards, a little later for some banks.\n\n{agent}",
            "{name}，您好！\n\n订座 {booking} 的退款已批准，将按原支付方式退回：银行卡通常七个工作日内到账，个别银行稍晚。\n\n{agent}",
        ],
    ),
    (
        "relations",
        "reply",
        ["Complaint: apology and what we do", "投诉：致歉与处理"],
        [
            "Dear {name},\n\nyou are right to tell us, and I apologise for what happened. I have spoken with those concerned and write to you by {reply-by} what we change.\n\n{agent}, {department}",
            "{name}，您好！\n\n感谢您如实告知，对所发生的事我深表歉意。我已与相关人员核实，会在{reply-by}前告诉您我们的改进措施。\n\n{department} {agent}",
        ],
    ),
    ("", "phrase", ["Greeting", "问候"], ["Dear {name},\n\nthank you for your message.", "{name}，您好！感谢您的来信。"]),
    ("", "phrase", ["Sorry for the wait", "抱歉久等"], ["I am sorry that you had to wait for this answer.", "很抱歉让您久等了。"]),
    (
        "",
        "phrase",
        ["Please send a photo or receipt", "请提供照片或收据"],
        [
            "Could you answer here with a photo or the receipt? Then I can go on at once.",
            "请在此回复并附上照片或收据，我收到后立即继续处理。",
        ],
    ),
    (
        "",
        "phrase",
        ["Anything else", "还有其他问题"],
        ["If anything else is open, write here: your case stays with me.", "如还有其他问题，请直接在此回复，您的事项一直由我负责。"],
    ),
    ("", "phrase", ["Closing words", "结束语"], ["Have a good trip.\n\n{agent}, {department}", "祝您旅途愉快！\n\n{department} {agent}"]),
];

/// Writes the texts in the caller's transaction; nothing where there are texts already.
///
/// # Errors
/// Those of the database.
pub(super) async fn load(tx: &mut PgConnection, now: Timestamp) -> Result<()> {
    if sqlx::query_scalar!(r#"select exists (select from phrase) as "any!""#).fetch_one(&mut *tx).await? {
        return Ok(());
    }
    for (place, (department, kind, title, words)) in TEXTS.into_iter().enumerate() {
        let said = |[en, zh]: [&str; 2]| json!({ "en": en, "zh-CN": zh });
        sqlx::query!(
            "insert into phrase (id, department, kind, title, words, changed_at) values ($1, nullif($2, ''), $3, $4, $5, $6)",
            Uuid::from_u64_pair(0x7e87, place as u64),
            department,
            kind,
            said(title),
            said(words),
            now.to_sqlx() as _,
        )
        .execute(&mut *tx)
        .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_has_only_placeholders_that_exist() {
        for (_, _, title, words) in TEXTS {
            for text in title.into_iter().chain(words) {
                assert_eq!(domain::case::unknown_gap(text), None, "{text}");
            }
        }
    }
}
