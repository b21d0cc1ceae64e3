// Stages and variables: where they are named, what they are called.

import { isolateHistory } from "@codemirror/commands";
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, getDialog, keymap, showDialog, ViewPlugin } from "@codemirror/view";

// How long the caret must rest before the names are looked for, in milliseconds.
const PAUSE = 120;

const mentioned = StateEffect.define();
const mention = Decoration.mark({ class: "cm-mention" });
const definition = Decoration.mark({ class: "cm-mention cm-mention-definition" });

const mentions = StateField.define({
  create: () => Decoration.none,
  update: (old, transaction) =>
    transaction.effects.reduce((now, effect) => (effect.is(mentioned) ? effect.value : now), old.map(transaction.changes)),
  provide: (field) => EditorView.decorations.from(field),
});

/** The name at an offset: whether it is that of a stage, its range, that of its definition, and all of its places. */
function nameAt(ask, state, offset) {
  const [isStage, from, to, start, end, ...flat] = ask("names", state.doc.toString(), offset, "");
  if (isStage === undefined) return null;
  const places = [];
  for (let at = 0; at < flat.length; at += 2) places.push({ from: flat[at], to: flat[at + 1] });
  return { isStage: isStage === 1, from, to, definition: end > start ? { from: start, to: end } : null, places };
}

function goTo(ask, onTold, view, offset) {
  const name = nameAt(ask, view.state, offset);
  if (!name) return false;
  if (!name.definition) {
    onTold(pageText("name-from-outside"));
    return true;
  }
  view.dispatch({
    selection: { anchor: name.definition.from, head: name.definition.to },
    effects: EditorView.scrollIntoView(name.definition.from, { y: "nearest", yMargin: 60 }),
    userEvent: "select",
  });
  view.focus();
  return true;
}

function rename(ask, onTold, view) {
  if (view.state.readOnly) return false;
  if (getDialog(view, "cm-rename")) return true;
  const offset = view.state.selection.main.head;
  const name = nameAt(ask, view.state, offset);
  if (!name) {
    onTold(pageText("name-where"));
    return true;
  }
  const { result } = showDialog(view, {
    label: name.isStage ? pageText("name-of-stage") : pageText("name-of-variable"),
    input: { name: "name", value: view.state.sliceDoc(name.from, name.to), autocomplete: "off", spellcheck: "false" },
    submitLabel: pageText("name-rename"),
    class: "cm-rename",
    focus: true,
    top: true,
  });
  const text = view.state.doc.toString();
  result.then((form) => {
    view.focus();
    if (!form || view.state.doc.toString() !== text) return;
    const to = form.elements.name.value.trim();
    const [told, ...places] = ask("rename", text, offset, to);
    const changes = [];
    for (let at = 0; at < places.length; at += 2) changes.push({ from: +places[at], to: +places[at + 1], insert: to });
    if (changes.length) view.dispatch({ changes, userEvent: "input.rename", annotations: isolateHistory.of("full") });
    onTold(told);
  });
  return true;
}

/** Marks what means the same as the name at the caret. */
function marking(ask) {
  return ViewPlugin.define((view) => {
    let timer = null;
    const mark = () => {
      const { state } = view;
      const { main } = state.selection;
      const name = main.empty || main.to - main.from < 80 ? nameAt(ask, state, main.head) : null;
      const isDefinition = (place) => name.definition?.from === place.from;
      const marks = name ? name.places.map((place) => (isDefinition(place) ? definition : mention).range(place.from, place.to)) : [];
      view.dispatch({ effects: mentioned.of(Decoration.set(marks)) });
    };
    return {
      update(update) {
        if (!update.docChanged && !update.selectionSet) return;
        clearTimeout(timer);
        timer = setTimeout(mark, PAUSE);
      },
      destroy: () => clearTimeout(timer),
    };
  });
}

/** Keys and clicks that have to do with names. */
export function naming(ask, onTold) {
  return [
    mentions,
    marking(ask),
    keymap.of([
      { key: "F12", run: (view) => goTo(ask, onTold, view, view.state.selection.main.head) },
      { key: "F2", run: (view) => rename(ask, onTold, view) },
    ]),
    EditorView.domEventHandlers({
      mousedown(event, view) {
        if (event.button !== 0 || !(event.ctrlKey || event.metaKey)) return false;
        const offset = view.posAtCoords({ x: event.clientX, y: event.clientY });
        if (offset === null || !goTo(ask, onTold, view, offset)) return false;
        event.preventDefault();
        return true;
      },
    }),
  ];
}
