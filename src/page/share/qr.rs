use std::fmt::Write as _;

use crate::page::texts::text;
use qrcodegen::{QrCode, QrCodeEcc};
use yew::prelude::*;

/// What [`QrPicture`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct QrPictureProps {
    /// The address, which readers of the picture open.
    pub(super) address: AttrValue,
}

/// White modules around the picture, without which readers do not find it (ISO/IEC 18004, "Quiet zone").
const QUIET: i32 = 4;

/// An address as a picture for phones; nothing but a word why for one that is too long.
#[component]
pub(super) fn QrPicture(props: &QrPictureProps) -> Html {
    let code = use_memo(props.address.clone(), |address| path(address));
    let Some((size, path)) = &*code else {
        return html! {
            <p class="share-hint">{ text!("share-qr-too-long") }</p>
        };
    };
    html! {
        <svg class="qr" viewBox={format!("0 0 {size} {size}")} role="img" data-testid="share-qr"
            aria-label={text!("share-qr-label")}>
            <rect class="qr-paper" width={size.to_string()} height={size.to_string()} />
            <path class="qr-ink" d={path.clone()} />
        </svg>
    }
}

/// Modules along one side, and all black ones as one path, row by row.
fn path(address: &str) -> Option<(i32, String)> {
    let code = QrCode::encode_text(address, QrCodeEcc::Low).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let width = (x..code.size()).take_while(|&x| code.get_module(x, y)).count();
            let width = i32::try_from(width).unwrap_or_default();
            if width > 0 {
                let _ = write!(path, "M{} {}h{width}v1h-{width}z", x + QUIET, y + QUIET);
            }
            x += width.max(1);
        }
    }
    Some((code.size() + 2 * QUIET, path))
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn the_corners_are_squares() {
        let (size, path) = path("https://play.example/#p2.abc").expect("a short address");
        assert!(size > 21 + 8, "{size}");
        assert!(path.starts_with("M4 4h7v1h-7z"), "{path}");
    }

    #[test]
    fn what_no_code_holds_has_none() {
        assert_eq!(path(&"a".repeat(3_000)), None);
    }
}
