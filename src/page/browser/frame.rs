use gloo::utils::window;
use js_sys::Reflect;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use super::call;

/// The name under which `static/frame.js` makes itself known, in a frame only.
const BRIDGE: &str = "playgroundFrame";

/// Tells the page around something, as JSON. Whether that page may hear it is the bridge's decision.
pub(crate) fn tell_frame(kind: &str, json: &str) {
    if let Some(bridge) = bridge() {
        let _ = call(&bridge, "tell", &[kind.into(), json.into()]);
    }
}

/// Calls `action` with the kind and the JSON of every order of the page around.
pub(crate) fn listen_to_frame(action: impl Fn(String, String) + 'static) {
    if let Some(bridge) = bridge() {
        // The page listens as long as it lives.
        let action = Closure::<dyn Fn(String, String)>::new(action).into_js_value();
        let _ = call(&bridge, "listen", &[action.unchecked_into()]);
    }
}

fn bridge() -> Option<JsValue> {
    Reflect::get(&window(), &BRIDGE.into()).ok().filter(JsValue::is_object)
}
