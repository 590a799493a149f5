// A row of the list: the structure that recipes read (article, link, label, lines), drawn our way.

import { el, icon, moods, safeHref, words } from "./common.js";

/** The whole card of a place. */
export function card(place) {
  const called = place.visited ? `${place.title} · ${words.visitedLink}` : place.title;
  const link = el("a", { class: "hfpxzc cover", href: place.path + moods(), "aria-label": called });
  const body = el("div", { class: "bfdHYd card-body" },
    el("div", { class: "qBF1Pd fontHeadlineSmall card-title", dir: "auto" }, place.title),
    place.sponsored ? el("span", { class: "paid", "aria-label": words.sponsored }, words.sponsored) : null,
    el("div", { class: "W4Efsd card-line" }, stars(place)),
    el("div", { class: "W4Efsd card-line" }, what(place), when(place)));
  return el("div", { class: "Nv2PK card", role: "article", "aria-label": place.title, jsaction: "mouseover:pane" },
    link, body, site(place));
}

/** The rating as people see it and as a screen reader hears it. */
export function stars(place) {
  if (!place.ratingLabel) return el("span", { class: "unrated" }, "–");
  const shown = [el("span", { class: "MW4etd rate", "aria-hidden": "true" }, place.ratingText), bar(place.rating)];
  if (place.reviewsText) shown.push(el("span", { class: "UY7F9 count", "aria-hidden": "true" }, `(${place.reviewsText})`));
  return el("span", { class: "ZkP5Je rated", role: "img", "aria-label": place.ratingLabel }, shown);
}

/** Five stars, filled as far as the rating goes. */
export function bar(rating) {
  const full = el("span", { class: "stars-full", style: `width:${(rating / 5) * 100}%` }, "★★★★★");
  return el("span", { class: "stars", "aria-hidden": "true" }, "★★★★★", full);
}

function what(place) {
  const parts = [el("span", {}, el("span", {}, place.category))];
  if (place.wheelchair) {
    const sign = el("span", { role: "img", class: "doJOZc wheel", "aria-label": words.wheelchair }, icon("wheel"));
    parts.push(el("span", {}, dot(), sign));
  }
  parts.push(el("span", {}, dot(), el("span", { dir: "auto" }, place.street)));
  return el("div", { class: "W4Efsd card-line" }, parts);
}

function when(place) {
  const state = el("span", { class: place.closed ? "state closed" : "state" }, place.state);
  const parts = [el("span", {}, state, ` ⋅ ${place.until}`)];
  if (place.phone) parts.push(el("span", {}, dot(), el("span", { class: "UsdlK", dir: "ltr" }, place.phone)));
  return el("div", { class: "W4Efsd card-line" }, parts);
}

function site(place) {
  const href = place.website ? safeHref(place.website) : null;
  const link = href
    ? el("a", { class: "lcr4fd card-site", "data-value": "Website", href, "aria-label": words.websiteOf.replace("{}", place.title) }, icon("globe"))
    : null;
  return el("div", { class: "card-side" }, link);
}

function dot() {
  return el("span", { "aria-hidden": "true" }, " · ");
}
