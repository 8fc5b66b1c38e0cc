//! Pictures made anew: turned as they were meant, without place, device or anything else that came with them.

use super::Format;
use domain::files::{Kind, Why};
use image::codecs::{
    jpeg::JpegEncoder,
    png::{CompressionType, FilterType as PngFilter, PngEncoder},
};
use image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits, imageops::FilterType};
use std::io::Cursor;

/// Pixels of a picture: more than telephones take unless told to.
pub const MOST_PIXELS: u64 = 50_000_000;
/// The longer side of a picture as it is kept; a photo of a telephone keeps every pixel.
pub const LONGEST_SIDE: u32 = 4096;
/// A side longer than this is no photo.
const LONGEST_SENT: u32 = 20_000;
/// Sides of the small one shown in the conversation.
const SMALL: u32 = 480;
/// Bytes a decoder may take.
const MEMORY: u64 = 320_000_000;
/// Beyond these pixels what needs no fine edges is kept as a photo.
const FINE: u64 = 4_000_000;

/// A picture made anew.
#[derive(Debug, Clone)]
pub struct Picture {
    /// JPEG or PNG.
    pub kind: Kind,
    /// The file.
    pub bytes: Vec<u8>,
    /// A small one for the page, of the same kind.
    pub small: Vec<u8>,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

const fn known(format: Format) -> ImageFormat {
    match format {
        Format::Jpeg => ImageFormat::Jpeg,
        Format::Png => ImageFormat::Png,
        Format::Webp => ImageFormat::WebP,
        Format::Gif => ImageFormat::Gif,
    }
}

fn decoder(format: Format, bytes: &[u8]) -> Result<impl ImageDecoder + '_, Why> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SENT);
    limits.max_image_height = Some(LONGEST_SENT);
    limits.max_alloc = Some(MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), known(format));
    reader.limits(limits);
    reader.into_decoder().map_err(|error| why(&error))
}

const fn why(error: &image::ImageError) -> Why {
    match error {
        image::ImageError::Limits(_) => Why::HugePicture,
        _ => Why::BrokenPicture,
    }
}

/// How many pixels it claims to have; nothing is unpacked for that.
///
/// # Errors
/// `HugePicture`, `BrokenPicture`.
pub fn pixels(format: Format, bytes: &[u8]) -> Result<u64, Why> {
    let decoder = decoder(format, bytes)?;
    let (width, height) = decoder.dimensions();
    if decoder.total_bytes() > MEMORY {
        return Err(Why::HugePicture);
    }
    let pixels = u64::from(width) * u64::from(height);
    match pixels {
        0 => Err(Why::BrokenPicture),
        _ if pixels > MOST_PIXELS => Err(Why::HugePicture),
        _ => Ok(pixels),
    }
}

/// Decodes it, turns it upright and writes it anew. Takes about eight bytes a pixel while it works.
///
/// # Errors
/// `HugePicture`, `BrokenPicture`.
pub fn anew(format: Format, bytes: &[u8]) -> Result<Picture, Why> {
    pixels(format, bytes)?;
    if format == Format::Jpeg && !jpeg_ends(bytes) {
        return Err(Why::BrokenPicture);
    }
    let mut decoder = decoder(format, bytes)?;
    // a picture with unreadable notes is still a picture
    let orientation = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let image = DynamicImage::from_decoder(decoder).map_err(|error| why(&error))?;
    let mut image = plain(image);
    image.apply_orientation(orientation);
    if image.width().max(image.height()) > LONGEST_SIDE {
        image = image.resize(LONGEST_SIDE, LONGEST_SIDE, FilterType::Triangle);
    }
    let pixels = u64::from(image.width()) * u64::from(image.height());
    let drawn = matches!(format, Format::Png | Format::Gif) && pixels <= FINE;
    let kind = if drawn || image.color().has_alpha() { Kind::Png } else { Kind::Jpeg };
    let small = if image.width().max(image.height()) > SMALL { image.thumbnail(SMALL, SMALL) } else { image.clone() };
    Ok(Picture { kind, bytes: encoded(&image, kind, 86)?, small: encoded(&small, kind, 78)?, width: image.width(), height: image.height() })
}

/// Eight bits a colour; see-through only where some of it is.
fn plain(image: DynamicImage) -> DynamicImage {
    if !image.color().has_alpha() {
        return DynamicImage::ImageRgb8(image.into_rgb8());
    }
    let image = image.into_rgba8();
    if image.pixels().all(|pixel| pixel.0.last() == Some(&u8::MAX)) {
        DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(image).into_rgb8())
    } else {
        DynamicImage::ImageRgba8(image)
    }
}

fn encoded(image: &DynamicImage, kind: Kind, quality: u8) -> Result<Vec<u8>, Why> {
    let mut out = Vec::new();
    let colour: ExtendedColorType = image.color().into();
    let (bytes, width, height) = (image.as_bytes(), image.width(), image.height());
    let written = match kind {
        Kind::Png => {
            PngEncoder::new_with_quality(&mut out, CompressionType::Default, PngFilter::Adaptive).write_image(bytes, width, height, colour)
        }
        _ => JpegEncoder::new_with_quality(&mut out, quality).write_image(bytes, width, height, colour),
    };
    written.map(|()| out).map_err(|_| Why::BrokenPicture)
}

/// Whether a JPEG comes to its end: decoders fill what is missing with grey, and nobody would know.
fn jpeg_ends(bytes: &[u8]) -> bool {
    let mut at = 2;
    while let Some(marker) = bytes.get(at..at + 2) {
        match marker {
            [0xff, 0xd9] => return true,
            // filling, restarts, and what stands alone
            [0xff, 0xff] => at += 1,
            [0xff, 0x01 | 0xd0..=0xd8] => at += 2,
            [0xff, kind] => {
                let Some([high, low]) = bytes.get(at + 2..at + 4) else { return false };
                at += 2 + usize::from(u16::from_be_bytes([*high, *low])).max(2);
                if *kind == 0xda {
                    match after_scan(bytes, at) {
                        Some(next) => at = next,
                        None => return false,
                    }
                }
            }
            _ => return false,
        }
    }
    false
}

/// The marker that ends the compressed bytes of a scan.
fn after_scan(bytes: &[u8], from: usize) -> Option<usize> {
    let data = bytes.get(from..)?;
    let at = data.windows(2).position(|pair| matches!(pair, [0xff, next] if !matches!(next, 0 | 0xd0..=0xd7 | 0xff)))?;
    Some(from + at)
}
