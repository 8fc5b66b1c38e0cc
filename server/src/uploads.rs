//! Files in forms: `multipart/form-data` is taken apart while it arrives. The words become a form like any other; files go
//! into nameless files on disk, of which the process holds a bounded number of bytes.

use crate::{middleware::visit::LARGEST_FORM, state::App};
use axum::{
    body::{Body, Bytes},
    extract::{FromRequestParts, Request},
    http::{Extensions, StatusCode, header, request::Parts},
};
use desk::access::network_key;
use domain::{files::Why, policy::FILES_PER_NETWORK};
use jiff::Timestamp;
use multer::{Constraints, Field, Multipart, SizeLimit};
use std::{
    convert::Infallible,
    io::{Read, Seek, SeekFrom, Write},
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// A line that carries nothing for this long is given up.
const SILENCE: Duration = Duration::from_secs(60);
/// A form arrives within this time or not at all.
const LONGEST: Duration = Duration::from_secs(15 * 60);
/// Parts of a form: fields and files.
const PARTS: usize = 300;
/// What is too large is read and thrown away up to so many times what may come: a browser cut off in the middle of
/// sending shows its own error instead of our page.
const HEARD_OUT: u64 = 4;
/// Name of the field files come in, and of the field their names are given back in.
pub const FIELD: &str = "files";
/// Bytes on disk are counted in these.
const UNIT: u64 = 64 * 1024;
/// Units the process holds at once: half a gigabyte.
const UNITS: usize = 8 * 1024;

/// Room for files on their way in.
#[derive(Clone)]
pub struct Spool(Arc<Semaphore>);

impl Default for Spool {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(UNITS)))
    }
}

/// A file as it came.
pub struct Upload {
    /// As the browser names it.
    pub name: String,
    /// Where its bytes are, or why there are none.
    bytes: Result<std::fs::File, Why>,
    room: Option<OwnedSemaphorePermit>,
}

impl Upload {
    /// Its bytes.
    ///
    /// # Errors
    /// Why it was not taken.
    pub async fn read(self) -> Result<Bytes, Why> {
        let mut file = self.bytes?;
        let read = move || {
            let mut bytes = Vec::new();
            file.seek(SeekFrom::Start(0))?;
            file.read_to_end(&mut bytes)?;
            Ok::<_, std::io::Error>(Bytes::from(bytes))
        };
        // the room is free again once they are in memory
        let bytes = tokio::task::spawn_blocking(read).await.map_err(|_| Why::Busy)?.map_err(|error| full(&error));
        drop(self.room);
        bytes
    }
}

/// The files of a form, in the order they were chosen. Whoever asks for them takes them.
#[derive(Clone, Default)]
pub struct Uploads(Arc<Mutex<Vec<Upload>>>);

impl Uploads {
    /// The files; none the second time.
    #[must_use]
    pub fn take(&self) -> Vec<Upload> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Uploads {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_default())
    }
}

/// Whether the forms of this address may bring files.
fn takes_files(path: &str) -> bool {
    matches!(path, "/cases/new" | "/bags/report" | "/desk/record" | "/files")
        || (path.starts_with("/cases/") && ["/replies", "/notes", "/phrase", "/claim"].iter().any(|end| path.ends_with(end)))
}

/// The boundary of a form with files, where such a form may come.
#[must_use]
pub fn boundary(request: &Request) -> Option<String> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok())?;
    takes_files(request.uri().path()).then(|| multer::parse_boundary(kind).ok()).flatten()
}

/// Takes a form apart: answers with its words as a form without files, and leaves its files in `extensions`.
///
/// # Errors
/// The status to answer with where it did not arrive whole, or is no such form.
pub async fn receive(app: &App, address: IpAddr, boundary: String, body: Body, extensions: &mut Extensions) -> Result<Bytes, StatusCode> {
    let limits = app.files.limits;
    let most = (limits.bytes.saturating_mul(limits.per_message as u64) + LARGEST_FORM as u64).saturating_mul(HEARD_OUT);
    let whole = Constraints::new().size_limit(SizeLimit::new().whole_stream(most));
    let mut form = Multipart::with_constraints(body.into_data_stream(), boundary, whole);
    let network = format!("files {}", network_key(address));
    let many = || app.crowd.count(&network, FILES_PER_NETWORK, Timestamp::now()).is_err();
    let (mut words, mut files, mut room, mut parts) = (Vec::new(), Vec::new(), LARGEST_FORM, 0);
    let taking = async {
        while let Some(mut field) = soon(form.next_field()).await? {
            parts += 1;
            if parts > PARTS {
                return Err(StatusCode::PAYLOAD_TOO_LARGE);
            }
            let name = field.name().unwrap_or_default().to_owned();
            let Some(file) = field.file_name().map(str::to_owned) else {
                let value = text(&mut field, &mut room).await?;
                words.push((name, String::from_utf8_lossy(&value).into_owned()));
                continue;
            };
            let refused = if files.len() >= limits.per_message {
                Some(Why::TooMany)
            } else if !file.is_empty() && many() {
                Some(Why::Busy)
            } else {
                None
            };
            let upload = spooled(&app.spool, &mut field, &file, limits.bytes, refused).await?;
            if let Some(upload) = upload.filter(|_| name == FIELD) {
                words.push((FIELD.to_owned(), file));
                files.push(upload);
            }
        }
        Ok(())
    };
    tokio::time::timeout(LONGEST, taking).await.map_err(|_| StatusCode::REQUEST_TIMEOUT)??;
    extensions.insert(Uploads(Arc::new(Mutex::new(files))));
    Ok(form_urlencoded::Serializer::new(String::new()).extend_pairs(words).finish().into())
}

/// The next of a form, unless the line has gone silent or the form is none.
async fn soon<T>(next: impl Future<Output = multer::Result<T>>) -> Result<T, StatusCode> {
    match tokio::time::timeout(SILENCE, next).await {
        Err(_) => Err(StatusCode::REQUEST_TIMEOUT),
        Ok(Err(multer::Error::StreamSizeExceeded { .. })) => Err(StatusCode::PAYLOAD_TOO_LARGE),
        Ok(Err(error)) => {
            tracing::debug!(%error, "a form did not arrive whole");
            Err(StatusCode::BAD_REQUEST)
        }
        Ok(Ok(next)) => Ok(next),
    }
}

async fn text(field: &mut Field<'_>, room: &mut usize) -> Result<Vec<u8>, StatusCode> {
    let mut value = Vec::new();
    while let Some(chunk) = soon(field.chunk()).await? {
        *room = room.checked_sub(chunk.len()).ok_or(StatusCode::PAYLOAD_TOO_LARGE)?;
        value.extend_from_slice(&chunk);
    }
    Ok(value)
}

/// A file's bytes on disk; what is refused is read to its end all the same. `None` where no file was chosen.
async fn spooled(
    spool: &Spool,
    field: &mut Field<'_>,
    name: &str,
    longest: u64,
    refused: Option<Why>,
) -> Result<Option<Upload>, StatusCode> {
    let mut bytes = refused.map_or_else(|| tempfile::tempfile().map_err(|error| full(&error)), Err);
    let (mut length, mut room) = (0_u64, None::<OwnedSemaphorePermit>);
    while let Some(chunk) = soon(field.chunk()).await? {
        length += chunk.len() as u64;
        let Ok(file) = &mut bytes else { continue };
        if let Err(why) = written(spool, file, &chunk, length, longest, &mut room) {
            // gives its place on disk back at once
            (bytes, room) = (Err(why), None);
        }
    }
    let chosen = length > 0 || !name.is_empty();
    Ok(chosen.then(|| Upload { name: name.to_owned(), bytes, room }))
}

fn written(
    spool: &Spool,
    file: &mut std::fs::File,
    chunk: &[u8],
    length: u64,
    longest: u64,
    room: &mut Option<OwnedSemaphorePermit>,
) -> Result<(), Why> {
    if length > longest {
        return Err(Why::TooLarge);
    }
    let held = room.as_ref().map_or(0, OwnedSemaphorePermit::num_permits) as u64;
    let more = u32::try_from(length.div_ceil(UNIT).saturating_sub(held)).unwrap_or(u32::MAX);
    if more > 0 {
        let more = Arc::clone(&spool.0).try_acquire_many_owned(more).map_err(|_| Why::Busy)?;
        match room {
            Some(room) => room.merge(more),
            None => *room = Some(more),
        }
    }
    // a few kilobytes into the system's cache: sooner done than handed to another thread
    file.write_all(chunk).map_err(|error| full(&error))
}

fn full(error: &std::io::Error) -> Why {
    tracing::error!(%error, "a file on its way in could not be put aside");
    Why::Away
}
