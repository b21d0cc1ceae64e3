use yew::prelude::*;

use super::{Gallery, GalleryProps};
use crate::page::texts::text;
use crate::page::widgets::{DialogButton, Symbol};

/// Opens the gallery.
pub(crate) fn gallery_button(gallery: GalleryProps, testid: &'static str) -> Html {
    html! {
        <DialogButton label={text!("gallery-open")} spoken={text!("gallery-open-spoken")} symbol={Symbol::Gallery}
            {testid} id="gallery" title={text!("gallery-title")}>
            <Gallery ..gallery />
        </DialogButton>
    }
}
