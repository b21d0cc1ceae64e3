/// What was saved under `key` on this machine. `None` also where the browser gives pages no storage.
pub(crate) fn load(key: &str) -> Option<String> {
    raw()?.get_item(key).ok().flatten()
}

/// Keeps `value` under `key`, and whether it did. A browser that refuses loses nothing but the memory of the next
/// visit; what was kept under the key before is kept still.
pub(crate) fn save(key: &str, value: &str) -> bool {
    raw().is_some_and(|storage| storage.set_item(key, value).is_ok())
}

/// Keeps under `key` an object with nothing but `text`, which the field of that name becomes.
pub(crate) fn save_text(key: &str, text: &str) {
    if let Ok(text) = js_sys::JSON::stringify(&text.into()) {
        save(key, &format!("{{\"text\":{}}}", String::from(text)));
    }
}

/// Forgets what was saved under `key`.
pub(crate) fn forget(key: &str) {
    if let Some(storage) = raw() {
        let _ = storage.remove_item(key);
    }
}

/// The storage, if there is one: a page in a sandboxed frame has none, and asking for it throws.
fn raw() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
