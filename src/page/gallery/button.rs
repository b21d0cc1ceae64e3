use yew::prelude::*;

use super::{Gallery, GalleryProps};
use crate::page::texts::text;
use crate::page::widgets::{DialogButton, Symbol};

/// What [`GalleryButton`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct GalleryButtonProps {
    pub(crate) gallery: GalleryProps,
    pub(crate) testid: &'static str,
}

/// Opens the gallery.
#[component]
pub(crate) fn GalleryButton(props: &GalleryButtonProps) -> Html {
    html! {
        <DialogButton label={text!("gallery-open")} spoken={text!("gallery-open-spoken")} symbol={Symbol::Gallery}
            testid={props.testid} id="gallery" title={text!("gallery-title")}>
            <Gallery ..props.gallery.clone() />
        </DialogButton>
    }
}
