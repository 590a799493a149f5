// The plain editor: a text field.

/** Puts the editor into `host`. `changed` is called whenever its text may be another one. */
export function mount(host, { label, placeholder, changed }) {
  const field = document.createElement("textarea");
  field.rows = 4;
  field.placeholder = placeholder;
  field.setAttribute("aria-label", label);
  field.addEventListener("input", changed);
  host.append(field);
  return {
    text: () => field.value,
    clear: () => { field.value = ""; changed(); },
  };
}
