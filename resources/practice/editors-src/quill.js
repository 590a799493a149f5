// The Quill editor without a theme and without formats.

import Quill from "quill/core";

export function mount(host, { label, placeholder, changed }) {
  const box = document.createElement("div");
  host.append(box);
  const quill = new Quill(box, { formats: [], placeholder });
  quill.root.setAttribute("role", "textbox");
  quill.root.setAttribute("aria-label", label);
  quill.root.setAttribute("aria-multiline", "true");
  quill.on("text-change", changed);
  return {
    text: () => quill.getText().replace(/\n$/, ""), // Quill keeps a last line end of its own
    clear: () => quill.setText(""),
  };
}
