//! What travels before a page is usable, as a browser would be sent it.

use crate::report::{Outcome, line};
use std::{fs, path::Path};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// HTML and CSS, compressed.
const USABLE: usize = 20_000;
/// WASM and JS, Brotli.
const ISLANDS: u64 = 80_000;

/// Public pages, and what their islands would fetch after.
pub(crate) async fn measure(url: &str, site: &Path) -> Outcome {
    let host = url.trim_start_matches("http://").trim_end_matches('/');
    let css = packed(site, ".css")?;
    let cookie = open_trip(host).await?;
    for path in ["/", "/trip", "/trip/DEMO2A", "/flights", "/cases/new", "/cases/find"] {
        let (status, bytes) = get(host, path, &cookie).await?;
        if status != 200 {
            println!("{path:<44} answers {status}: not measured");
            continue;
        }
        let all = bytes + usize::try_from(css)?;
        line(&format!("{path}: HTML and CSS"), &format!("{bytes} + {css} = {all} bytes"), "≤ 20 kB", all <= USABLE);
    }
    let (js, wasm) = (packed(site, ".js")?, packed(site, ".wasm")?);
    line("WebAssembly and its script", &format!("{wasm} + {js} = {} bytes", wasm + js), "≤ 80 kB Brotli", wasm + js <= ISLANDS);
    Ok(())
}

/// Bytes of the precompressed assets of one sort.
fn packed(site: &Path, ending: &str) -> Outcome<u64> {
    let wanted = format!("{ending}.br");
    let mut bytes = 0;
    for file in fs::read_dir(site.join("pkg"))? {
        let file = file?;
        if file.file_name().to_string_lossy().ends_with(&wanted) {
            bytes += file.metadata()?.len();
        }
    }
    if bytes == 0 { Err(format!("no {wanted} in {}", site.display()).into()) } else { Ok(bytes) }
}

/// Opens a demo passenger's trip by locator and name; the session's cookie.
async fn open_trip(host: &str) -> Outcome<String> {
    let form = "locator=DEMO2A&family_name=Rivera";
    let head = format!(
        "POST /trip HTTP/1.1\r\nhost: {host}\r\norigin: http://{host}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {}",
        form.len()
    );
    let (head, _) = answer(host, &format!("{head}\r\nconnection: close\r\n\r\n{form}")).await?;
    let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).and_then(|line| line.split(';').next());
    Ok(cookie.unwrap_or_default().to_owned())
}

/// Headers with their names in lower case, and bytes of the body.
async fn answer(host: &str, request: &str) -> Outcome<(String, usize)> {
    let mut stream = TcpStream::connect(host).await?;
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").ok_or("no end of headers")?;
    let head = String::from_utf8_lossy(answer.get(..end).unwrap_or_default()).into_owned();
    // chunk sizes are counted in: they travel too
    Ok((head, answer.len() - end - 4))
}

/// Status and bytes of a body, Brotli accepted.
async fn get(host: &str, path: &str, cookie: &str) -> Outcome<(u16, usize)> {
    let request = format!("GET {path} HTTP/1.1\r\nhost: {host}\r\naccept-encoding: br\r\ncookie: {cookie}\r\nconnection: close\r\n\r\n");
    let (head, bytes) = answer(host, &request).await?;
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).ok_or("no status")?;
    Ok((status, bytes))
}
