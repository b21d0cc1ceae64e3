use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Calls a method by its name: for what the bindings do not know, or know only at the price of another feature.
pub(super) fn call(target: &JsValue, method: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let method: Function = Reflect::get(target, &method.into()).ok()?.dyn_into().ok()?;
    method.apply(target, &arguments.iter().collect::<Array>()).ok()
}
