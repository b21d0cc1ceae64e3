use gloo::utils::window;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use yew::Callback;

use super::call;

/// Loads one of the page's own text files, which it starts without. Where that fails, nothing happens.
pub(crate) fn load_text(path: &str, done: Callback<String>) {
    load("loadText", &[path.into()], move |text| done.emit(text.as_string().unwrap_or_default()));
}

/// Calls a loader that the page's script offers, and hands over what its promise becomes.
pub(super) fn load(loader: &str, arguments: &[JsValue], done: impl FnOnce(JsValue) + 'static) {
    let Some(promise) = call(&window(), loader, arguments) else { return };
    let on_load = Closure::once_into_js(done);
    let on_failure = Closure::once_into_js(|_: JsValue| ());
    let _ = call(&promise, "then", &[on_load, on_failure]);
}

/// Whether the code that comes behind the first view is there.
pub(crate) fn is_whole() -> bool {
    call(&window(), "isWhole", &[]).is_some_and(|it| it.is_truthy())
}

/// Calls `done` when that code is there, or could not be brought and is asked for again when it is needed.
pub(crate) fn when_whole(done: impl FnOnce() + 'static) {
    load("whenWhole", &[], move |_| done());
}

/// Draws the page; its script calls this.
#[wasm_bindgen]
#[expect(unreachable_pub, reason = "the module exports it, and the bindings take public functions only")]
pub fn begin() {
    crate::page::start();
}

/// Brings the code that comes behind the first view; the module calls this itself, where `xtask/split` cut it.
#[wasm_bindgen]
#[expect(unreachable_pub, reason = "the module exports it, and the bindings take public functions only")]
pub fn bring_rest() {
    let _ = call(&window(), "loadRest", &[wasm_bindgen::exports()]);
}
