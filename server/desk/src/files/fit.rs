//! Looking a file through and making it fit to be kept, off the threads that answer people.

use super::store::{Bytes, Store};
use domain::files::{Kind, Why, shown};
use sha2::{Digest, Sha256};
use wire::files::{Format, Sort, anew, pixels, sort};

/// A file fit to be kept.
#[derive(Debug, Clone)]
pub struct Fit {
    /// Cleaned, with the ending of what it is.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// As it is kept.
    pub bytes: Bytes,
    /// The small picture for the page.
    pub small: Option<Bytes>,
    /// Of what is kept.
    pub sha256: Vec<u8>,
    /// Of what was sent.
    pub sent_sha256: Vec<u8>,
    /// Width and height of a picture.
    pub size: Option<(u32, u32)>,
}

/// Looks the file through; a picture is made anew. As many at once as there is room for, whoever asks.
///
/// # Errors
/// Why it is not taken.
pub async fn fit(store: &Store, name: &str, bytes: Bytes) -> Result<Fit, Why> {
    if bytes.len() as u64 > store.limits.bytes {
        return Err(Why::TooLarge);
    }
    let _hand = store.hands.acquire().await.map_err(|_| Why::Busy)?;
    let (given, looked) = (name.to_owned(), bytes.clone());
    let (sort, pixels, sent_sha256) = apart(move || {
        let sort = sort(&given, &looked)?;
        let pixels = if let Sort::Picture(format) = sort { pixels(format, &looked)? } else { 0 };
        Ok((sort, pixels, Sha256::digest(&looked).to_vec()))
    })
    .await?;
    match sort {
        Sort::Document(kind) => {
            Ok(Fit { name: shown(name, kind), kind, sha256: sent_sha256.clone(), sent_sha256, small: None, bytes, size: None })
        }
        Sort::Picture(format) => picture(store, name, format, bytes, pixels, sent_sha256).await,
    }
}

async fn picture(store: &Store, name: &str, format: Format, bytes: Bytes, pixels: u64, sent_sha256: Vec<u8>) -> Result<Fit, Why> {
    let megapixels = u32::try_from(pixels / 1_000_000 + 1).unwrap_or(u32::MAX);
    let _room = store.megapixels.acquire_many(megapixels).await.map_err(|_| Why::Busy)?;
    let (picture, sha256) = apart(move || {
        let picture = anew(format, &bytes)?;
        let sha256 = Sha256::digest(&picture.bytes).to_vec();
        Ok((picture, sha256))
    })
    .await?;
    Ok(Fit {
        name: shown(name, picture.kind),
        kind: picture.kind,
        bytes: picture.bytes.into(),
        small: Some(picture.small.into()),
        sha256,
        sent_sha256,
        size: Some((picture.width, picture.height)),
    })
}

/// On a thread of its own. A decoder that gives up in a panic has met a file that is none.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> Result<T, Why> + Send + 'static) -> Result<T, Why> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) => {
            tracing::error!(%error, "a file could not be looked through");
            Err(Why::BrokenPicture)
        }
    }
}
