//! What gets quicker or live with WebAssembly. Each island improves markup that already works without it.

mod answers;
#[cfg(feature = "hydrate")]
mod browser;
mod draft;
mod keys;
mod live;
mod scan;
mod upload;

pub use answers::Answers;
pub use draft::Draft;
pub use keys::Keys;
pub use live::Live;
pub use scan::Scan;
pub use upload::Upload;
