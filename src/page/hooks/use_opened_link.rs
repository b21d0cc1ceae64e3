use yew::prelude::*;

use crate::page::state::Action;
use crate::page::{browser, link};

/// Opens the work that the page's address carries, at the start and whenever a link is pasted into the address later.
#[hook]
pub(crate) fn use_opened_link(dispatch: &Callback<Action>) {
    let dispatch = dispatch.clone();
    use_effect_with((), move |()| {
        let open = move || {
            if let Some(shared) = link::decode(&browser::fragment()) {
                browser::clear_fragment();
                dispatch.emit(Action::LinkOpened(Box::new(shared)));
            }
        };
        open();
        let listener = browser::on_fragment_change(open);
        move || drop(listener)
    });
}
