// The wall's composer: an editor of the chosen family, pictures, and one button that posts.

import { arabic, data, el, icon, moods, words } from "./common.js";

const figures = (number) => number.toLocaleString(arabic ? "ar-EG" : "en");
const NEAR = 100;

/** The composer; `posted` is called with what the site answered after a post. */
export async function composer(posted) {
  const host = el("div", { "data-wall": "editor", class: `editor editor-${data.editor}` });
  const shelf = el("div", { class: "attachments" });
  const files = el("input", {
    type: "file", "data-wall": "files", multiple: true, accept: data.pictures.join(","), class: "files",
    id: "wall-files",
  });
  const left = el("span", { class: "left", "data-wall": "left" });
  const button = el("button", { type: "button", class: "post", "data-wall": "post", disabled: true }, words.wallPost);
  const status = el("div", { class: "wall-status", "data-wall": "status", role: "status" });
  const error = el("div", { class: "wall-error", "data-wall": "error", role: "alert", hidden: true });
  const box = el("section", { class: "composer wall-card", "data-wall": "composer", "aria-label": words.wallComposer },
    families(), host, shelf,
    el("div", { class: "composer-foot" },
      el("label", { class: "add", for: "wall-files" }, icon("picture"), words.wallAddPictures), files, left, button),
    status, error);

  let editor = null;
  let uploading = 0;
  let posting = false;
  const pictures = [];
  const { mount } = await import(`./editors/${data.editor}.js`);
  editor = mount(host, { label: words.wallComposer, placeholder: words.wallWrite, changed });

  files.addEventListener("change", () => { add([...files.files]); files.value = ""; });
  button.addEventListener("click", press);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    if (!button.disabled) press();
  }, true);
  box.addEventListener("dragover", (event) => event.preventDefault());
  box.addEventListener("drop", (event) => take(event, event.dataTransfer), true);
  box.addEventListener("paste", (event) => take(event, event.clipboardData), true);
  changed();
  return box;

  function take(event, transfer) {
    const brought = [...(transfer?.files ?? [])];
    if (brought.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    add(brought);
  }

  function changed() {
    if (editor === null) return;
    const length = [...editor.text()].length;
    const rest = data.limit - length;
    left.textContent = rest <= NEAR ? words.wallLeft.replace("{}", figures(rest)) : "";
    left.classList.toggle("over", rest < 0);
    const empty = editor.text().trim() === "" && pictures.length === 0;
    button.disabled = posting || uploading > 0 || empty || rest < 0;
  }

  function say(text, link = null) {
    status.replaceChildren(text, ...(link ? [" ", link] : []));
    error.hidden = true;
    error.textContent = "";
  }

  function complain(text) {
    status.replaceChildren();
    error.textContent = text;
    error.hidden = false;
  }

  async function add(brought) {
    const room = data.mostPictures - pictures.length - uploading;
    const taken = brought.slice(0, Math.max(0, room));
    uploading += taken.length;
    changed();
    if (taken.length) say(words.wallUploading);
    for (const file of taken) {
      try {
        const answer = await ask("/wall/api/media", file, file.type);
        const kept = await answer.json();
        if (answer.ok) attach(kept.id, file.name);
        else complain(kept.error);
      } catch {
        complain(words.wallUnreachable);
      }
      uploading -= 1;
      changed();
    }
    if (taken.length && error.hidden) say("");
    if (taken.length < brought.length) complain(words.wallBadPost);
  }

  function attach(id, name) {
    pictures.push(id);
    const remove = el("button", { type: "button", class: "remove", "aria-label": words.wallRemove }, "×");
    const shown = el("span", { class: "attachment", "data-wall": "attachment" },
      el("img", { src: `/wall/media/${id}`, alt: name }), remove);
    remove.addEventListener("click", () => {
      pictures.splice(pictures.indexOf(id), 1);
      shown.remove();
      changed();
    });
    shelf.append(shown);
  }

  async function press() {
    posting = true;
    changed();
    say(words.wallPosting);
    const sent = { text: editor.text(), media: [...pictures], press: crypto.randomUUID() };
    try {
      const answer = await ask("/wall/api/posts", JSON.stringify(sent), "application/json");
      const said = await answer.json();
      posting = false;
      if (!answer.ok) return complain(said.error);
      editor.clear();
      pictures.length = 0;
      shelf.replaceChildren();
      say(words.wallOut, el("a", { "data-wall": "permalink", href: said.url }, words.wallView));
      posted(said).catch(() => {}); // the post is out, whether or not the feed could be read again
    } catch {
      posting = false;
      complain(words.wallUnreachable);
    } finally {
      changed();
    }
    return undefined;
  }
}

function ask(path, body, type) {
  return fetch(`${path}?hl=${data.hl}${moods()}`, { method: "POST", body, headers: { "Content-Type": type } });
}

function families() {
  const address = (name) => `/wall?editor=${name}&hl=${data.hl}${moods()}`;
  return el("nav", { class: "families", "aria-label": words.wallEditor },
    Object.entries({ plain: "Plain", lexical: "Lexical", prosemirror: "ProseMirror", quill: "Quill", draft: "Draft.js" })
      .map(([name, title]) => el("a", {
        href: address(name), class: name === data.editor ? "family on" : "family",
        "aria-current": name === data.editor ? "page" : null, dir: "ltr",
      }, title)));
}
