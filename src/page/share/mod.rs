//! The work for somebody else: as a link, as Markdown, as a picture for phones, as a part of another page.

mod embed;
mod guard;
mod leave;
mod qr;

use std::rc::Rc;

use dockerfile_playground::export::guard::{redact_payload, scan_payload};
use dockerfile_playground::export::link::Payload;
use dockerfile_playground::export::markdown;
use yew::prelude::*;

use self::embed::EmbedPane;
pub(crate) use self::guard::{Decision, Guard};
pub(crate) use self::leave::{LeaveButtons, download_told};
use self::qr::QrPicture;
use super::texts::text;
use super::widgets::{ButtonKind, Choice, CopyButton, DialogButton, Field, Symbol};
use super::work::Work;
use super::{browser, link};

/// What [`Share`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct ShareProps {
    pub(crate) shared: Work,
    /// There is no room in a link for the files beside the Dockerfile.
    pub(crate) leaves_files: bool,
}

/// Opens the dialog.
pub(crate) fn share_button(props: ShareProps) -> Html {
    html! {
        <DialogButton label={text!("share")} spoken={text!("share-title")} symbol={Symbol::Link} testid="share" id="share-dialog"
            title={text!("share-title")}>
            <Share ..props />
        </DialogButton>
    }
}

/// What can be shared, once it is clear that no secret goes with it.
#[component]
fn Share(props: &ShareProps) -> Html {
    let decision = use_state(Decision::default);
    let pane = use_state(|| 0);
    let payload = use_memo(props.shared.clone(), link::payload);
    let suspects = use_memo(payload.clone(), |payload| scan_payload(payload));
    let on_decide = {
        let decision = decision.clone();
        Callback::from(move |next| decision.set(next))
    };
    let node = use_node_ref();
    let on_cancel = {
        let node = node.clone();
        Callback::from(move |()| browser::close_dialog_around(&node))
    };
    let may_leave = suspects.is_empty() || *decision != Decision::Open;
    let on_pane = {
        let pane = pane.clone();
        Callback::from(move |index| pane.set(index))
    };
    let payload = if *decision == Decision::Placeholders { Rc::new(redact_payload(&payload)) } else { payload };
    html! {
        <div ref={node} class="share">
            <Guard suspects={(*suspects).clone()} decision={*decision} {on_decide} {on_cancel} />
            if props.leaves_files {
                <p class="share-hint" data-testid="share-leaves-files">
                    { text!("share-leaves-files") }
                </p>
            }
            if may_leave {
                <Choice class="share-panes" label={text!("share-form")} selected={*pane} on_choose={on_pane} testid="share-pane"
                    items={[text!("share-link"), text!("share-markdown"), text!("share-qr"), text!("share-embed")].map(Into::into).to_vec()} />
                { panes(&payload, *pane) }
            }
        </div>
    }
}

fn panes(payload: &Payload, pane: usize) -> Html {
    let fragment = match link::encode(payload) {
        Ok(fragment) => fragment,
        Err(error) => return html! { <p class="share-hint" role="alert">{ error.to_string() }</p> },
    };
    let address = browser::address_with(&fragment);
    match pane {
        0 => html! {
            <div class="share-pane">
                <div class="share-link">
                    <Field id="share-link" label={text!("share-link-label")} value={address.clone()} testid="share-link"
                        on_change={Callback::noop()} />
                    <CopyButton label={text!("share-copy-link")} text={address.clone()} kind={ButtonKind::Primary} testid="share-copy" />
                </div>
                <p class="share-hint">
                    { text!("share-link-hint", count = fragment.len()) }
                </p>
            </div>
        },
        1 => {
            let with_code = markdown::with_code(&payload.dockerfile, &address);
            let short = format!("[{}]({address})", text!("share-markdown-link"));
            html! {
                <div class="share-pane">
                    <pre class="share-text" tabindex="0" aria-label={text!("share-markdown-label")} data-testid="share-markdown">{ &with_code }</pre>
                    <div class="share-buttons">
                        <CopyButton label={text!("share-copy-with-code")} text={with_code.clone()} kind={ButtonKind::Primary}
                            testid="share-copy-markdown" />
                        <CopyButton label={text!("share-copy-link-only")} text={short} testid="share-copy-markdown-link" />
                    </div>
                    <p class="share-hint">{ text!("share-markdown-hint") }</p>
                </div>
            }
        }
        2 => html! {
            <div class="share-pane share-projector">
                <QrPicture address={address.clone()} />
                <p class="share-hint">{ text!("share-qr-hint") }</p>
            </div>
        },
        _ => html! { <EmbedPane link={fragment} /> },
    }
}
