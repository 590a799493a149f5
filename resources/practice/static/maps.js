// The list of places beside its map.

import { brand, data, disguise, el, icon, invented, moods, otherLanguage, searchBox, words } from "./common.js";
import { card } from "./card.js";
import { Feed } from "./feed.js";
import { drawMap } from "./map.js";

const top = el("header", { class: "maps-top" },
  brand(words.maps), searchBox("/maps", words.searchMaps, data.query), otherLanguage());
const limited = data.variants.includes("limited")
  ? el("div", { class: "limited", role: "note" }, el("span", {}, words.limitedView),
      el("a", { class: "quiet", href: `/?hl=${data.hl}` }, words.signIn))
  : null;
const side = el("div", { class: "maps-side" });
const map = el("div", { class: "map-box" });
document.body.append(el("div", { class: "maps" }, top, limited, el("div", { class: "maps-body" }, side, map)), invented());
const drawn = drawMap(map, data.districts);

if (data.total === 0) side.append(nothing());
else list();

function nothing() {
  return el("div", { class: "nothing" }, icon("search"),
    el("p", { class: "nothing-title" }, words.empty), el("p", {}, words.emptyHint));
}

function list() {
  const label = `${words.resultsFor} ${data.query}`;
  const feed = el("div", { class: "m6QErb feed", role: "feed", "aria-label": label, tabindex: -1 });
  const chips = [words.filterRating, words.filterHours, words.filterAll].map((text) =>
    el("span", { class: "chip" }, text));
  feed.append(el("div", { class: "fp2VUc chips", jsaction: "carousel" }, chips));
  side.append(el("div", { role: "main", class: "XltNde list-pane", "aria-label": label },
    el("h1", { class: "side-title" }, words.results), feed));
  const wait = el("div", { class: "wait", role: "progressbar", "aria-label": words.loading }, el("span"));
  const rows = new Feed(feed, { load, make, loaded, ended });
  feed.append(wait);
  feed.addEventListener("mouseover", (event) => drawn.highlight(feature(event.target)));
  feed.addEventListener("mouseleave", () => drawn.highlight(null));
  disguise(side);
  rows.start();

  async function load(offset) {
    const asked = `query=${encodeURIComponent(data.query)}&hl=${data.hl}&offset=${offset}&limit=${data.batch}`;
    const answer = await fetch(`/practice/api/places?${asked}&page=1${moods()}`);
    if (!answer.ok) throw new Error(`the feed answers ${answer.status}`);
    return answer.json();
  }

  function make(place) {
    const made = card(place);
    made.dataset.feature = place.featureId;
    return made;
  }

  function loaded(items) {
    drawn.pins(items);
  }

  function ended(batch) {
    wait.remove();
    if (batch.end) feed.append(disguise(el("p", { class: "end" }, el("span", { class: "HlvSq" }, words.end))));
  }
}

function feature(target) {
  return target.closest("[data-feature]")?.dataset.feature ?? null;
}
