//! Help: articles read, searched and judged by everyone.

mod article;
mod publish;
mod search;

pub use article::{Article, Link, Shelf, article, opine, shelves};
pub use publish::publish_due;
pub(crate) use publish::{Published, publish};
pub use search::{Hit, search};
