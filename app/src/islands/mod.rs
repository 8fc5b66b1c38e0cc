//! What gets quicker or live with WebAssembly. Each island improves markup that already works without it.

mod draft;
mod live;

pub use draft::Draft;
pub use live::Live;
