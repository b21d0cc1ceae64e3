// CodeMirror 6 as the page's editor. Colours, findings and fixes all come from the engine: nothing here knows Docker.

import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
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

// The style sheet that CodeMirror writes stands outside of the page's layers and would win against them, so what the
// page wants otherwise is said here, in the page's own tokens.
const theme = EditorView.theme({
  "&": { height: "100%", color: "var(--text)", backgroundColor: "var(--surface-editor)", fontSize: "var(--code-size)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--font-code)", lineHeight: "var(--code-line)" },
  ".cm-content": { padding: "var(--space-3) 0 var(--space-6)", caretColor: "var(--text-strong)" },
  ".cm-line": { padding: "0 var(--space-4) 0 var(--space-2)" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--text-faint)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "2.4em", padding: "0 var(--space-2) 0 0" },
  ".cm-activeLine": { backgroundColor: "var(--surface-line)" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--text)" },
  ".cm-cursor": { borderLeftColor: "var(--text-strong)", borderLeftWidth: "2px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "var(--surface-selection)",
  },
  ".cm-selectionMatch": { backgroundColor: "var(--surface-match)" },
  ".cm-tooltip": {
    border: "1px solid var(--line-strong)",
    borderRadius: "var(--radius)",
    backgroundColor: "var(--surface-raised)",
    color: "var(--text)",
    boxShadow: "var(--shadow)",
    overflow: "hidden",
    maxWidth: "min(34rem, 92vw)",
  },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--accent)",
    color: "var(--text-on-accent)",
  },
  ".cm-diagnostic": { padding: "var(--space-3)", borderLeft: "3px solid", fontFamily: "var(--font-text)" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--error)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--warning)" },
  ".cm-diagnostic-info": { borderLeftColor: "var(--info)" },
  ".cm-diagnostic-hint": { borderLeftColor: "var(--style)" },
  ".cm-diagnosticAction": {
    font: "inherit",
    margin: "var(--space-2) var(--space-2) 0 0",
    padding: "var(--space-1) var(--space-3)",
    borderRadius: "var(--radius-small)",
    backgroundColor: "var(--accent)",
    color: "var(--text-on-accent)",
  },
  ".cm-lintRange": { backgroundImage: "none", textDecorationLine: "underline", textDecorationStyle: "wavy", textUnderlineOffset: "3px" },
  ".cm-lintRange-error": { textDecorationColor: "var(--error)" },
  ".cm-lintRange-warning": { textDecorationColor: "var(--warning)" },
  ".cm-lintRange-info": { textDecorationColor: "var(--info)" },
  ".cm-lintRange-hint": { textDecorationColor: "var(--style)" },
  ".cm-gutter-lint": { width: "1.4em" },
  // Shapes and colours: a square, a triangle, a disc, a ring.
  ".cm-gutter-lint .cm-lint-marker": { width: ".72em", height: ".72em", margin: "0 auto", content: "''" },
  ".cm-lint-marker.cm-lint-marker-error": { backgroundColor: "var(--error)", borderRadius: "2px" },
  ".cm-lint-marker.cm-lint-marker-warning": { backgroundColor: "var(--warning)", clipPath: "polygon(50% 0, 100% 100%, 0 100%)" },
  ".cm-lint-marker.cm-lint-marker-info": { backgroundColor: "var(--info)", borderRadius: "50%" },
  ".cm-lint-marker.cm-lint-marker-hint": { border: "2px solid var(--style)", borderRadius: "50%" },
  ".cm-panels": { backgroundColor: "var(--surface-raised)", color: "var(--text)", borderColor: "var(--line)" },
  ".cm-textfield, .cm-button": {
    backgroundImage: "none",
    backgroundColor: "var(--surface)",
    border: "1px solid var(--line-strong)",
    color: "var(--text)",
  },
});

function colouring(lex, colours) {
  const decorations = colours.map((colour) => colour && Decoration.mark({ class: "token " + colour }));
  const colour = (state) => {
    const builder = new RangeSetBuilder();
    const tokens = lex(state.doc.toString());
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

function completions(words) {
  const options = words.map((word) => ({ label: word, type: "keyword", apply: word + " " }));
  return (context) => {
    const word = context.matchBefore(/^[ \t]*[A-Za-z]+/);
    if (!word) return null;
    const blanks = word.text.length - word.text.trimStart().length;
    return { from: word.from + blanks, options, validFor: /^[A-Za-z]*$/ };
  };
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

function explanation({ severity, rule, message, why, help }) {
  const box = document.createElement("div");
  box.className = "diagnostic";
  box.append(sentence("strong", "diagnostic-message", message));
  if (why) box.append(sentence("p", "diagnostic-why", why));
  if (help) box.append(sentence("p", "diagnostic-help", help));
  box.append(sentence("small", "diagnostic-rule", [severity === "hint" ? "style" : severity, rule].filter(Boolean).join(" · ")));
  return box;
}

/** Starts an editor in `host`. */
export function create(host, { text, colours, words, lex, onChange, onFix, onCaret }) {
  let silent = false;
  const view = new EditorView({
    parent: host,
    state: EditorState.create({
      doc: text,
      extensions: [
        // Offsets are those of the text itself, whatever its line breaks.
        EditorState.lineSeparator.of("\n"),
        EditorView.cspNonce.of("editor"),
        EditorState.languageData.of(() => [{ commentTokens: { line: "#" } }]),
        EditorView.contentAttributes.of({
          "aria-label": "Dockerfile",
          "data-testid": "editor",
          autocapitalize: "off",
          autocorrect: "off",
          spellcheck: "false",
          tabindex: "0",
        }),
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
        autocompletion({ override: [completions(words)], icons: false }),
        colouring(lex, colours),
        // Tab stays the key that leaves the editor.
        keymap.of([...completionKeymap, ...searchKeymap, ...historyKeymap, ...lintKeymap, ...defaultKeymap]),
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
