// CodeMirror 6 as the page's editor. Colours, findings and fixes all come from the engine: nothing here knows Docker.

import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, isolateHistory } from "@codemirror/commands";
import { foldGutter, foldKeymap } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, RangeSetBuilder, StateField } from "@codemirror/state";
import {
  Decoration,
  drawSelection,
  dropCursor,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";

import { completions } from "./codemirror/completion.js";
import { folding } from "./codemirror/folding.js";
import { naming } from "./codemirror/naming.js";
import { phrases } from "./codemirror/phrases.js";
import { theme } from "./codemirror/theme.js";

function colouring(ask, colours) {
  const decorations = colours.map((colour) => colour && Decoration.mark({ class: "token " + colour }));
  const colour = (state) => {
    const builder = new RangeSetBuilder();
    const tokens = ask("colours", state.doc.toString(), 0, "");
    for (let at = 0; at < tokens.length; at += 3) {
      const decoration = decorations[tokens[at + 2]];
      if (decoration && tokens[at] < tokens[at + 1]) builder.add(tokens[at], tokens[at + 1], decoration);
    }
    return builder.finish();
  };
  return StateField.define({
    create: colour,
    update: (old, transaction) => (transaction.docChanged ? colour(transaction.state) : old),
    provide: (field) => EditorView.decorations.from(field),
  });
}

// `code` within a sentence.
function sentence(tag, className, text) {
  const element = document.createElement(tag);
  element.className = className;
  text.split("`").forEach((part, index) => {
    if (index % 2 === 0) return element.append(part);
    const code = document.createElement("code");
    code.textContent = part;
    element.append(code);
  });
  return element;
}

const LEVELS = {
  error: () => pageText("level-error"),
  warning: () => pageText("level-warning"),
  info: () => pageText("level-info"),
  hint: () => pageText("level-style"),
};

function explanation({ severity, rule, message, why, help }) {
  const box = document.createElement("div");
  box.className = "diagnostic";
  box.append(sentence("strong", "diagnostic-message", message));
  if (why) box.append(sentence("p", "diagnostic-why", why));
  if (help) box.append(sentence("p", "diagnostic-help", help));
  box.append(sentence("small", "diagnostic-rule", [LEVELS[severity](), rule].filter(Boolean).join(" · ")));
  return box;
}

/**
 * Starts an editor in `host`.
 *
 * `ask(question, text, offset, word)` is the engine: "colours" and "folds" are of the whole text, "completions" and
 * "names" of a place in it, "rename" gives what is named at a place the name `word`.
 */
export function create(host, { text, colours, ask, onChange, onFix, onCaret, onTold }) {
  let silent = false;
  const view = new EditorView({
    parent: host,
    state: EditorState.create({
      doc: text,
      extensions: [
        // Offsets are those of the text itself, whatever its line breaks.
        EditorState.lineSeparator.of("\n"),
        EditorView.cspNonce.of("editor"),
        EditorState.readOnly.of("readonly" in document.documentElement.dataset),
        EditorState.languageData.of(() => [{ commentTokens: { line: "#" } }]),
        EditorView.contentAttributes.of({
          "aria-label": pageText("file-dockerfile"),
          "data-testid": "editor",
          autocapitalize: "off",
          autocorrect: "off",
          spellcheck: "false",
          tabindex: "0",
        }),
        phrases(),
        EditorView.lineWrapping,
        lintGutter(),
        lineNumbers(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        drawSelection(),
        dropCursor(),
        history(),
        search({ top: true }),
        highlightSelectionMatches(),
        folding(ask),
        foldGutter({ openText: "▾", closedText: "▸" }),
        autocompletion({ override: [completions(ask)], maxRenderedOptions: 60 }),
        naming(ask, onTold),
        colouring(ask, colours),
        // Tab stays the key that leaves the editor.
        keymap.of([
          ...completionKeymap,
          ...searchKeymap,
          ...foldKeymap,
          ...historyKeymap,
          ...lintKeymap,
          ...defaultKeymap,
        ]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !silent) onChange(update.state.doc.toString());
          if (update.docChanged || update.selectionSet) onCaret(update.state.selection.main.from);
        }),
        theme,
      ],
    }),
  });

  return {
    setText(next) {
      const old = view.state.doc.toString();
      if (old === next) return;
      let front = 0;
      const most = Math.min(old.length, next.length);
      while (front < most && old[front] === next[front]) front++;
      let behind = 0;
      while (behind < most - front && old[old.length - 1 - behind] === next[next.length - 1 - behind]) behind++;
      silent = true;
      view.dispatch({
        changes: { from: front, to: old.length - behind, insert: next.slice(front, next.length - behind) },
        userEvent: "input.replace",
        // Undo takes back a fix alone, not what was typed right before it.
        annotations: isolateHistory.of("full"),
      });
      silent = false;
    },
    setDiagnostics(json) {
      const length = view.state.doc.length;
      const diagnostics = JSON.parse(json).map((diagnostic, number) => ({
        from: Math.min(diagnostic.from, length),
        to: Math.min(diagnostic.to, length),
        severity: diagnostic.severity,
        message: diagnostic.message,
        renderMessage: () => explanation(diagnostic),
        actions: diagnostic.fixes.map((name, fix) => ({ name, apply: () => onFix(number, fix) })),
      }));
      view.dispatch(setDiagnostics(view.state, diagnostics));
    },
    select(from, to) {
      const length = view.state.doc.length;
      const selection = { anchor: Math.min(from, length), head: Math.min(to, length) };
      view.dispatch({ selection, effects: EditorView.scrollIntoView(selection.anchor, { y: "center" }) });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}
