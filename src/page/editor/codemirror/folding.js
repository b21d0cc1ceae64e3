// Stages, long instructions and heredocs fold, as the engine says.

import { codeFolding, foldService } from "@codemirror/language";

/** What can be folded, asked once a text. */
export function folding(ask) {
  let known = null;
  let folds = new Map();
  const of = (doc) => {
    if (known !== doc) {
      known = doc;
      folds = new Map();
      const flat = ask("folds", doc.toString(), 0, "");
      for (let at = 0; at < flat.length; at += 2) folds.set(flat[at], { from: flat[at], to: flat[at + 1] });
    }
    return folds;
  };
  return [codeFolding(), foldService.of((state, start, end) => of(state.doc).get(end) ?? null)];
}
