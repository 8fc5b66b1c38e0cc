//! Files made for the tests.

use flate2::{Compression, write::DeflateEncoder};
use image::{DynamicImage, ExtendedColorType, ImageEncoder, ImageFormat, Rgb, RgbImage};
use std::io::{Cursor, Write};

/// Red on the left, blue on the right, a white line on top.
pub fn drawing(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| match (x < width / 2, y) {
        (_, 0..4) => Rgb([255, 255, 255]),
        (true, _) => Rgb([200, 20, 20]),
        (false, _) => Rgb([20, 20, 200]),
    })
}

fn written(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(drawing(width, height)).write_to(&mut out, format).unwrap();
    out.into_inner()
}

pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    written(width, height, ImageFormat::Jpeg)
}

pub fn png(width: u32, height: u32) -> Vec<u8> {
    written(width, height, ImageFormat::Png)
}

pub fn gif(width: u32, height: u32) -> Vec<u8> {
    written(width, height, ImageFormat::Gif)
}

pub fn webp(width: u32, height: u32) -> Vec<u8> {
    written(width, height, ImageFormat::WebP)
}

/// As a telephone writes it: turned, with the place it was taken at and the name of the device.
pub fn photo(width: u32, height: u32, orientation: u8) -> Vec<u8> {
    let plain = jpeg(width, height);
    let mut tiff = b"MM\0\x2a\0\0\0\x08\0\x03".to_vec();
    tiff.extend(b"\x01\x12\0\x03\0\0\0\x01\0");
    tiff.extend([orientation, 0, 0]);
    tiff.extend(b"\x01\x0f\0\x02\0\0\0\x0b\0\0\0\x32");
    tiff.extend(b"\x88\x25\0\x04\0\0\0\x01\0\0\0\x3e");
    tiff.extend(b"\0\0\0\0SecretCam\0\0\0");
    // latitude N 48, longitude E 11
    tiff.extend(b"\0\x02\0\x01\0\x02\0\0\0\x02N\0\0\0\0\x03\0\x02\0\0\0\x02E\0\0\0\0\0\0\0");
    tiff.extend(b"GPSGPSGPS 48.137154,11.576124");
    let mut exif = b"Exif\0\0".to_vec();
    exif.extend(tiff);
    let mut out = plain[..2].to_vec();
    out.extend([0xff, 0xe1]);
    out.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
    out.extend(exif);
    let comment = b"taken at home, Example Street 5";
    out.extend([0xff, 0xfe]);
    out.extend(u16::try_from(comment.len() + 2).unwrap().to_be_bytes());
    out.extend(comment);
    out.extend(&plain[2..]);
    out
}

/// A PNG with words in it.
pub fn png_with_words(width: u32, height: u32) -> Vec<u8> {
    let plain = png(width, height);
    let mut chunk = b"tEXtLocation\0 48.137154,11.576124".to_vec();
    let sum = crc(&chunk);
    let length = u32::try_from(chunk.len() - 4).unwrap().to_be_bytes();
    chunk.splice(0..0, length);
    chunk.extend(sum.to_be_bytes());
    // behind the header: eight bytes of mark and twenty-five of IHDR
    [&plain[..33], &chunk, &plain[33..]].concat()
}

/// The head of a PNG of any size, and next to nothing behind it.
pub fn huge_png(width: u32, height: u32, depth: u8, colour: u8) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut header = b"IHDR".to_vec();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend([depth, colour, 0, 0, 0]);
    for chunk in [header, b"IDAT\x78\x9c\x63\0\0\0\x01\0\x01".to_vec(), b"IEND".to_vec()] {
        out.extend(u32::try_from(chunk.len() - 4).unwrap().to_be_bytes());
        out.extend(&chunk);
        out.extend(crc(&chunk).to_be_bytes());
    }
    out
}

/// Grey with half of it see-through.
pub fn see_through(width: u32, height: u32) -> Vec<u8> {
    let mut out = Vec::new();
    let bytes: Vec<u8> = (0..width * height).flat_map(|at| [90, 90, 90, if at % 2 == 0 { 255 } else { 40 }]).collect();
    image::codecs::png::PngEncoder::new(&mut out).write_image(&bytes, width, height, ExtendedColorType::Rgba8).unwrap();
    out
}

pub fn pdf() -> Vec<u8> {
    b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n".to_vec()
}

pub const TYPES: &str = r#"<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;

/// One part of an archive: name, content, packed or not, and the size it claims to unpack to.
pub struct Part {
    pub name: &'static str,
    pub content: Vec<u8>,
    pub packed: bool,
    pub claims: Option<u32>,
}

pub fn part(name: &'static str, content: &str) -> Part {
    Part { name, content: content.as_bytes().to_vec(), packed: true, claims: None }
}

pub fn zip(parts: &[Part]) -> Vec<u8> {
    let (mut out, mut list) = (Vec::new(), Vec::new());
    for part in parts {
        let mut data = part.content.clone();
        if part.packed {
            let mut packer = DeflateEncoder::new(Vec::new(), Compression::default());
            packer.write_all(&part.content).unwrap();
            data = packer.finish().unwrap();
        }
        let mut facts = Vec::new();
        facts.extend([20, 0, 0, 0, if part.packed { 8 } else { 0 }, 0, 0, 0, 0, 0]);
        facts.extend(crc(&part.content).to_le_bytes());
        facts.extend(u32::try_from(data.len()).unwrap().to_le_bytes());
        facts.extend(part.claims.unwrap_or(u32::try_from(part.content.len()).unwrap()).to_le_bytes());
        facts.extend(u16::try_from(part.name.len()).unwrap().to_le_bytes());
        facts.extend([0, 0]);
        list.extend(b"PK\x01\x02\x14\0");
        list.extend(&facts);
        list.extend([0; 10]);
        list.extend(u32::try_from(out.len()).unwrap().to_le_bytes());
        list.extend(part.name.as_bytes());
        out.extend(b"PK\x03\x04");
        out.extend(&facts);
        out.extend(part.name.as_bytes());
        out.extend(data);
    }
    let (at, count) = (u32::try_from(out.len()).unwrap(), u16::try_from(parts.len()).unwrap().to_le_bytes());
    out.extend(&list);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([count, count].concat());
    out.extend(u32::try_from(list.len()).unwrap().to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0, 0]);
    out
}

pub fn docx() -> Vec<u8> {
    zip(&[part("[Content_Types].xml", TYPES), part("word/document.xml", "<w:document/>")])
}

pub fn odt() -> Vec<u8> {
    let kind = Part { packed: false, ..part("mimetype", "application/vnd.oasis.opendocument.text") };
    zip(&[kind, part("content.xml", "<office:document-content/>")])
}

fn crc(bytes: &[u8]) -> u32 {
    let mut sum = flate2::Crc::new();
    sum.update(bytes);
    sum.sum()
}
