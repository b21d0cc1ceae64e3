use gloo::utils::{body, document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlDocument, HtmlTextAreaElement};
use yew::Callback;

/// Puts `text` on the clipboard and tells `done` whether that worked.
pub(crate) fn copy(text: &str, done: Callback<bool>) {
    // Without a secure context there is no clipboard object, only the old command.
    if !window().is_secure_context() {
        done.emit(copy_by_command(text));
        return;
    }
    let promise = window().navigator().clipboard().write_text(text);
    let (worked, failed, text) = (done.clone(), done, text.to_owned());
    let on_success = Closure::once_into_js(move |_: wasm_bindgen::JsValue| worked.emit(true));
    let on_failure = Closure::once_into_js(move |_: wasm_bindgen::JsValue| failed.emit(copy_by_command(&text)));
    let then = js_sys::Reflect::get(&promise, &"then".into());
    if let Some(then) = then.ok().and_then(|then| then.dyn_into::<js_sys::Function>().ok()) {
        let _ = then.call2(&promise, &on_success, &on_failure);
    }
}

/// The way that works without permission: selecting the text of a field.
fn copy_by_command(text: &str) -> bool {
    let Some(field) =
        document().create_element("textarea").ok().and_then(|it| it.dyn_into::<HtmlTextAreaElement>().ok())
    else {
        return false;
    };
    field.set_value(text);
    field.set_class_name("visually-hidden");
    let focused = document().active_element();
    let _ = body().append_child(&field);
    field.select();
    let worked = document().dyn_into::<HtmlDocument>().is_ok_and(|it| it.exec_command("copy").unwrap_or(false));
    field.remove();
    if let Some(element) = focused.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = element.focus();
    }
    worked
}
