// The ProseMirror editor: paragraphs of plain text; pasted lines stay lines, blank ones too.

import { baseKeymap } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { Fragment, Schema, Slice } from "prosemirror-model";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";

const schema = new Schema({
  nodes: {
    doc: { content: "paragraph+" },
    paragraph: { content: "inline*", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
    text: { group: "inline" },
    hard_break: {
      inline: true, group: "inline", selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"],
    },
  },
});

export function mount(host, { label, placeholder, changed }) {
  const plugins = [
    history(),
    keymap({ "Mod-z": undo, "Mod-y": redo, "Shift-Enter": lineBreak }),
    keymap(baseKeymap),
  ];
  const hint = document.createElement("span");
  hint.className = "placeholder";
  hint.setAttribute("aria-hidden", "true");
  hint.textContent = placeholder;
  host.append(hint);
  const read = (state) => state.doc.textBetween(0, state.doc.content.size, "\n", "\n");
  const view = new EditorView(host, {
    state: EditorState.create({ schema, plugins }),
    attributes: { role: "textbox", "aria-label": label, "aria-multiline": "true" },
    clipboardTextParser: (text) => {
      const lines = text.split(/\r\n?|\n/).map((line) =>
        schema.node("paragraph", null, line ? [schema.text(line)] : []));
      return Slice.maxOpen(Fragment.fromArray(lines));
    },
    clipboardTextSerializer: (slice) => slice.content.textBetween(0, slice.content.size, "\n", "\n"),
    dispatchTransaction(transaction) {
      view.updateState(view.state.apply(transaction));
      show();
      changed();
    },
  });
  show();
  return {
    text: () => read(view.state),
    clear: () => {
      view.updateState(EditorState.create({ schema, plugins }));
      show();
      changed();
    },
  };

  function show() {
    hint.hidden = read(view.state) !== "";
  }
}

function lineBreak(state, dispatch) {
  dispatch?.(state.tr.replaceSelectionWith(schema.nodes.hard_break.create()).scrollIntoView());
  return true;
}
