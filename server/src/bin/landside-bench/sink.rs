//! A mail server that takes everything and keeps nothing.

use crate::report::Outcome;
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// It listens as long as the program runs.
pub(crate) struct Sink {
    /// `smtp://127.0.0.1:2525`
    pub(crate) url: String,
    taken: Arc<AtomicUsize>,
}

impl Sink {
    pub(crate) async fn open() -> Outcome<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let (url, taken) = (format!("smtp://{}", listener.local_addr()?), Arc::new(AtomicUsize::new(0)));
        let counted = taken.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let taken = counted.clone();
                // whoever hangs up has said enough
                tokio::spawn(async move { conversation(stream, &taken).await.unwrap_or_default() });
            }
        });
        Ok(Self { url, taken })
    }

    /// Letters it has taken so far.
    pub(crate) fn taken(&self) -> usize {
        self.taken.load(Ordering::Relaxed)
    }
}

async fn conversation(stream: TcpStream, taken: &AtomicUsize) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 sink\r\n").await?;
    let (mut line, mut in_letter) = (Vec::new(), false);
    loop {
        line.clear();
        if stream.read_until(b'\n', &mut line).await? == 0 {
            return Ok(());
        }
        let answer: &[u8] = match (in_letter, line.as_slice()) {
            (true, b".\r\n") => {
                in_letter = false;
                taken.fetch_add(1, Ordering::Relaxed);
                b"250 taken\r\n"
            }
            (true, _) => continue,
            (false, command) if command.starts_with(b"DATA") => {
                in_letter = true;
                b"354 go on\r\n"
            }
            (false, command) if command.starts_with(b"QUIT") => {
                return stream.write_all(b"221 bye\r\n").await;
            }
            (false, _) => b"250 sink\r\n",
        };
        stream.write_all(answer).await?;
    }
}
