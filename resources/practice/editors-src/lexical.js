// The Lexical editor: each line is a paragraph, as the rich text plugin makes them.

import { createEmptyHistoryState, registerHistory } from "@lexical/history";
import { registerRichText } from "@lexical/rich-text";
import { $createParagraphNode, $getRoot, createEditor } from "lexical";

export function mount(host, { label, placeholder, changed }) {
  const root = document.createElement("div");
  root.contentEditable = "true";
  root.setAttribute("role", "textbox");
  root.setAttribute("aria-label", label);
  root.setAttribute("aria-multiline", "true");
  root.spellcheck = true;
  const hint = document.createElement("span");
  hint.className = "placeholder";
  hint.setAttribute("aria-hidden", "true");
  hint.textContent = placeholder;
  host.append(hint, root);

  const editor = createEditor({
    namespace: "practice-wall",
    theme: { paragraph: "line" },
    onError: (error) => { throw error; },
  });
  const read = () => editor.getEditorState().read(() =>
    $getRoot().getChildren().map((one) => one.getTextContent()).join("\n"));
  registerRichText(editor);
  registerHistory(editor, createEmptyHistoryState(), 300);
  editor.registerUpdateListener(() => {
    hint.hidden = read() !== "";
    changed();
  });
  editor.setRootElement(root);
  return {
    text: read,
    clear: () => editor.update(() => {
      const line = $createParagraphNode();
      $getRoot().clear().append(line);
      line.select();
    }),
  };
}
