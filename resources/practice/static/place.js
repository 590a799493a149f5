// One place: its panel, with the marks by which recipes find each line, and the map around it.

import { bar } from "./card.js";
import { brand, data, disguise, el, icon, invented, moods, otherLanguage, safeHref, searchBox, svg, words } from "./common.js";
import { drawMap } from "./map.js";

const place = data.place;
const top = el("header", { class: "maps-top" },
  brand(words.maps), searchBox("/maps", words.searchMaps, place.title.slice(0, 120)), otherLanguage());
const map = el("div", { class: "map-box" });
document.body.append(
  el("div", { class: "maps" }, top, el("div", { class: "maps-body" }, el("div", { class: "maps-side" }, panel()), map)),
  invented());
const drawn = drawMap(map, data.districts, place);
drawn.pins([place]);
drawn.highlight(place.featureId);

function panel() {
  const made = el("div", { role: "main", class: "m6QErb place-panel", "aria-label": place.title },
    scene(),
    el("div", { class: "place-head" },
      el("h1", { class: "DUwDvf place-title", dir: "auto" }, place.title),
      rating(),
      el("button", { class: "DkEaL kind", type: "button", jsaction: "pane.category" }, place.category)),
    actions(),
    line("pin", { "data-item-id": "address", "aria-label": `${words.address}: ${place.address}` }, place.address),
    line("clock", { "data-item-id": "oh", "aria-label": `${words.hours}: ${words.every}, ${place.state}, ${place.until}` },
      `${words.every} · ${place.state} ⋅ ${place.until}`),
    website(),
    place.phone
      ? line("phone", {
          "data-item-id": `phone:tel:${place.phone.replaceAll(" ", "")}`,
          "aria-label": `${words.phone}: ${place.phone}`,
        }, place.phone, "ltr")
      : null,
    line("grid", { "data-item-id": "oloc", "aria-label": `${words.plusCode}: ${plusCode()}` }, plusCode(), "ltr"));
  return disguise(made);
}

function rating() {
  if (!place.rating) return null;
  const parts = [
    el("span", { "aria-hidden": "true" }, place.ratingText),
    el("span", { role: "img", "aria-label": `${place.ratingText} ${words.stars}` }, bar(place.rating)),
  ];
  if (place.reviewsText) {
    parts.push(el("span", { "aria-label": `${place.reviewsText} ${words.reviewsWord}` }, `(${place.reviewsText})`));
  }
  return el("div", { class: "F7nice rated" }, parts);
}

function actions() {
  const back = el("a", { class: "action", href: `/maps?q=${encodeURIComponent(place.category)}&hl=${data.hl}${moods()}` },
    icon("back"), words.backToResults);
  return el("div", { class: "actions" }, back);
}

function line(sign, attributes, text, direction = "auto") {
  return el("button", { class: "place-line", type: "button", ...attributes }, icon(sign),
    el("span", { class: "Io6YTe line-text", dir: direction }, text));
}

function website() {
  const href = place.website ? safeHref(place.website) : null;
  if (!href) return null;
  const host = new URL(href).host;
  return el("a", { class: "place-line", "data-item-id": "authority", href, "aria-label": `${words.website}: ${host}` },
    icon("globe"), el("span", { class: "Io6YTe line-text", dir: "ltr" }, host));
}

function plusCode() {
  const signs = "23456789CFGHJMPQRVWX";
  const part = (value) => [400, 20, 1].map((unit) => signs[Math.floor(Math.abs(value * 1000) / unit) % 20]).join("");
  return `${part(place.latitude)}+${part(place.longitude)}`;
}

/** A street front, coloured by the kind of place. */
function scene() {
  const hue = { cafe: 28, roastery: 24, bakery: 38, bookshop: 350, lab: 205, clinic: 190 }[place.kind] ?? 172;
  const colour = (light, saturation = 32) => `hsl(${hue} ${saturation}% ${light}%)`;
  const drawn = svg("svg", { viewBox: "0 0 408 190", class: "scene", preserveAspectRatio: "xMidYMid slice" });
  drawn.setAttribute("aria-hidden", "true");
  const box = (x, y, width, height, fill, rx = 0) => drawn.append(svg("rect", { x, y, width, height, fill, rx }));
  box(0, 0, 408, 190, colour(90, 45));
  drawn.append(svg("circle", { cx: 330, cy: 46, r: 24, fill: "#fff", opacity: 0.8 }));
  for (const [x, height, light] of [[-10, 96, 80], [70, 124, 74], [250, 112, 76], [330, 90, 80]]) {
    box(x, 168 - height, 92, height, colour(light));
    for (let row = 0; row < 3; row += 1) for (let col = 0; col < 3; col += 1) {
      box(x + 14 + col * 24, 168 - height + 14 + row * 24, 12, 14, colour(light + 12), 2);
    }
  }
  box(140, 62, 128, 106, colour(97, 30), 3);
  box(134, 92, 140, 16, colour(42, 45), 3);
  for (let stripe = 0; stripe < 7; stripe += 1) box(140 + stripe * 20, 92, 10, 16, colour(60, 45));
  box(156, 116, 40, 34, colour(78, 40), 3);
  box(216, 116, 30, 52, colour(34, 40), 3);
  box(160, 72, 88, 10, colour(42, 45), 5);
  box(0, 168, 408, 22, colour(68, 14));
  return drawn;
}
