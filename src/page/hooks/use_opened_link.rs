use yew::prelude::*;

use crate::page::state::Action;
use crate::page::{browser, link};

/// Opens the work that the page's address carries, at the start and whenever a link is pasted into the address later.
/// A link that cannot be opened leaves everything as it is, with a word why.
#[hook]
pub(crate) fn use_opened_link(dispatch: &Callback<Action>, is_frame: bool) {
    let dispatch = dispatch.clone();
    use_effect_with((), move |()| {
        let open = move || {
            let Some(opened) = link::fragment().and_then(|it| it.payload()) else { return };
            // A frame is loaded again with its own address.
            if !is_frame {
                browser::clear_fragment();
            }
            dispatch.emit(match opened.and_then(link::work) {
                Ok(work) => Action::LinkOpened(Box::new(work)),
                Err(error) => Action::LinkRefused(error.to_string().into()),
            });
        };
        // A frame has started with it; of what cannot be opened it still has to tell.
        let is_open = is_frame && link::fragment().and_then(|it| it.payload()).is_some_and(|it| it.is_ok());
        if !is_open {
            open();
        }
        let listener = browser::on_fragment_change(open);
        move || drop(listener)
    });
}
