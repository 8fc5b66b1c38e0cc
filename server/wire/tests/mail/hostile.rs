//! Messages meant to hurt, made here. Each has a name; every one must be survived, in bounded time.
//! Included by the tests of `desk` too, which take a sample of them in for real.

/// Name and bytes.
pub type Message = (String, Vec<u8>);

const HEAD: &str = "From: Ana Lima <ana@example.com>\r\nTo: care@landside.example\r\nSubject: A question\r\n";

fn with(headers: &str, body: &str) -> Vec<u8> {
    format!("{HEAD}{headers}\r\n{body}").into_bytes()
}

fn bytes(headers: &str, body: &[u8]) -> Vec<u8> {
    [HEAD.as_bytes(), headers.as_bytes(), b"\r\n", body].concat()
}

/// All of them.
pub fn messages() -> Vec<Message> {
    let mut all: Vec<Message> = Vec::new();
    let mut add = |name: &str, bytes: Vec<u8>| all.push((name.to_owned(), bytes));
    sizes(&mut add);
    nesting(&mut add);
    boundaries(&mut add);
    charsets(&mut add);
    encoded_words(&mut add);
    people(&mut add);
    threads(&mut add);
    attachments(&mut add);
    reports(&mut add);
    texts(&mut add);
    cuts(&mut add);
    all
}

fn sizes(add: &mut impl FnMut(&str, Vec<u8>)) {
    add("nothing", Vec::new());
    add("one byte", b"x".to_vec());
    add("only line ends", b"\r\n\r\n\r\n".to_vec());
    add("a megabyte of line ends", b"\n".repeat(1 << 20));
    add("a megabyte of NUL", vec![0; 1 << 20]);
    add("a megabyte of 0xFF", vec![0xff; 1 << 20]);
    add("ten thousand headers", with(&"X-Filler: y\r\n".repeat(10_000), "hello"));
    add("ten thousand From lines", with(&"From: other@example.com\r\n".repeat(10_000), "hello"));
    add("ten thousand Received lines", with(&"Received: from a by b; Mon, 1 Jan 2026 00:00:00 +0000\r\n".repeat(10_000), "hello"));
    add("a header of a megabyte", with(&format!("X-Long: {}\r\n", "y".repeat(1 << 20)), "hello"));
    add("a subject of a megabyte", format!("From: a@b.cd\r\nSubject: {}\r\n\r\nhello", "s ".repeat(1 << 19)).into_bytes());
    add("a subject of a megabyte of Re", format!("From: a@b.cd\r\nSubject: {}\r\n\r\nhello", "Re: ".repeat(1 << 18)).into_bytes());
    add("a header folded a hundred thousand times", with(&format!("X-Fold: a{}\r\n", "\r\n b".repeat(100_000)), "hello"));
    add("no end of headers", format!("{HEAD}X: y").into_bytes());
    add("a line of five megabytes", with("", &"z".repeat(5 << 20)));
    add("a million short lines", with("", &"a\r\n".repeat(1_000_000)));
    add("a million quoted lines", with("", &">a\r\n".repeat(1_000_000)));
    add("a hundred thousand introductions", with("", &"On Monday Mei wrote:\r\n".repeat(100_000)));
    add("a hundred thousand copied heads", with("", &"From: a\r\n".repeat(100_000)));
}

fn nesting(add: &mut impl FnMut(&str, Vec<u8>)) {
    for depth in [50, 199, 1_000, 50_000] {
        let mut body = String::new();
        for level in 0..depth {
            body.push_str(&format!("Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n"));
        }
        add(&format!("multipart nested {depth} times"), format!("{HEAD}{body}\r\nhello").into_bytes());
        let message = "Content-Type: message/rfc822\r\n\r\n".repeat(depth);
        add(&format!("message nested {depth} times"), format!("{HEAD}{message}Subject: x\r\n\r\nhello").into_bytes());
    }
    let digest = "Content-Type: multipart/digest; boundary=d\r\n\r\n--d\r\n\r\n".repeat(150);
    add("digest in digest", format!("{HEAD}{digest}Subject: x\r\n\r\nhello").into_bytes());
    let part = "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n";
    for count in [150, 5_000] {
        add(&format!("{count} parts"), with("Content-Type: multipart/mixed; boundary=b\r\n", &format!("{}--b--\r\n", part.repeat(count))));
    }
    add(
        "five thousand parts without a type",
        with("Content-Type: multipart/mixed; boundary=b\r\n", &format!("{}--b--\r\n", "--b\r\n\r\nx\r\n".repeat(5_000))),
    );
    let mut encoded = b"From: a@b.cd\r\n\r\ninnermost".to_vec();
    for _ in 0..6 {
        encoded =
            [b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n".as_slice(), base64(&encoded).as_bytes()].concat();
    }
    add("base64 in base64", [HEAD.as_bytes(), &encoded].concat());
    add("html nested fifty thousand deep", with("Content-Type: text/html\r\n", &format!("{}x", "<div><blockquote>".repeat(50_000))));
    add("html of open brackets", with("Content-Type: text/html\r\n", &"<".repeat(500_000)));
    add("html of open comments", with("Content-Type: text/html\r\n", &"<!--".repeat(200_000)));
    add("html of entities", with("Content-Type: text/html\r\n", &"&#x110000;&#99999999999;&bogus;&".repeat(20_000)));
}

fn boundaries(add: &mut impl FnMut(&str, Vec<u8>)) {
    let mixed = "Content-Type: multipart/mixed; boundary=";
    for (name, header, body) in [
        ("no boundary", "Content-Type: multipart/mixed\r\n".to_owned(), "--b\r\n\r\nhello\r\n--b--"),
        ("boundary never comes", format!("{mixed}b\r\n"), "hello"),
        ("boundary never closes", format!("{mixed}b\r\n"), "--b\r\n\r\nhello"),
        ("empty boundary", format!("{mixed}\"\"\r\n"), "--\r\n\r\nhello\r\n----"),
        ("boundary closes at once", format!("{mixed}b\r\n"), "--b--\r\nhello"),
        ("boundary of dashes", format!("{mixed}\"--\"\r\n"), "----\r\n\r\nhello\r\n------"),
        ("boundary with spaces", format!("{mixed}\"b c\"\r\n"), "--b c\r\n\r\nhello\r\n--b c--"),
        ("boundary without closing quote", format!("{mixed}\"b\r\n"), "--b\r\n\r\nhello\r\n--b--"),
        ("two boundaries", format!("{mixed}a; boundary=b\r\n"), "--b\r\n\r\nhello\r\n--b--"),
        ("a boundary of ten kilobytes", format!("{mixed}{}\r\n", "b".repeat(10_000)), "--b\r\n\r\nhello"),
        (
            "alternative without text",
            "Content-Type: multipart/alternative; boundary=b\r\n".to_owned(),
            "--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--",
        ),
        ("nothing but parts' ends", format!("{mixed}b\r\n"), "--b--\r\n--b--\r\n--b--"),
    ] {
        add(name, with(&header, body));
    }
}

fn charsets(add: &mut impl FnMut(&str, Vec<u8>)) {
    let gb: &[u8] = &[0xce, 0xd2, 0xb5, 0xc4, 0xd0, 0xd0, 0xc0, 0xee]; // 我的行李
    let utf = "我的行李".as_bytes();
    for label in [
        "us-ascii",
        "utf-8",
        "gb18030",
        "big5",
        "iso-2022-jp",
        "shift_jis",
        "koi8-r",
        "utf-7",
        "utf-16",
        "utf-32",
        "unicode-1-1-utf-7",
        "x-unknown",
        "\"\"",
        "=?utf-8?q?x?=",
        "gb2312\0",
    ] {
        for (what, body) in [("GB bytes", gb), ("UTF-8 bytes", utf)] {
            add(
                &format!("{what} as {label}"),
                bytes(&format!("Content-Type: text/plain; charset={label}\r\nContent-Transfer-Encoding: 8bit\r\n"), body),
            );
        }
    }
    add("escapes without end", bytes("Content-Type: text/plain; charset=iso-2022-jp\r\n", b"\x1b$B\x1b$B$3\x1b"));
    add("half a GB character", bytes("Content-Type: text/plain; charset=gb18030\r\n", &[0xce, 0xd2, 0xb5]));
    add("UTF-16 of odd length", bytes("Content-Type: text/plain; charset=utf-16le\r\n", &[0x48, 0, 0x49]));
    add("lone surrogates", bytes("Content-Type: text/plain; charset=utf-8\r\n", &[0xed, 0xa0, 0x80, 0xed, 0xb0, 0x80]));
    add("eight bits in headers", [b"From: \xce\xd2 <ana@example.com>\r\nSubject: \xb5\xc4\xff\r\n\r\nhello".as_slice()].concat());
    for encoding in ["base64", "quoted-printable", "uuencode", "8bit", "nonsense", "BASE64 "] {
        add(
            &format!("{encoding} that is none"),
            bytes(&format!("Content-Transfer-Encoding: {encoding}\r\n"), b"=\xff=ZZ===\r\n!!!!\x00====="),
        );
    }
}

fn encoded_words(add: &mut impl FnMut(&str, Vec<u8>)) {
    for (place, subject) in [
        "=?",
        "=?utf-8",
        "=?utf-8?",
        "=?utf-8?B",
        "=?utf-8?B?",
        "=?utf-8?B?!!!?=",
        "=?utf-8?X?abc?=",
        "=?nope?Q?=FF=FF?=",
        "=?utf-8?Q?=?=",
        "=?utf-8?Q?=0D=0ABcc:_x@y.z?=",
        "=?utf-8?B?5oiR?= =?utf-8?B?55qE?= =?gbk?Q?=D0=D0?=",
        "=?utf-8?B?5oi?= =?utf-8?B?R?=",
        "=?utf-8*en?Q?x?=",
        "=?utf-8?Q?=E2=80=AEgpj.exe?=",
        "=?utf-8?Q?=00=01=02?=",
    ]
    .iter()
    .enumerate()
    {
        add(&format!("encoded word {place}"), format!("From: {subject} <ana@example.com>\r\nSubject: {subject}\r\n\r\nhello").into_bytes());
    }
    add(
        "a hundred thousand encoded words",
        format!("From: a@b.cd\r\nSubject: {}\r\n\r\nhello", "=?utf-8?B?5oiR?= ".repeat(100_000)).into_bytes(),
    );
}

fn people(add: &mut impl FnMut(&str, Vec<u8>)) {
    for (name, from) in [
        ("nobody", ""),
        ("no From's value", "From:\r\n"),
        ("empty brackets", "From: <>\r\n"),
        ("no address", "From: Ana\r\n"),
        ("two people", "From: ana@example.com, eve@evil.example\r\n"),
        ("two From lines", "From: ana@example.com\r\nFrom: eve@evil.example\r\n"),
        ("a group", "From: all: ana@example.com, eve@evil.example;\r\n"),
        ("an address in the name", "From: \"care@landside.example\" <eve@evil.example>\r\n"),
        ("a header in the name", "From: \"Ana\r\nBcc: x@y.z\" <ana@example.com>\r\n"),
        ("a NUL in the address", "From: ana\0@example.com\r\n"),
        ("nested comments", "From: ana(((((((((((((((((comment@example.com\r\n"),
        ("a name turned around", "From: \u{202e}anA <ana@example.com>\r\n"),
        (
            "an address of a kilobyte",
            "From: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@example.com\r\n",
        ),
    ] {
        add(&format!("from {name}"), format!("{from}To: care@landside.example\r\nSubject: x\r\n\r\nhello").into_bytes());
    }
    add("ten thousand recipients", with(&format!("Cc: {}x@y.z\r\n", "a+b@landside.example, ".repeat(10_000)), "hello"));
    add("comments without end", with(&format!("Cc: {}\r\n", "(".repeat(200_000)), "hello"));
    add("quotes without end", with(&format!("Cc: {}\r\n", "\"\\".repeat(100_000)), "hello"));
}

fn threads(add: &mut impl FnMut(&str, Vec<u8>)) {
    add("a hundred thousand references", with(&format!("References: {}\r\n", "<a@b.c> ".repeat(100_000)), "hello"));
    add("a reference of a megabyte", with(&format!("References: <{}@b.c>\r\n", "a".repeat(1 << 20)), "hello"));
    add("references without brackets", with("References: ,,,, a@b <<<>>> >\r\nIn-Reply-To: <\r\n", "hello"));
    for (name, id) in [
        ("empty", ""),
        ("without brackets", "x y z"),
        ("with a NUL", "<a\0b@c.d>"),
        ("with a line in it", "<a\r\n b@c.d>"),
        ("of another's letter", "<00000000-0000-7000-8000-000000000000@evil.example>"),
    ] {
        add(&format!("id {name}"), with(&format!("Message-ID: {id}\r\n"), "hello"));
    }
    add("two ids", with("Message-ID: <a@b.c>\r\nMessage-ID: <d@e.f>\r\n", "hello"));
    for date in ["", "yesterday", "Mon, 99 Foo 99999 99:99:99 +9999", "-1", "Mon, 1 Jan 0000 00:00:00 -0000"] {
        add(&format!("date {date:?}"), with(&format!("Date: {date}\r\n"), "hello"));
    }
    add("a hundred references in the subject", format!("From: a@b.cd\r\nSubject: {}\r\n\r\nx", "LS-7K3M-9Q2F ".repeat(100)).into_bytes());
}

fn attachments(add: &mut impl FnMut(&str, Vec<u8>)) {
    for name in
        ["../../../etc/passwd", "C:\\\\Windows\\\\x.exe", "", ".", "a\0b.txt", "\u{202e}gpj.exe", "CON", "a/b/c/", &"n".repeat(100_000)]
    {
        let head = format!(
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Disposition: attachment; filename=\"{name}\"\r\nContent-Type: application/x-{name}\r\n\r\nx\r\n--b--\r\n"
        );
        let label: String = name.chars().take(20).collect();
        add(&format!("attachment {label:?}"), format!("{HEAD}{head}").into_bytes());
    }
    for parameter in [
        "filename*=utf-8''%E6%88%91.jpg",
        "filename*0=a; filename*1=b; filename*99999999999=c",
        "filename*0*=utf-8''%; filename*1*=%FF",
        "filename*=''",
        "filename*=nope'en'x",
        "filename*99999999999999999999*=x",
    ] {
        add(
            &format!("parameter {parameter}"),
            with(
                "Content-Type: multipart/mixed; boundary=b\r\n",
                &format!("--b\r\nContent-Disposition: attachment; {parameter}\r\n\r\nx\r\n--b--\r\n"),
            ),
        );
    }
    let many: String = (0..50_000).map(|n| format!("; filename*{n}=a")).collect();
    add(
        "fifty thousand pieces of a name",
        with(
            "Content-Type: multipart/mixed; boundary=b\r\n",
            &format!("--b\r\nContent-Disposition: attachment{many}\r\n\r\nx\r\n--b--\r\n"),
        ),
    );
    add("uuencode without end", with("", &format!("begin 644 x\r\n{}", "M".repeat(1_000_000))));
    add("a hundred thousand beginnings", with("", &"begin 644 x\r\n".repeat(100_000)));
    add("uuencode that says more than it has", with("", "begin 644 x\r\n`\r\n_\r\nend\r\n"));
    add(
        "a winmail.dat",
        with("Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n", "eJ8+IgAAAAA="),
    );
}

fn reports(add: &mut impl FnMut(&str, Vec<u8>)) {
    let report = "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n";
    for (name, status) in [
        ("empty", ""),
        ("without fields", "hello"),
        ("failed and nothing else", "Action: failed"),
        ("of a NUL", "Action: failed\r\nFinal-Recipient: rfc822; \0\r\nDiagnostic-Code: \0"),
        ("of a megabyte", &format!("Action: failed\r\nDiagnostic-Code: smtp; {}", "5".repeat(1 << 20))),
        ("of a hundred thousand people", &"Action: delayed\r\n\r\n".repeat(100_000)),
        ("with folded fields", "Action: failed\r\nDiagnostic-Code: smtp;\r\n 550\r\n 5.1.1"),
    ] {
        add(
            &format!("report {name}"),
            with(
                report,
                &format!(
                    "--b\r\nContent-Type: message/delivery-status\r\n\r\n{status}\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n--b--\r\n"
                ),
            ),
        );
    }
    add(
        "report with an empty copy",
        with(report, "--b\r\nContent-Type: message/delivery-status\r\n\r\nAction: failed\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"),
    );
    add("a mailer's empty word", b"From: MAILER-DAEMON@example.com\r\nReturn-Path: <>\r\n\r\n".to_vec());
}

fn texts(add: &mut impl FnMut(&str, Vec<u8>)) {
    add("no words", with("", ""));
    add("only a quotation", with("", "> you said\r\n> so"));
    add("letters piled up", with("Content-Type: text/plain; charset=utf-8\r\n", &format!("Z{}", "\u{0301}".repeat(100_000))));
    add("words turned around", with("Content-Type: text/plain; charset=utf-8\r\n", "\u{202e}abc\u{2066}\u{200b}\u{feff}def\u{0}"));
    add(
        "a script",
        with("Content-Type: text/html\r\n", "<script>alert(1)</script><img src=x onerror=alert(1)><style>*{display:none}</style>hello<!--"),
    );
    add("line separators", with("Content-Type: text/plain; charset=utf-8\r\n", &"a\u{2028}b\u{2029}c\u{85}d\u{b}e\u{c}f\r".repeat(1000)));
    add("spaces without end", with("", &" ".repeat(1_000_000)));
    add("format=flowed", with("Content-Type: text/plain; format=flowed; delsp=yes\r\n", "a \r\nb \r\n> c \r\n"));
}

/// A sound message, cut off at many places and with bytes turned over.
fn cuts(add: &mut impl FnMut(&str, Vec<u8>)) {
    let sound = bytes(
        "Message-ID: <a@b.c>\r\nContent-Type: multipart/mixed; boundary=\"=_b\"\r\n",
        "--=_b\r\nContent-Type: text/html; charset=gb18030\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>=CE=D2</p>\r\n--=_b\r\nContent-Type: image/png; name*=utf-8''%E6%88%91.png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--=_b--\r\n".as_bytes(),
    );
    for end in (0..sound.len()).step_by(17) {
        add(&format!("cut off at {end}"), sound[..end].to_vec());
    }
    for place in (0..sound.len()).step_by(29) {
        let mut turned = sound.clone();
        turned[place] = !turned[place];
        add(&format!("byte {place} turned over"), turned);
    }
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    bytes
        .chunks(3)
        .flat_map(|chunk| {
            let number = chunk.iter().fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
            (0..4).map(move |place| if place > chunk.len() { '=' } else { char::from(LETTERS[(number >> (18 - 6 * place) & 63) as usize]) })
        })
        .collect()
}
