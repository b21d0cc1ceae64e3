use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, HtmlInputElement};
use yew::Callback;

use super::call;
use super::loading::load;

/// The loaded script that reads files and folders.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FileReader(JsValue);

/// Loads the script that reads files and folders, which the page starts without. From then on `read` is called with
/// the JSON of everything that is dropped onto the page, and `started` before the reading starts.
pub(crate) fn load_file_reader(started: Callback<()>, read: Callback<String>, done: Callback<FileReader>) {
    load("loadProjectFiles", &[], move |module| {
        let on_start = Closure::<dyn Fn()>::new(move || started.emit(())).into_js_value();
        let on_read = Closure::<dyn Fn(String)>::new(move |json| read.emit(json)).into_js_value();
        let _ = call(&module, "listenToDrops", &[on_start, on_read]);
        done.emit(FileReader(module));
    });
}

impl FileReader {
    /// Reads what was chosen in the file field that the event is about; `read` is called with it as JSON.
    pub(crate) fn read(&self, event: &Event, read: Callback<String>) {
        let Some(field) = event.target().map(JsCast::unchecked_into::<HtmlInputElement>) else { return };
        let Some(files) = field.files() else { return };
        let Some(promise) = call(&self.0, "readChosen", &[files.into()]) else { return };
        let on_read = Closure::once_into_js(move |json: JsValue| read.emit(json.as_string().unwrap_or_default()));
        let _ = call(&promise, "then", &[on_read]);
        // Choosing the same again shall be an event again; the script has its own copy of the list.
        field.set_value("");
    }
}
