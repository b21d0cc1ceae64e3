use gloo::utils::{body, document};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Hands `text` to the browser's downloads as a file called `name`. Whether it worked.
pub(crate) fn download(name: &str, text: &str) -> bool {
    try_download(name, &JsValue::from_str(text)).is_ok()
}

/// As [`download`], for what is no text.
pub(crate) fn download_bytes(name: &str, bytes: &[u8]) -> bool {
    try_download(name, &js_sys::Uint8Array::from(bytes)).is_ok()
}

fn try_download(name: &str, content: &JsValue) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    // A type that the browser knows would let it put its own ending behind the name.
    options.set_type("application/octet-stream");
    let parts = js_sys::Array::of1(content);
    let url = Url::create_object_url_with_blob(&Blob::new_with_u8_array_sequence_and_options(&parts, &options)?)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    body().append_child(&link)?;
    link.click();
    link.remove();
    // The download has its own hold on the bytes by the time the timer rings.
    gloo::timers::callback::Timeout::new(10_000, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
    Ok(())
}
