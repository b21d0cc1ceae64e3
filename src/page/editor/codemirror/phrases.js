// What CodeMirror itself says, in the page's language: its own words on the left.

import { EditorState } from "@codemirror/state";

/** The phrases of search, folding, findings and completions. */
export function phrases() {
  return EditorState.phrases.of({
    Find: pageText("editor-find"),
    Replace: pageText("editor-replace-by"),
    next: pageText("editor-find-next"),
    previous: pageText("editor-find-previous"),
    all: pageText("editor-find-all"),
    "match case": pageText("editor-find-case"),
    regexp: pageText("editor-find-regexp"),
    "by word": pageText("editor-find-words"),
    replace: pageText("editor-replace"),
    "replace all": pageText("editor-replace-all"),
    close: pageText("editor-close"),
    "current match": pageText("editor-found"),
    "on line": pageText("editor-found-line"),
    "replaced match on line $": pageText("editor-replaced"),
    "replaced $ matches": pageText("editor-replaced-all"),
    "Go to line": pageText("editor-go-to-line"),
    go: pageText("editor-go"),
    "Control character": pageText("editor-control-character"),
    "Selection deleted": pageText("editor-deleted"),
    "Folded lines": pageText("editor-folded"),
    "Unfolded lines": pageText("editor-unfolded"),
    to: pageText("editor-folded-to"),
    "Fold line": pageText("editor-fold"),
    "Unfold line": pageText("editor-unfold"),
    "folded code": pageText("editor-folded-code"),
    unfold: pageText("editor-folded-code-unfold"),
    Diagnostics: pageText("editor-findings"),
    "No diagnostics": pageText("editor-no-findings"),
    Completions: pageText("editor-completions"),
  });
}
