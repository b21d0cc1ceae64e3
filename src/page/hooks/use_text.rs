use std::rc::Rc;

use yew::prelude::*;

use crate::page::browser;

/// One of the page's own text files, once it has arrived; it is asked for after the page has drawn itself.
#[hook]
pub(crate) fn use_text(path: &'static str) -> Option<Rc<str>> {
    let text = use_state(|| None::<Rc<str>>);
    {
        let text = text.clone();
        use_effect_with(path, move |path| {
            browser::load_text(path, Callback::from(move |loaded: String| text.set(Some(loaded.into()))));
        });
    }
    (*text).clone()
}
