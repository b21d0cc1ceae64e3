use gloo::utils::window;
use js_sys::{Array, Function, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use yew::Callback;

/// Loads one of the page's own text files, which it starts without. Where that fails, nothing happens.
pub(crate) fn load_text(path: &str, done: Callback<String>) {
    load("loadText", &[path.into()], move |text| done.emit(text.as_string().unwrap_or_default()));
}

/// Calls a loader that the page's script offers, and hands over what its promise becomes.
pub(super) fn load(loader: &str, arguments: &[JsValue], done: impl FnOnce(JsValue) + 'static) {
    let arguments: Array = arguments.iter().collect();
    let promise = Reflect::get(&window(), &loader.into())
        .and_then(JsCast::dyn_into::<Function>)
        .and_then(|load| load.apply(&JsValue::NULL, &arguments));
    let Ok(promise) = promise else { return };
    let on_load = Closure::once_into_js(done);
    let on_failure = Closure::once_into_js(|_: JsValue| ());
    if let Ok(then) = Reflect::get(&promise, &"then".into()).and_then(JsCast::dyn_into::<Function>) {
        let _ = then.call2(&promise, &on_load, &on_failure);
    }
}
