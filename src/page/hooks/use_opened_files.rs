use std::rc::Rc;

use yew::prelude::*;

use crate::page::browser;
use crate::page::files::{Opened, Reader};
use crate::page::state::Action;
use crate::page::texts::text;

/// What was read from disk last and is not yet decided on, and the way to read more. The script for it comes after the
/// page has drawn itself, and listens to what is dropped from then on; a frame leaves that to the page around.
#[hook]
pub(crate) fn use_opened_files(
    dispatch: &Callback<Action>,
    is_frame: bool,
) -> (UseStateHandle<Option<Rc<Opened>>>, Reader) {
    let opened = use_state(|| None::<Rc<Opened>>);
    let reader = use_state(|| None);
    let on_read = {
        let (set, dispatch) = (opened.setter(), dispatch.clone());
        use_callback((), move |json: String, ()| match serde_json::from_str::<Opened>(&json) {
            Ok(opened) if opened.files.len() > 0 || !opened.problems.is_empty() => set.set(Some(Rc::new(opened))),
            Ok(_) => dispatch.emit(Action::Announced(text!("files-none-in-it").into())),
            Err(_) => dispatch.emit(Action::Announced(text!("files-unreadable").into())),
        })
    };
    {
        let (on_read, set, dispatch) = (on_read.clone(), reader.setter(), dispatch.clone());
        use_effect_with((), move |()| {
            if !is_frame {
                let started = dispatch.reform(|()| Action::Announced(text!("files-reading").into()));
                browser::load_file_reader(started, on_read, Callback::from(move |it| set.set(Some(it))));
            }
        });
    }
    (opened, Reader { reader: (*reader).clone(), on_read })
}
