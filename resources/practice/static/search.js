// The results page: results, and around them everything that a reader must not take for one.

import { bar } from "./card.js";
import { brand, data, disguise, el, icon, invented, moods, otherLanguage, safeHref, searchBox, words } from "./common.js";
import { drawMap } from "./map.js";

const address = (start) => `/search?q=${encodeURIComponent(data.query)}&hl=${data.hl}&start=${start}${moods()}`;
const PER_PAGE = 10;

const tabs = el("nav", { class: "tabs" },
  el("a", { class: "tab on", href: address(0), "aria-current": "page" }, words.all),
  el("a", { class: "tab", href: `/maps?q=${encodeURIComponent(data.query)}&hl=${data.hl}` }, words.placesBlock));
document.body.append(
  el("header", { class: "search-top" },
    brand(words.search), searchBox("/search", words.searchWeb, data.query), otherLanguage()),
  tabs, el("main", { id: "rcnt" }, disguise(column())), invented());
const mini = document.querySelector(".pack-map");
if (mini) {
  const drawn = drawMap(mini, data.pack.map((one) => ({ ...one, name: "", city: "" })));
  drawn.pins(data.pack);
}

function column() {
  if (data.total === 0) return el("div", { id: "topstuff", class: "nothing" }, icon("search"),
    el("p", { class: "nothing-title" }, words.noPage), el("p", {}, words.emptyHint));
  const list = el("div", { id: "rso" }, overview());
  data.results.forEach((one, index) => {
    if (index === 2 && data.pack?.length) list.append(pack());
    if (index === 4 && data.questions) list.append(questions());
    list.append(result(one));
  });
  if (data.pack?.length) list.append(more());
  return el("div", { id: "center_col" }, count(), adverts(), el("div", { id: "search" }, list), pages());
}

function count() {
  const number = Math.max(data.total * 37, data.total).toLocaleString(data.hl === "ar" ? "ar-EG" : "en");
  const page = Math.floor(data.start / PER_PAGE) + 1;
  const shown = page.toLocaleString(data.hl === "ar" ? "ar-EG" : "en");
  const text = words.about.replace("{}", number) + (page > 1 ? ` · ${words.page.replace("{}", shown)}` : "");
  return el("div", { id: "result-stats" }, text);
}

function result(one) {
  const link = el("a", { href: safeHref(one.href), jsname: "UWckNb" },
    el("span", { class: "site" }, el("span", { class: "site-mark", "aria-hidden": "true" }, one.site[0].toUpperCase()),
      el("span", { class: "site-name" }, one.site), el("cite", { dir: "ltr" }, one.shown)),
    el("h3", { class: "LC20lb result-title", dir: "auto" }, one.title));
  return el("div", { class: "MjjYud" }, el("div", { class: "tF2Cxc result", "data-hveid": "CA" },
    el("div", { class: "yuRUbf result-head" }, link),
    el("div", { class: "VwiC3b result-text", "data-sncf": "1" }, one.text)));
}

function adverts() {
  if (!data.adverts) return null;
  return el("div", { id: "tads" }, data.adverts.map((one) =>
    el("div", { class: "advert", "data-text-ad": "1" },
      el("span", { class: "paid" }, words.sponsored),
      el("a", { href: one.url }, el("h3", { class: "LC20lb result-title" }, one.title)),
      el("div", { class: "VwiC3b result-text" }, one.text))));
}

function overview() {
  if (!data.overview) return null;
  return el("div", { class: "Fzsovc overview", jscontroller: "EYwa3d" },
    el("h2", {}, words.overview), el("p", {}, data.overview), el("p", { class: "hint" }, words.overviewNote),
    el("a", { href: "https://overview.example/source" }, el("h3", { class: "LC20lb result-title" }, "overview.example")));
}

function questions() {
  return el("div", { class: "questions", "data-initq": data.query, jsname: "yEVEwb" }, el("h2", {}, words.questions),
    data.questions.map((text) => el("div", { class: "related-question-pair question", "data-q": text },
      el("details", {},
        el("summary", {}, el("span", { class: "CSkcDe" }, text)),
        el("div", { class: "tF2Cxc result" },
          el("a", { href: "https://answers.example/question" }, el("h3", { class: "LC20lb result-title" }, text)))))));
}

function pack() {
  const items = data.pack.map((one) => el("div", { class: "VkpGBb pack-item" },
    el("a", { class: "pack-link", href: one.path }, el("div", { class: "dbg0pd pack-title", dir: "auto" }, one.title)),
    el("div", { class: "rllt__details pack-details" },
      el("div", {}, one.rating ? [el("span", {}, one.ratingText), bar(one.rating), " · "] : [], one.category),
      el("div", { dir: "auto" }, one.street, one.phone ? [" · ", el("bdi", { dir: "ltr" }, one.phone)] : []))));
  return el("div", { class: "pack" }, el("h2", {}, words.placesBlock),
    el("div", { class: "lu_map_section pack-map" }), el("div", { class: "pack-list" }, items));
}

/** The site's own link, built like a result. */
function more() {
  return el("div", { class: "MjjYud own" },
    el("a", { href: `/maps?q=${encodeURIComponent(data.query)}&hl=${data.hl}` },
      el("h3", { class: "LC20lb result-title" }, words.morePlaces)));
}

function pages() {
  const last = Math.ceil(data.total / PER_PAGE);
  const now = Math.floor(data.start / PER_PAGE);
  if (last < 2) return null;
  const numbers = Array.from({ length: last }, (_, page) => {
    const shown = (page + 1).toLocaleString(data.hl === "ar" ? "ar-EG" : "en");
    return page === now
      ? el("span", { class: "page-number on", "aria-current": "page" }, shown)
      : el("a", { class: "page-number", href: address(page * PER_PAGE), "aria-label": words.page.replace("{}", shown) }, shown);
  });
  const before = now > 0 ? el("a", { id: "pnprev", href: address((now - 1) * PER_PAGE) }, words.previous) : null;
  const after = now < last - 1 ? el("a", { id: "pnnext", href: address((now + 1) * PER_PAGE) }, words.next) : null;
  return el("nav", { id: "botstuff", class: "pages" }, before, numbers, after);
}
