use std::rc::Rc;

use dockerfile_playground::settings::Profile;
use yew::prelude::*;

use crate::page::share::LeaveButtons;
use crate::page::state::Action;
use crate::page::texts::text;
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
    let notice = match to {
        Profile::Dev => text!("variant-used-dev"),
        Profile::Prod => text!("variant-used-prod"),
    };
    let accept = {
        let (of, by, notice) = (of.clone(), by.clone(), Rc::<str>::from(notice));
        dispatch.reform(move |()| Action::Replaced {
            of: of.as_str().into(),
            by: by.as_str().into(),
            notice: notice.clone(),
        })
    };
    html! {
        <div class="export">
            <Button label={text!("variant-use")} symbol={Symbol::Back} kind={ButtonKind::Primary} testid="variant-accept"
                disabled={of == by} onclick={accept} />
            <LeaveButtons text={by.clone()} {file} copy_label={text!("copy")} download_label={text!("download-spoken", file = file)}
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
