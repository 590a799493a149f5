// The Draft.js editor: one block a line.

import { ContentState, Editor, EditorState } from "draft-js";
import { createElement, useLayoutEffect, useState } from "react";
import { render } from "react-dom";

export function mount(host, { label, placeholder, changed }) {
  const held = { state: EditorState.createEmpty(), replace: null };

  function Box() {
    const [state, setState] = useState(held.state);
    held.replace = (next) => {
      held.state = next;
      setState(next);
    };
    useLayoutEffect(changed, [state]);
    return createElement(Editor, {
      ariaLabel: label, ariaMultiline: true, editorState: state, onChange: held.replace,
      placeholder, stripPastedStyles: true,
    });
  }

  const box = document.createElement("div");
  host.append(box);
  render(createElement(Box), box);
  return {
    text: () => held.state.getCurrentContent().getPlainText("\n"),
    clear: () => held.replace(
      EditorState.moveFocusToEnd(EditorState.push(held.state, ContentState.createFromText(""), "remove-range"))),
  };
}
