use gloo::events::EventListener;
use gloo::utils::window;
use wasm_bindgen::JsValue;

/// The fragment of the page's address, with its `#`.
pub(crate) fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// Takes the fragment from the address: once it is opened, every change would make it a lie.
pub(crate) fn clear_fragment() {
    let bare = address_with("");
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(bare.trim_end_matches('#')));
    }
}

/// The page's address with another fragment.
pub(crate) fn address_with(fragment: &str) -> String {
    format!("{}#{fragment}", address_without_fragment())
}

/// The page's address up to the fragment.
pub(crate) fn address_without_fragment() -> String {
    let address = window().location().href().unwrap_or_default();
    address.split('#').next().unwrap_or_default().to_owned()
}

/// Calls `action` whenever the fragment changes, until the result is dropped.
pub(crate) fn on_fragment_change(action: impl Fn() + 'static) -> EventListener {
    EventListener::new(&window(), "hashchange", move |_| action())
}
