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
    /// Start, end and colour of every token, flat; offsets are UTF-16 units.
    pub(crate) lex: fn(&str) -> Vec<u32>,
}

/// A running editor. It goes when this is dropped.
pub(crate) struct RichEditor {
    view: JsValue,
    /// The editor calls these as long as it lives.
    _on_change: Closure<dyn Fn(String)>,
    _on_fix: Closure<dyn Fn(u32, u32)>,
    _on_caret: Closure<dyn Fn(u32)>,
    _lex: Closure<dyn Fn(String) -> JsValue>,
}

impl fmt::Debug for RichEditor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RichEditor")
    }
}

impl RichEditor {
    /// Starts an editor within `host`. `colours` names the colours by their numbers, `words` are what it completes at
    /// the start of a line.
    pub(crate) fn start(
        module: &RichEditorModule,
        host: &NodeRef,
        text: &str,
        colours: &[&str],
        words: &[&str],
        handlers: Handlers,
    ) -> Option<Self> {
        let Handlers { on_change, on_fix, on_caret, lex } = handlers;
        let on_change = Closure::<dyn Fn(String)>::new(move |text| on_change.emit(text));
        let on_fix =
            Closure::<dyn Fn(u32, u32)>::new(move |diagnostic, fix| on_fix.emit((diagnostic as usize, fix as usize)));
        let on_caret = Closure::<dyn Fn(u32)>::new(move |at| on_caret.emit(at));
        let lex = Closure::<dyn Fn(String) -> JsValue>::new(move |text: String| {
            JsValue::from(Uint32Array::from(lex(&text).as_slice()))
        });
        let options = Object::new();
        let set = |name: &str, value: &JsValue| Reflect::set(&options, &name.into(), value).ok();
        set("text", &text.into())?;
        set("colours", &strings(colours))?;
        set("words", &strings(words))?;
        set("onChange", on_change.as_ref())?;
        set("onFix", on_fix.as_ref())?;
        set("onCaret", on_caret.as_ref())?;
        set("lex", lex.as_ref())?;
        let create: Function = Reflect::get(&module.0, &"create".into()).ok()?.dyn_into().ok()?;
        let host = host.get()?;
        let view = create.call2(&JsValue::NULL, &host, &options).ok()?;
        Some(Self { view, _on_change: on_change, _on_fix: on_fix, _on_caret: on_caret, _lex: lex })
    }

    /// Makes `text` the text by one change that undo takes back.
    pub(crate) fn set_text(&self, text: &str) {
        self.call("setText", &[text.into()]);
    }

    /// Shows what is to be said of the text.
    pub(crate) fn set_diagnostics(&self, diagnostics: &[Diagnostic]) {
        if let Ok(list) = serde_json::to_value(diagnostics) {
            self.call("setDiagnostics", &[list.to_string().into()]);
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

fn strings(words: &[&str]) -> JsValue {
    words.iter().map(|word| JsValue::from_str(word)).collect::<Array>().into()
}
