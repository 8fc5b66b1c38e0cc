//! Help: articles read, searched and judged by everyone, written by staff. And procedures, written alike, read by staff alone.

mod article;
pub mod procedures;
mod publish;
mod search;
pub mod writing;

pub use article::{Article, Link, Shelf, article, opine, shelves};
pub use publish::publish_due;
pub(crate) use publish::{Published, publish};
pub use search::{Hit, forget_misses, missed, search};
