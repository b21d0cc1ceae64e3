use dockerfile_playground::settings::Profile;
use yew::prelude::*;

use super::variant_name;
use crate::page::browser;
use crate::page::state::Action;
use crate::page::widgets::{Button, ButtonKind, Symbol};

/// What [`Export`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct ExportProps {
    /// The text that the variant was made from.
    pub(super) of: AttrValue,
    /// The variant.
    pub(super) by: AttrValue,
    pub(super) to: Profile,
    pub(super) dispatch: Callback<Action>,
}

/// Takes the variant into the editor, to the downloads or to the clipboard.
#[component]
pub(super) fn Export(props: &ExportProps) -> Html {
    let ExportProps { of, by, to, dispatch } = props;
    let file = file_name(*to);
    let accept = {
        let (of, by, to) = (of.clone(), by.clone(), *to);
        dispatch.reform(move |()| Action::Replaced {
            of: of.as_str().into(),
            by: by.as_str().into(),
            notice: format!("The editor holds the {} variant; undo brings yours back", variant_name(to).to_lowercase())
                .into(),
        })
    };
    let download = {
        let by = by.clone();
        dispatch.reform(move |()| {
            let worked = browser::download(file, &by);
            Action::Announced(if worked { "Downloaded" } else { "This browser refused the download" })
        })
    };
    let copy = {
        let (by, dispatch) = (by.clone(), dispatch.clone());
        Callback::from(move |()| {
            let done = dispatch.reform(|worked| {
                Action::Announced(if worked { "Copied to the clipboard" } else { "This browser refused the clipboard" })
            });
            browser::copy(&by, done);
        })
    };
    html! {
        <div class="export">
            <Button label="Use this version" symbol={Symbol::Back} kind={ButtonKind::Primary} testid="variant-accept"
                disabled={of == by} onclick={accept} />
            <Button label={format!("Download {file}")} symbol={Symbol::Download} testid="export-download"
                onclick={download} />
            <Button label="Copy" symbol={Symbol::Copy} testid="export-copy" onclick={copy} />
        </div>
    }
}

/// The usual name of the file for a profile.
const fn file_name(profile: Profile) -> &'static str {
    match profile {
        Profile::Dev => "Dockerfile",
        Profile::Prod => "Dockerfile.prod",
    }
}
