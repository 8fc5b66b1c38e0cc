//! Files people send with their words: what is taken, how much of it, under which name, and why not.

#[cfg(feature = "server")]
mod name;
#[cfg(feature = "server")]
pub use name::{misleads, shown};

use serde::{Deserialize, Serialize};

/// What the file picker offers. No HEIC: telephones that photograph in it then hand over a JPEG by themselves.
pub const ACCEPT: &str = "image/jpeg,image/png,image/webp,image/gif,application/pdf,text/plain,text/csv,.jpg,.jpeg,.png,.webp,.gif,.pdf,.docx,.xlsx,.odt,.txt,.csv";

/// What a file is, as it is kept. Told by its content, never by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A picture, made anew by us.
    Jpeg,
    /// A picture with few colours or see-through parts, made anew by us.
    Png,
    /// A PDF document.
    Pdf,
    /// A Word document.
    Docx,
    /// An Excel workbook.
    Xlsx,
    /// An OpenDocument text.
    Odt,
    /// Plain text.
    Text,
    /// A table as text.
    Csv,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 8] = [Self::Jpeg, Self::Png, Self::Pdf, Self::Docx, Self::Xlsx, Self::Odt, Self::Text, Self::Csv];

    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Odt => "odt",
            Self::Text => "text",
            Self::Csv => "csv",
        }
    }

    /// Reads what [`Kind::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Whether a browser may show it in a page of ours: only what we have made ourselves.
    #[must_use]
    pub const fn is_picture(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png)
    }

    /// What it is served as.
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Text => "text/plain",
            Self::Csv => "text/csv",
        }
    }

    /// Endings of names that fit; the first is the one we give.
    #[must_use]
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Png => &["png"],
            Self::Pdf => &["pdf"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Odt => &["odt"],
            Self::Text => &["txt"],
            Self::Csv => &["csv"],
        }
    }

    /// Key of its name in words: "photo", "PDF document".
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Jpeg | Self::Png => "file-kind-picture",
            Self::Pdf => "file-kind-pdf",
            Self::Docx | Self::Odt => "file-kind-document",
            Self::Xlsx => "file-kind-table",
            Self::Text | Self::Csv => "file-kind-text",
        }
    }
}

/// How much is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Files with one message.
    pub per_message: usize,
    /// Bytes of a file as it is sent.
    pub bytes: u64,
    /// Bytes of all files of a case as they are kept.
    pub case_bytes: u64,
}

impl Limits {
    /// Bytes of a megabyte, as people and telephones count.
    pub const MEGABYTE: u64 = 1_000_000;

    /// The size of a file in megabytes, for the sentence that tells it.
    #[must_use]
    pub const fn megabytes(&self) -> u64 {
        self.bytes / Self::MEGABYTE
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self { per_message: 6, bytes: 15 * Self::MEGABYTE, case_bytes: 200 * Self::MEGABYTE }
    }
}

/// Files a mail may bring into a case; it is not asked before.
pub const PER_MAIL: usize = 20;

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// There is nothing in it.
    Empty,
    /// More bytes than a file may have.
    TooLarge,
    /// More files than a message may have.
    TooMany,
    /// The case has as much as it may have.
    CaseFull,
    /// A photo in Apple's own format.
    Heic,
    /// A picture that cannot be read to its end.
    BrokenPicture,
    /// A picture of more pixels than anybody needs.
    HugePicture,
    /// Many files in one.
    Archive,
    /// Something that runs.
    Program,
    /// A web page, a drawing that can run, a script.
    WebPage,
    /// An office file of before 2007.
    OldOffice,
    /// An office file with programs in it.
    Macros,
    /// A document that is not whole.
    Broken,
    /// It claims to unpack to far more than it is.
    Bomb,
    /// Two sorts of file in one.
    TwoInOne,
    /// Its name says something else than its content.
    Misleading,
    /// Nothing we know.
    Unknown,
    /// Not kept any more, or never here.
    Gone,
    /// Our store cannot be reached.
    Away,
    /// Too many files on their way at once.
    Busy,
}

impl Why {
    /// Every reason.
    pub const ALL: [Self; 20] = [
        Self::Empty,
        Self::TooLarge,
        Self::TooMany,
        Self::CaseFull,
        Self::Heic,
        Self::BrokenPicture,
        Self::HugePicture,
        Self::Archive,
        Self::Program,
        Self::WebPage,
        Self::OldOffice,
        Self::Macros,
        Self::Broken,
        Self::Bomb,
        Self::TwoInOne,
        Self::Misleading,
        Self::Unknown,
        Self::Gone,
        Self::Away,
        Self::Busy,
    ];

    /// Key of the sentence that says it and what to do, with `name`, `megabytes` and `most`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Empty => "file-empty",
            Self::TooLarge => "file-too-large",
            Self::TooMany => "file-too-many",
            Self::CaseFull => "file-case-full",
            Self::Heic => "file-heic",
            Self::BrokenPicture => "file-broken-picture",
            Self::HugePicture => "file-huge-picture",
            Self::Archive => "file-archive",
            Self::Program => "file-program",
            Self::WebPage => "file-web-page",
            Self::OldOffice => "file-old-office",
            Self::Macros => "file-macros",
            Self::Broken => "file-broken",
            Self::Bomb => "file-bomb",
            Self::TwoInOne => "file-two-in-one",
            Self::Misleading => "file-misleading",
            Self::Unknown => "file-unknown",
            Self::Gone => "file-gone",
            Self::Away => "file-away",
            Self::Busy => "file-busy",
        }
    }

    /// Whether the same file may be taken later, as it is.
    #[must_use]
    pub const fn passes(self) -> bool {
        matches!(self, Self::Away | Self::Busy)
    }
}
