use std::fmt;

use js_sys::{Array, Function, Object, Reflect, Uint32Array};
use serde::Serialize;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use yew::{Callback, NodeRef};

use super::loading::load;

/// Loads the editor's script, which the page starts without, and hands over its module. Where that fails, nothing
/// happens: the plain text field stays.
pub(crate) fn load_rich_editor(done: Callback<RichEditorModule>) {
    load("loadRichEditor", &[], move |module| done.emit(RichEditorModule(module)));
}

/// The loaded script.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RichEditorModule(JsValue);

/// Something to say of a place in the editor. Offsets are UTF-16 units.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Diagnostic {
    pub(crate) from: u32,
    pub(crate) to: u32,
    /// In the editor's own words: `error`, `warning`, `info`, `hint`.
    pub(crate) severity: &'static str,
    pub(crate) message: String,
    pub(crate) why: String,
    pub(crate) help: String,
    pub(crate) rule: String,
    /// Titles of the fixes.
    pub(crate) fixes: Vec<String>,
}

/// What the editor asks and tells.
pub(crate) struct Handlers {
    /// The text was changed by the user.
    pub(crate) on_change: Callback<String>,
    /// The fix with that number of the diagnostic with that number was chosen.
    pub(crate) on_fix: Callback<(usize, usize)>,
    /// The caret stands there now, in UTF-16 units.
    pub(crate) on_caret: Callback<u32>,
    /// There is something to tell the user.
    pub(crate) on_told: Callback<String>,
    /// Answers a question about a text, a place in it in UTF-16 units, and a word that the user wrote.
    pub(crate) answer: fn(&str, &str, u32, &str) -> Answer,
}

/// What the engine knows of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// Offsets in UTF-16 units, among other numbers.
    Numbers(Vec<u32>),
    /// Texts.
    Words(Vec<String>),
}

/// A running editor. It goes when this is dropped.
pub(crate) struct RichEditor {
    view: JsValue,
    /// The editor calls these as long as it lives.
    _on_change: Closure<dyn Fn(String)>,
    _on_fix: Closure<dyn Fn(u32, u32)>,
    _on_caret: Closure<dyn Fn(u32)>,
    _on_told: Closure<dyn Fn(String)>,
    _ask: Closure<dyn Fn(String, String, u32, String) -> JsValue>,
}

impl fmt::Debug for RichEditor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RichEditor")
    }
}

impl RichEditor {
    /// Starts an editor within `host`. `colours` names the colours by their numbers.
    pub(crate) fn start(
        module: &RichEditorModule,
        host: &NodeRef,
        text: &str,
        colours: &[&str],
        handlers: Handlers,
    ) -> Option<Self> {
        let Handlers { on_change, on_fix, on_caret, on_told, answer } = handlers;
        let on_change = Closure::<dyn Fn(String)>::new(move |text| on_change.emit(text));
        let on_fix =
            Closure::<dyn Fn(u32, u32)>::new(move |diagnostic, fix| on_fix.emit((diagnostic as usize, fix as usize)));
        let on_caret = Closure::<dyn Fn(u32)>::new(move |at| on_caret.emit(at));
        let on_told = Closure::<dyn Fn(String)>::new(move |text| on_told.emit(text));
        let ask = Closure::<dyn Fn(String, String, u32, String) -> JsValue>::new(
            move |question: String, text: String, at, word: String| match answer(&question, &text, at, &word) {
                Answer::Numbers(numbers) => Uint32Array::from(numbers.as_slice()).into(),
                Answer::Words(words) => strings(words.iter().map(String::as_str)),
            },
        );
        let options = Object::new();
        let set = |name: &str, value: &JsValue| Reflect::set(&options, &name.into(), value).ok();
        set("text", &text.into())?;
        set("colours", &strings(colours.iter().copied()))?;
        set("onChange", on_change.as_ref())?;
        set("onFix", on_fix.as_ref())?;
        set("onCaret", on_caret.as_ref())?;
        set("onTold", on_told.as_ref())?;
        set("ask", ask.as_ref())?;
        let create: Function = Reflect::get(&module.0, &"create".into()).ok()?.dyn_into().ok()?;
        let host = host.get()?;
        let view = create.call2(&JsValue::NULL, &host, &options).ok()?;
        Some(Self { view, _on_change: on_change, _on_fix: on_fix, _on_caret: on_caret, _on_told: on_told, _ask: ask })
    }

    /// Makes `text` the text by one change that undo takes back.
    pub(crate) fn set_text(&self, text: &str) {
        self.call("setText", &[text.into()]);
    }

    /// Shows what is to be said of the text.
    pub(crate) fn set_diagnostics(&self, diagnostics: &[Diagnostic]) {
        if let Ok(json) = serde_json::to_string(diagnostics) {
            self.call("setDiagnostics", &[json.into()]);
        }
    }

    /// Selects a range, scrolls there and moves the focus.
    pub(crate) fn select(&self, from: u32, to: u32) {
        self.call("select", &[from.into(), to.into()]);
    }

    fn call(&self, method: &str, arguments: &[JsValue]) {
        if let Ok(function) = Reflect::get(&self.view, &method.into()).and_then(JsCast::dyn_into::<Function>) {
            let _ = function.apply(&self.view, &arguments.iter().collect::<Array>());
        }
    }
}

impl Drop for RichEditor {
    fn drop(&mut self) {
        self.call("destroy", &[]);
    }
}

fn strings<'a>(words: impl Iterator<Item = &'a str>) -> JsValue {
    words.map(JsValue::from_str).collect::<Array>().into()
}
