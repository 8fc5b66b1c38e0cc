//! Pictures made anew.

use crate::made;
use domain::files::{Kind, Why};
use image::GenericImageView;
use wire::files::{Format, LONGEST_SIDE, Picture, Sort, anew, pixels, sort};

fn taken(bytes: &[u8]) -> Picture {
    let Ok(Sort::Picture(format)) = sort("file", bytes) else { panic!("no picture") };
    anew(format, bytes).unwrap()
}

fn has(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

#[test]
fn every_format_is_made_anew() {
    for (bytes, kind) in [
        (made::jpeg(64, 40), Kind::Jpeg),
        (made::png(64, 40), Kind::Png),
        (made::gif(64, 40), Kind::Png),
        (made::webp(64, 40), Kind::Jpeg),
        (made::see_through(64, 40), Kind::Png),
    ] {
        let picture = taken(&bytes);
        assert_eq!((picture.kind, picture.width, picture.height), (kind, 64, 40));
        let read = image::load_from_memory(&picture.bytes).unwrap();
        assert_eq!(read.dimensions(), (64, 40));
    }
    let left = image::load_from_memory(&taken(&made::jpeg(64, 40)).bytes).unwrap().get_pixel(8, 30);
    assert!(left.0[0] > 150 && left.0[2] < 90, "{left:?}");
}

#[test]
fn place_device_and_words_are_gone_and_the_picture_stands_upright() {
    let sent = made::photo(120, 80, 6);
    assert!(has(&sent, b"GPS") && has(&sent, b"SecretCam") && has(&sent, b"Exif") && has(&sent, b"Example Street"));
    let picture = taken(&sent);
    // turned by a quarter: what was wide is high
    assert_eq!((picture.width, picture.height), (80, 120));
    for bytes in [&picture.bytes, &picture.small] {
        for word in [&b"GPS"[..], b"SecretCam", b"Exif", b"48.137", b"Example Street"] {
            assert!(!has(bytes, word), "{}", String::from_utf8_lossy(word));
        }
    }
    let read = image::load_from_memory(&picture.bytes).unwrap();
    // the white line on top is now on the right
    assert!(read.get_pixel(79, 60).0[1] > 200, "{:?}", read.get_pixel(79, 60));
    let words = made::png_with_words(50, 50);
    assert!(has(&words, b"Location") && !has(&taken(&words).bytes, b"Location"));
}

#[test]
fn what_hangs_behind_a_picture_is_gone() {
    for tail in [&b"<script>alert(document.domain)</script>"[..], &made::docx(), b"MZ\x90\0\x03 run me"] {
        for bytes in [made::jpeg(64, 40), made::png(64, 40), made::gif(64, 40)] {
            let picture = taken(&[&bytes, tail].concat());
            assert!(!has(&picture.bytes, b"script") && !has(&picture.bytes, b"PK\x03\x04") && !has(&picture.bytes, b"run me"));
        }
    }
}

#[test]
fn cut_off_pictures_are_refused() {
    for bytes in [made::jpeg(200, 200), made::photo(200, 200, 1), made::png(200, 200), made::gif(200, 200), made::webp(200, 200)] {
        for share in [2, 3, 10] {
            let cut = &bytes[..bytes.len() - bytes.len() / share];
            let Ok(Sort::Picture(format)) = sort("file", cut) else { panic!("no picture") };
            assert_eq!(anew(format, cut).map(|_| ()), Err(Why::BrokenPicture), "{format:?} without 1/{share}");
        }
    }
}

#[test]
fn bombs_are_known_by_their_head() {
    for bytes in [
        made::huge_png(30_000, 30_000, 8, 2),
        made::huge_png(19_000, 19_000, 8, 0),
        made::huge_png(u32::MAX / 2, 2, 8, 2),
        // few enough pixels, of eight bytes each
        made::huge_png(7_000, 7_000, 16, 6),
    ] {
        assert_eq!(pixels(Format::Png, &bytes), Err(Why::HugePicture));
        assert_eq!(anew(Format::Png, &bytes).map(|_| ()), Err(Why::HugePicture));
    }
    assert!(matches!(pixels(Format::Png, &made::huge_png(0, 5, 8, 2)), Err(Why::BrokenPicture)));
}

#[test]
fn large_pictures_are_kept_smaller_and_shown_smaller_still() {
    let picture = taken(&made::jpeg(5_000, 500));
    assert_eq!((picture.width, picture.height), (LONGEST_SIDE, 410));
    assert_eq!(image::load_from_memory(&picture.small).unwrap().dimensions(), (480, 48));
    let small = taken(&made::jpeg(100, 50));
    assert_eq!(image::load_from_memory(&small.small).unwrap().dimensions(), (100, 50));
}
