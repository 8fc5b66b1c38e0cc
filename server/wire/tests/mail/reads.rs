//! What people's programs send.

use super::OURS;
use domain::locale::Locale;
use wire::mail::{Incoming, Kind, read};

fn mail(text: &str) -> Incoming {
    read(text.replace('\n', "\r\n").as_bytes(), OURS).unwrap()
}

fn raw(head: &str, body: &[u8]) -> Incoming {
    read(&[head.replace('\n', "\r\n").as_bytes(), b"\r\n", body].concat(), OURS).unwrap()
}

#[test]
fn an_answer_to_a_letter_of_ours() {
    let mail = mail(
        "From: =?utf-8?B?546L5Lyf?= <Wang.Wei@Example.com>\nTo: care+ls7k3m9q2f@landside.example\nSubject: Re: We have answered: Two bags (LS-7K3M-9Q2F)\n\
         Message-ID: <abc@mail.example>\nIn-Reply-To: <0193b0a0-0000-7000-8000-000000000002@landside.example>\n\
         References: <0193b0a0-0000-7000-8000-000000000001@landside.example> <0193b0a0-0000-7000-8000-000000000002@landside.example>\n\
         Content-Type: text/plain; charset=utf-8\n\n谢谢，箱子是红色的。\n\n在 2026年11月21日，Mei Chen <care@landside.example> 写道：\n> 您的箱子是什么颜色？\n",
    );
    let from = mail.from.unwrap();
    assert_eq!((from.address.as_str(), from.name.as_str()), ("wang.wei@example.com", "王伟"));
    assert_eq!((mail.subject.as_str(), mail.words.as_str()), ("We have answered: Two bags", "谢谢，箱子是红色的。"));
    assert!(mail.earlier.contains("您的箱子是什么颜色"));
    assert_eq!(mail.references, ["LS-7K3M-9Q2F"]);
    assert_eq!(mail.thread.len(), 2);
    assert!(mail.thread[0].starts_with("0193b0a0-0000-7000-8000-000000000002@"), "the nearest first");
    assert_eq!((mail.message_id.as_deref(), mail.language, mail.kind), (Some("abc@mail.example"), Locale::ZhCn, Kind::Person));
}

#[test]
fn answers_may_be_asked_for_on_another_domain() {
    let ours = wire::mail::Ours { replies: Some("cases@replies.example"), ..OURS };
    let sent = |from: &str, to: &str| {
        let text = format!("From: {from}\r\nTo: {to}\r\nSubject: x\r\n\r\nHere it is.\r\n");
        read(text.as_bytes(), ours).unwrap()
    };
    let mail = sent("wang@example.com", "cases+ls7k3m9q2f.abcdef@Replies.Example");
    assert_eq!(mail.signed, [("LS-7K3M-9Q2F".to_owned(), "abcdef".to_owned())]);
    assert_eq!(sent("wang@example.com", "care+ls7k3m9q2f@landside.example").references, ["LS-7K3M-9Q2F"]);
    // nobody else's, and not known without it
    assert!(sent("wang@example.com", "cases+ls7k3m9q2f.abcdef@example.com").signed.is_empty());
    assert!(
        super::read(b"From: w@example.com\r\nTo: cases+ls7k3m9q2f.abcdef@replies.example\r\n\r\nx\r\n", OURS).unwrap().signed.is_empty()
    );
    assert_eq!(sent("cases@replies.example", "care@landside.example").kind, Kind::Loop);
}

#[test]
fn letters_in_the_charsets_of_east_asia() {
    let head = |charset: &str| {
        format!("From: a@example.com\nSubject: x\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n")
    };
    let luggage: &[u8] = &[0xce, 0xd2, 0xb5, 0xc4, 0xd0, 0xd0, 0xc0, 0xee];
    for charset in ["gb2312", "GBK", "gb18030", "\"GB18030\""] {
        assert_eq!(raw(&head(charset), luggage).words, "我的行李", "{charset}");
    }
    // four bytes: only GB 18030 has them
    assert_eq!(raw(&head("gb18030"), &[0x95, 0x32, 0x82, 0x36]).words, "𠀀");
    assert_eq!(raw(&head("big5"), &[0xa6, 0xe6, 0xa7, 0xf5]).words, "行李");
    assert_eq!(raw(&head("iso-2022-jp"), b"\x1b$B2YJ*\x1b(B ok").words, "荷物 ok");
    assert_eq!(raw(&head("shift_jis"), &[0x89, 0xd7, 0x95, 0xa8]).words, "荷物");
    // no label, or a wrong one
    for label in ["us-ascii", "utf-8"] {
        assert_eq!(raw(&head(label), luggage).words, "我的行李", "{label}");
    }
    assert_eq!(raw("From: a@example.com\nSubject: x\n", luggage).words, "我的行李");
    assert_eq!(mail("From: a@b.cd\nSubject: =?gb18030?B?ztK1xNDQwO4=?=\n\nx").subject, "我的行李");
    assert_eq!(mail("From: a@b.cd\nSubject: =?iso-2022-jp?B?GyRCMllKKhsoQg==?=\n\nx").subject, "荷物");
}

#[test]
fn html_alone_is_made_plain_and_its_quotation_folded() {
    let mail = mail(
        "From: a@b.cd\nSubject: Bag\nContent-Type: text/html; charset=utf-8\n\n<div>It is <b>red</b>.</div><div>Two wheels.</div><div class=\"gmail_quote\">On Monday Mei wrote:<blockquote>Which colour?</blockquote></div>",
    );
    assert_eq!(mail.words, "It is red.\nTwo wheels.");
    assert!(mail.earlier.contains("Which colour?"));
    assert_eq!(mail.language, Locale::En);
}

#[test]
fn attachments_are_listed_and_the_plain_part_is_read() {
    let mail = mail(
        "From: a@b.cd\nSubject: Bag\nContent-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: multipart/alternative; boundary=a\n\n--a\nContent-Type: text/plain\n\nSee the picture.\n\
         --a\nContent-Type: text/html\n\n<p>See the <i>picture</i>.</p>\n--a--\n--m\nContent-Type: image/jpeg\nContent-Disposition: attachment; filename*=utf-8''..%2F%E7%AE%B1%E5%AD%90.jpg\n\
         Content-Transfer-Encoding: base64\n\n/9j/4AAQ\n--m\nContent-Type: message/rfc822\n\nFrom: x@y.z\nSubject: Forwarded\n\nolder words\n--m--\n",
    );
    assert_eq!(mail.words, "See the picture.");
    let files: Vec<_> = mail.files.iter().map(|file| (file.name.as_str(), file.kind.as_str())).collect();
    assert_eq!(files, [("箱子.jpg", "image/jpeg"), ("Forwarded", "message/rfc822")]);
    assert_eq!(mail.files[0].bytes, 6);
}

#[test]
fn programs_are_told_from_people() {
    let kind = |header: &str| mail(&format!("From: a@b.cd\nSubject: x\n{header}\n\nhello")).kind;
    for header in [
        "Auto-Submitted: auto-replied",
        "Precedence: bulk",
        "X-Auto-Response-Suppress: All",
        "X-Autoreply: yes",
        "Return-Path: <>",
        "Return-Path: <MAILER-DAEMON>",
    ] {
        assert_eq!(kind(header), Kind::Automatic, "{header}");
    }
    for header in ["Auto-Submitted: no", "Precedence: first-class", "X-Mailer: Foxmail", "Return-Path: <a@b.cd>"] {
        assert_eq!(kind(header), Kind::Person, "{header}");
    }
    for header in ["Message-ID: <0193b0a0-0000-7000-8000-000000000001@landside.example>", "X-Loop: care@landside.example"] {
        assert_eq!(kind(header), Kind::Loop, "{header}");
    }
    assert_eq!(mail("From: Care <CARE@landside.example>\nSubject: x\n\nhello").kind, Kind::Loop);
}

#[test]
fn who_writes_under_two_names_is_nobody() {
    assert_eq!(mail("From: a@b.cd\nFrom: e@f.gh\nSubject: x\n\nhello").from, None);
    assert_eq!(mail("From: a@b.cd, e@f.gh\nSubject: x\n\nhello").from, None);
    assert!(mail("From: a@b.cd\nFrom: A <A@B.cd>\nSubject: x\n\nhello").from.is_some());
}

const BOUNCE: &str = "From: MAILER-DAEMON@mx.example\nTo: care@landside.example\nReturn-Path: <>\nSubject: Undelivered Mail\nAuto-Submitted: auto-replied\n\
    Content-Type: multipart/report; report-type=delivery-status; boundary=r\n\n--r\nContent-Type: text/plain\n\nSorry.\n--r\nContent-Type: message/delivery-status\n\n\
    Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; maria@example.com\nAction: ACTION\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1\n User unknown\n\n\
    --r\nContent-Type: message/rfc822\n\nMessage-ID: <0193b0a0-0000-7000-8000-000000000001@landside.example>\nSubject: We have answered\n\nGood day\n--r--\n";

#[test]
fn a_bounce_names_the_letter_and_the_reason() {
    let Kind::Bounce(bounce) = mail(&BOUNCE.replace("ACTION", "failed")).kind else { panic!("no bounce") };
    assert_eq!(bounce.original.as_deref(), Some("0193b0a0-0000-7000-8000-000000000001@landside.example"));
    assert_eq!((bounce.recipient.as_deref(), bounce.status.as_deref()), (Some("maria@example.com"), Some("5.1.1")));
    assert_eq!(bounce.diagnostic, "550 5.1.1 User unknown");
    assert_eq!(mail(&BOUNCE.replace("ACTION", "delayed")).kind, Kind::Automatic, "it may still arrive");
}

#[test]
fn headers_alone_and_free_words_are_bounces_too() {
    let headers = BOUNCE.replace("ACTION", "failed").replace("message/rfc822", "text/rfc822-headers");
    assert!(matches!(mail(&headers).kind, Kind::Bounce(bounce) if bounce.original.is_some()));
    let free = "From: postmaster@old.example\nSubject: failure notice\n\nHi. I wasn't able to deliver your message.\n<maria@example.com>:\n550 no such user\n\n--- Below is a copy\nMessage-ID: <0193b0a0-0000-7000-8000-000000000001@landside.example>\n";
    let Kind::Bounce(bounce) = mail(free).kind else { panic!("no bounce") };
    assert_eq!(bounce.diagnostic, "550 no such user");
    assert_eq!(mail("From: postmaster@old.example\nSubject: Hello\n\nI am the postmaster of old.example.").kind, Kind::Person);
}
