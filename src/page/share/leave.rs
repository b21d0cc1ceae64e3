use dockerfile_playground::export::guard::{redact_dockerfile, scan_dockerfile};
use yew::prelude::*;

use super::guard::{Decision, Guard};
use crate::page::browser;
use crate::page::state::Action;
use crate::page::texts::text;
use crate::page::widgets::{Button, ButtonKind, Dialog, Symbol};

/// What [`LeaveButtons`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct LeaveButtonsProps {
    /// A Dockerfile.
    pub(crate) text: AttrValue,
    /// The name of its file.
    pub(crate) file: &'static str,
    /// What the button that copies it says.
    pub(crate) copy_label: AttrValue,
    /// What the button that downloads it says.
    pub(crate) download_label: AttrValue,
    /// How the buttons are found by tests: to copy, to download.
    pub(crate) testids: (&'static str, &'static str),
    /// Two small buttons with symbols.
    #[prop_or_default]
    pub(crate) small: bool,
    pub(crate) dispatch: Callback<Action>,
}

/// Where to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Clipboard,
    Download,
}

/// Copies a Dockerfile or downloads it; what may be secret in it is asked about first.
#[component]
pub(crate) fn LeaveButtons(props: &LeaveButtonsProps) -> Html {
    let LeaveButtonsProps { text, file, copy_label, download_label, testids, small, dispatch } = props;
    let asked = use_state(|| None::<Way>);
    let start = |way| {
        let (asked, text, file, dispatch) = (asked.clone(), text.clone(), *file, dispatch.clone());
        Callback::from(move |()| {
            if scan_dockerfile(&text).is_empty() { leave(way, &text, file, &dispatch) } else { asked.set(Some(way)) }
        })
    };
    let kind = if *small { ButtonKind::Quiet } else { ButtonKind::Plain };
    html! {
        <>
            <Button label={copy_label.clone()} symbol={Symbol::Copy} {kind} icon_only={*small} testid={testids.0}
                onclick={start(Way::Clipboard)} />
            <Button label={download_label.clone()} symbol={Symbol::Download} {kind} icon_only={*small}
                testid={testids.1} onclick={start(Way::Download)} />
            if let Some(way) = *asked {
                <Asked suspects={scan_dockerfile(text)} on_close={Callback::from(move |()| asked.set(None))} on_decide={{
                    let (text, file, dispatch) = (text.clone(), *file, dispatch.clone());
                    Callback::from(move |decision| {
                        let text = match decision {
                            Decision::Placeholders => redact_dockerfile(&text).into(),
                            Decision::Open | Decision::Anyway => text.clone(),
                        };
                        leave(way, &text, file, &dispatch);
                    })
                }} />
            }
        </>
    }
}

fn leave(way: Way, text: &str, file: &str, dispatch: &Callback<Action>) {
    match way {
        Way::Clipboard => {
            let done = dispatch.reform(|worked| {
                let told = if worked { text!("clipboard-copied") } else { text!("clipboard-refused") };
                Action::Announced(told.into())
            });
            browser::copy(text, done);
        }
        Way::Download => {
            dispatch.emit(download_told(browser::download(file, text)));
        }
    }
}

/// Says what became of a download.
pub(crate) fn download_told(worked: bool) -> Action {
    let told = if worked { text!("download-done") } else { text!("download-refused") };
    Action::Announced(told.into())
}

/// What [`Asked`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
struct AskedProps {
    suspects: Vec<dockerfile_playground::export::guard::Located>,
    on_decide: Callback<Decision>,
    on_close: Callback<()>,
}

/// The question, which closes with its answer.
#[component]
fn Asked(props: &AskedProps) -> Html {
    let AskedProps { suspects, on_decide, on_close } = props;
    let node = use_node_ref();
    let on_cancel = {
        let node = node.clone();
        Callback::from(move |()| browser::close_dialog_around(&node))
    };
    let on_decide = {
        let (on_decide, on_cancel) = (on_decide.clone(), on_cancel.clone());
        Callback::from(move |decision| {
            on_cancel.emit(());
            on_decide.emit(decision);
        })
    };
    html! {
        <Dialog id="leave-dialog" title={text!("guard-dialog")} {on_close}>
            <div ref={node} class="share">
                <Guard suspects={suspects.clone()} decision={Decision::Open} {on_decide} {on_cancel} />
            </div>
        </Dialog>
    }
}
