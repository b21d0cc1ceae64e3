use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::page::texts::Value;

thread_local! {
    /// The function of the page's script; it is there before the page starts.
    static TEXT: Option<Function> =
        Reflect::get(&gloo::utils::window(), &"pageText".into()).ok().and_then(|it| it.dyn_into().ok());
}

/// The text of that name with its values; the name itself where there is no such text.
pub(crate) fn text(name: &str, values: &[(&str, Value<'_>)]) -> String {
    let pairs = Array::new();
    for (name, value) in values {
        pairs.push(&JsValue::from_str(name));
        pairs.push(&match value {
            Value::Number(number) => JsValue::from_f64(*number),
            Value::Words(words) => JsValue::from_str(words),
        });
    }
    let found = TEXT.with(|text| text.as_ref()?.call2(&JsValue::NULL, &name.into(), &pairs).ok()?.as_string());
    found.unwrap_or_else(|| name.to_owned())
}
