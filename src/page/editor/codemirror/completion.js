// What may be written at the caret, as the engine says.

import { pickedCompletion, startCompletion } from "@codemirror/autocomplete";

// Behind these there is always something to choose from.
const OPENS = /[=:,$\{]$/;

function take(insert) {
  return (view, completion, from, to) => {
    view.dispatch({
      changes: { from, to, insert },
      selection: { anchor: from + insert.length },
      annotations: pickedCompletion.of(completion),
      userEvent: "input.complete",
      scrollIntoView: true,
    });
    if (OPENS.test(insert)) startCompletion(view);
  };
}

/** A source of completions. */
export function completions(ask) {
  return (context) => {
    if (context.state.readOnly) return null;
    const [from, ...words] = ask("completions", context.state.doc.toString(), context.pos, "");
    if (words.length === 0) return null;
    const typed = context.state.sliceDoc(Number(from), context.pos);
    // Nobody wants a list after every blank; the key opens one.
    const before = context.state.sliceDoc(Math.max(0, context.pos - 1), context.pos);
    if (!typed && !context.explicit && !OPENS.test(before)) return null;
    const options = [];
    let isWhole = false;
    for (let at = 0; at < words.length; at += 4) {
      const [label, type, detail, insert] = words.slice(at, at + 4);
      // The engine knows a sensible order among what fits equally well.
      isWhole ||= label.toLowerCase() === typed.toLowerCase();
      options.push({ label, type, detail, apply: take(insert), sortText: String(at).padStart(6, "0") });
    }
    // Whoever has written a whole word wants Enter to start a line.
    return isWhole && !context.explicit ? null : { from: Number(from), options };
  };
}
