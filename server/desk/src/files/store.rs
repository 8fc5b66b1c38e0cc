//! Where bytes are: a folder, or a bucket that speaks S3.

use domain::files::Limits;
use object_store::{ObjectStore, ObjectStoreExt, aws::AmazonS3Builder, local::LocalFileSystem, path::Path};
use std::{fmt, path::PathBuf, sync::Arc, time::Duration};
use tokio::sync::Semaphore;
use uuid::Uuid;

pub use bytes::Bytes;

/// Files looked through at once; each is in memory whole.
const AT_ONCE: usize = 4;
/// Millions of pixels unpacked at once, by some eight bytes each.
const MEGAPIXELS: u32 = 60;
/// A bucket that has not answered by then is away.
const PATIENCE: Duration = Duration::from_secs(10);

/// The store of files, with what is taken.
#[derive(Clone)]
pub struct Store {
    objects: Arc<dyn ObjectStore>,
    prefix: Path,
    /// How much is taken.
    pub limits: Limits,
    pub(super) hands: Arc<Semaphore>,
    pub(super) megapixels: Arc<Semaphore>,
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store").field("objects", &self.objects.to_string()).field("limits", &self.limits).finish_non_exhaustive()
    }
}

impl Store {
    /// Opens `s3://bucket/prefix`, with key, region and address as `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_REGION` and
    /// `AWS_ENDPOINT_URL` say; anything else is a folder, made when it is missing. Touches no network.
    ///
    /// # Errors
    /// A sentence for the terminal.
    pub fn open(at: &str, limits: Limits) -> Result<Self, String> {
        match at.strip_prefix("s3://") {
            Some(place) => Self::bucket(place, limits),
            None => Self::folder(at.into(), limits),
        }
    }

    /// A store in a folder.
    ///
    /// # Errors
    /// A sentence for the terminal.
    pub fn folder(folder: PathBuf, limits: Limits) -> Result<Self, String> {
        std::fs::create_dir_all(&folder).map_err(|error| {
            format!("The folder for files, {}, cannot be made ({error}). LANDSIDE_FILES names another.", folder.display())
        })?;
        let objects = LocalFileSystem::new_with_prefix(&folder)
            .map_err(|error| {
                format!("The folder for files, {}, cannot be opened ({error}). LANDSIDE_FILES names another.", folder.display())
            })?
            .with_fsync(true);
        Ok(Self::of(Arc::new(objects), Path::default(), limits))
    }

    fn bucket(place: &str, limits: Limits) -> Result<Self, String> {
        // the TLS of everything else here; set already where another part was first
        let _ = rustls::crypto::ring::default_provider().install_default();
        let (bucket, prefix) = place.split_once('/').unwrap_or((place, ""));
        let endpoint = std::env::var("AWS_ENDPOINT_URL").or_else(|_| std::env::var("AWS_ENDPOINT")).unwrap_or_default();
        let client = object_store::ClientOptions::new()
            .with_connect_timeout(Duration::from_secs(5))
            .with_timeout(PATIENCE)
            .with_allow_http(endpoint.starts_with("http://"));
        let retry = object_store::RetryConfig { max_retries: 3, retry_timeout: PATIENCE, ..Default::default() };
        let objects = AmazonS3Builder::from_env().with_bucket_name(bucket).with_client_options(client).with_retry(retry).build().map_err(
            |error| format!("The bucket for files, s3://{place}, cannot be used ({error}). See LANDSIDE_FILES and AWS_… in the README."),
        )?;
        let prefix = Path::parse(prefix.trim_matches('/')).map_err(|error| format!("LANDSIDE_FILES has no usable prefix ({error})."))?;
        Ok(Self::of(Arc::new(objects), prefix, limits))
    }

    fn of(objects: Arc<dyn ObjectStore>, prefix: Path, limits: Limits) -> Self {
        let (hands, megapixels) = (Arc::new(Semaphore::new(AT_ONCE)), Arc::new(Semaphore::new(MEGAPIXELS as usize)));
        Self { objects, prefix, limits, hands, megapixels }
    }

    /// `3f/3f2a…`, beside it `3f/3f2a…-small`: never the name somebody gave, and no folder of millions.
    fn path(&self, object: Uuid, small: bool) -> Path {
        let name = object.simple().to_string();
        let shelf = name.get(name.len() - 2..).unwrap_or("00").to_owned();
        let end = if small { "-small" } else { "" };
        self.prefix.clone().join(shelf).join(format!("{name}{end}"))
    }

    pub(super) async fn put(&self, object: Uuid, small: bool, bytes: Bytes) -> object_store::Result<()> {
        self.objects.put(&self.path(object, small), bytes.into()).await.map(|_| ())
    }

    pub(super) async fn get(&self, object: Uuid, small: bool) -> object_store::Result<Bytes> {
        self.objects.get(&self.path(object, small)).await?.bytes().await
    }

    /// Removes a file and its small picture; what is not there is removed.
    pub(super) async fn delete(&self, object: Uuid) -> object_store::Result<()> {
        for small in [false, true] {
            match self.objects.delete(&self.path(object, small)).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}
