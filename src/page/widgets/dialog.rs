use yew::prelude::*;

use super::{Button, ButtonKind, Symbol};
use crate::page::browser;
use crate::page::texts::text;

/// What [`Dialog`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct DialogProps {
    /// Unique on the page.
    pub(crate) id: &'static str,
    pub(crate) title: AttrValue,
    /// It has closed and must not be drawn any more.
    pub(crate) on_close: Callback<()>,
    pub(crate) children: Html,
}

/// Something that stands before the page until it is closed: by its button, by Escape or by a click beside it.
#[component]
pub(crate) fn Dialog(props: &DialogProps) -> Html {
    let node = use_node_ref();
    {
        let (node, on_close) = (node.clone(), props.on_close.clone());
        use_effect_with((), move |()| {
            let listeners = browser::show_dialog(&node, move || on_close.emit(()));
            move || drop(listeners)
        });
    }
    let onclick = Callback::from({
        let node = node.clone();
        move |()| browser::close_dialog(&node)
    });
    let title = format!("{}-title", props.id);
    html! {
        <dialog ref={node} class="dialog" aria-labelledby={title.clone()} data-testid={props.id}>
            <div class="dialog-sheet">
                <div class="dialog-head">
                    <h2 id={title}>{ &props.title }</h2>
                    <Button label={text!("close")} symbol={Symbol::Close} kind={ButtonKind::Quiet} icon_only=true
                        testid="dialog-close" {onclick} />
                </div>
                <div class="dialog-body" tabindex="-1">{ props.children.clone() }</div>
            </div>
        </dialog>
    }
}
