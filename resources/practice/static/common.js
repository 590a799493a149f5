// What every page of the practice web stands on: its data, its words, elements made as plain text.

export const data = JSON.parse(document.getElementById("data").textContent);
export const words = data.words;
export const arabic = data.hl === "ar";

/** An element. Children are nodes or texts; a text never becomes markup. */
export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

/** An SVG element. */
export function svg(name, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const ICONS = {
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.5 15.5 20 20",
  pin: "M12 21s-6.5-5.7-6.5-11a6.5 6.5 0 0 1 13 0c0 5.3-6.5 11-6.5 11ZM12 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z",
  phone: "M6 3.5h3l1.5 4.2-2 1.6a12 12 0 0 0 6.2 6.2l1.6-2 4.2 1.5v3c0 .9-.7 1.5-1.5 1.5C11 19.5 4.5 13 4.5 5c0-.8.6-1.5 1.5-1.5Z",
  globe: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM3.5 12h17M12 3.5c2.5 2.3 3.8 5.1 3.8 8.5S14.5 18.2 12 20.5c-2.5-2.3-3.8-5.1-3.8-8.5S9.5 5.8 12 3.5Z",
  clock: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM12 7.5V12l3 2",
  grid: "M5 5h5v5H5zM14 5h5v5h-5zM5 14h5v5H5zM14 14h5v5h-5z",
  route: "M12 3 21 12l-9 9-9-9ZM9.5 14v-2.5h4.5M12.5 9.8l1.8 1.7-1.8 1.7",
  back: "M15 5l-7 7 7 7",
  picture: "M5 4.5h14v15H5zM5 16l4-4 3.5 3.5 2.5-2.5 4 4M15 8.8a.7.7 0 1 1 0 1.4.7.7 0 0 1 0-1.4Z",
  wheel: "M11 4.5a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8ZM11 8.5v5h4.5l2 4.5M13.7 17a4.5 4.5 0 1 1-5-5.8",
};

/** One of the line icons. */
export function icon(name) {
  const shape = svg("path", { d: ICONS[name] });
  const made = svg("svg", { viewBox: "0 0 24 24", class: `icon icon-${name}` }, shape);
  made.setAttribute("aria-hidden", "true");
  return made;
}

/** The rest of this page's mood, to be handed on in further addresses. */
export function moods() {
  const here = new URLSearchParams(location.search);
  const kept = new URLSearchParams();
  for (const key of ["variant", "hostile"]) if (here.has(key)) kept.set(key, here.get(key));
  const text = kept.toString();
  return text ? `&${text}` : "";
}

/** `http` and `https` only: an invented site may call itself anything. */
export function safeHref(address) {
  try {
    const parsed = new URL(address, location.href);
    return parsed.protocol === "http:" || parsed.protocol === "https:" ? address : null;
  } catch {
    return null;
  }
}

/** Mark with the name of one of the two parts, leading home. */
export function brand(name) {
  const mark = el("img", { src: "/practice/static/mark.svg", alt: "", width: 28, height: 28 });
  return el("a", { class: "brand", href: `/?hl=${data.hl}` }, mark, el("span", {}, name));
}

/** A search box that leads to `/maps?q=` or `/search?q=`. */
export function searchBox(action, placeholder, query) {
  const field = el("input", {
    type: "search", name: "q", value: query, placeholder, "aria-label": placeholder,
    autocomplete: "off", dir: "auto",
  });
  const go = el("button", { type: "submit", "aria-label": words.go }, icon("search"));
  const kept = [...new URLSearchParams(moods().slice(1))].map(([name, value]) =>
    el("input", { type: "hidden", name, value }));
  const language = el("input", { type: "hidden", name: "hl", value: data.hl });
  return el("form", { class: "search-box", action, role: "search" }, field, language, kept, go);
}

/** The same page in the other language. */
export function otherLanguage() {
  const there = new URL(location.href);
  there.searchParams.set("hl", arabic ? "en" : "ar");
  return el("a", { class: "quiet", href: there.pathname + there.search, lang: arabic ? "en" : "ar" },
    words.otherLanguage);
}

/** The line that says that nothing here is real. */
export function invented() {
  return el("p", { class: "invented" }, words.invented);
}

// The class names of real sites, which recipes know; all others are ours and only carry the style.
const KNOWN = new Set(
  ("Nv2PK hfpxzc bfdHYd qBF1Pd fontHeadlineSmall W4Efsd ZkP5Je MW4etd UY7F9 UsdlK lcr4fd doJOZc HlvSq m6QErb "
    + "fp2VUc XltNde DUwDvf F7nice DkEaL Io6YTe MjjYud tF2Cxc yuRUbf LC20lb VwiC3b Fzsovc CSkcDe VkpGBb dbg0pd "
    + "rllt__details lu_map_section related-question-pair").split(" "),
);
const changed = (data.variants ?? []).includes("changed");

/** In the mood "changed" every class, role, id and address form is another one. */
export function disguise(root) {
  if (!changed) return root;
  for (const one of [root, ...root.querySelectorAll("*")]) {
    if (one.id && one.id !== "data") one.id = `n-${one.id.length}${one.id.at(-1)}`;
    const known = [...one.classList].filter((name) => KNOWN.has(name));
    for (const name of known) one.classList.replace(name, `x${[...name].reverse().join("")}`);
    for (const name of ["role", "aria-label", "data-item-id", "data-value", "jsaction", "jsname"]) {
      one.removeAttribute(name);
    }
    const href = one.getAttribute("href");
    if (href) one.setAttribute("href", href.replace("/maps/place/", "/maps/spot/"));
    if (one.localName === "h3" || one.localName === "h1") {
      one.replaceWith(el("div", { class: `was-${one.localName}` }, ...one.childNodes));
    }
  }
  return root;
}
