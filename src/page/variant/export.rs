use dockerfile_playground::settings::Profile;
use yew::prelude::*;

use super::variant_name;
use crate::page::share::LeaveButtons;
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
    html! {
        <div class="export">
            <Button label="Use this version" symbol={Symbol::Back} kind={ButtonKind::Primary} testid="variant-accept"
                disabled={of == by} onclick={accept} />
            <LeaveButtons text={by.clone()} {file} copy_label="Copy" download_label={format!("Download {file}")}
                testids={("export-copy", "export-download")} dispatch={dispatch.clone()} />
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
