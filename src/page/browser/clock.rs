/// What day it is, in UTC: `2026-11-26`.
pub(crate) fn today() -> String {
    let mut text = String::from(js_sys::Date::new_0().to_iso_string());
    text.truncate(10);
    text
}
