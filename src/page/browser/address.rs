use gloo::events::EventListener;
use gloo::utils::window;
use wasm_bindgen::JsValue;

/// The fragment of the page's address, with its `#`, which goes from the address: later changes would make it a lie.
pub(crate) fn take_fragment() -> String {
    let fragment = window().location().hash().unwrap_or_default();
    if !fragment.is_empty() {
        let bare = address_with("");
        let bare = bare.trim_end_matches('#');
        let _ = window().history().and_then(|it| it.replace_state_with_url(&JsValue::NULL, "", Some(bare)));
    }
    fragment
}

/// The page's address with another fragment.
pub(crate) fn address_with(fragment: &str) -> String {
    let address = window().location().href().unwrap_or_default();
    let bare = address.split('#').next().unwrap_or_default();
    format!("{bare}#{fragment}")
}

/// Calls `action` whenever the fragment changes, until the result is dropped.
pub(crate) fn on_fragment_change(action: impl Fn() + 'static) -> EventListener {
    EventListener::new(&window(), "hashchange", move |_| action())
}
