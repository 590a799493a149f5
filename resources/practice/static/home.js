// The home page: what the practice web is, its two parts, its moods, its counts.

import { brand, data, el, invented, otherLanguage, searchBox, words } from "./common.js";

const figures = (number) => number.toLocaleString(data.hl === "ar" ? "ar-EG" : "en");
const counted = el("div", { class: "figures" });
const moodList = el("div", { class: "mood-list" });
const wallMoodList = el("div", { class: "mood-list wall-moods" });
document.body.append(
  el("header", { class: "home-top" }, brand(words.practice), otherLanguage()),
  el("main", { class: "home" },
    el("section", { class: "home-lead" }, el("h1", {}, words.home), el("p", {}, words.homeLead)),
    el("div", { class: "home-parts" },
      part(words.maps, words.homeMaps.replace("{}", figures(data.places)), "/maps", words.searchMaps,
        (query) => `/maps?q=${encodeURIComponent(query)}&hl=${data.hl}`),
      part(words.search, words.homeSearch, "/search", words.searchWeb,
        (query) => `/search?q=${encodeURIComponent(query)}&hl=${data.hl}`)),
    el("div", { class: "home-parts" },
      el("div", { class: "home-column" },
        el("section", { class: "panel" }, el("h2", {}, words.wall), el("p", {}, words.homeWall),
          el("a", { class: "big", href: `/wall?hl=${data.hl}` }, words.openWall)),
        el("section", { class: "panel" }, el("h2", {}, words.moods), el("p", {}, words.moodsText), moodList)),
      el("section", { class: "panel" }, el("h2", {}, words.wallMoods), wallMoodList)),
    el("section", { class: "panel" }, el("h2", {}, words.counted), el("p", {}, words.countedText), counted,
      button(words.startAgain, () => post("/practice/reset")))),
  invented());
showMoods(data.chosen);
await showCounts();

function part(title, text, action, placeholder, address) {
  const tries = [words.query1, words.query2, words.query3, words.query4].map((query) =>
    el("a", { class: "try", href: address(query) }, query));
  return el("section", { class: "panel" }, el("h2", {}, title), el("p", {}, text),
    searchBox(action, placeholder, ""), el("p", { class: "tries" }, el("span", {}, words.tryIt), tries));
}

function button(text, press) {
  const made = el("button", { class: "plain", type: "button" }, text);
  made.addEventListener("click", press);
  return made;
}

function showMoods(chosen) {
  const boxes = data.variants.map((one) => {
    const box = el("input", { type: "checkbox", name: one.name });
    box.checked = chosen.includes(one.name);
    box.addEventListener("change", () => {
      const names = [...document.querySelectorAll(".mood-list input:checked")].map((other) => other.name);
      post("/practice/variant", { variants: names });
    });
    return el("label", { class: "mood" }, box, el("code", { dir: "ltr" }, one.name), el("span", {}, one.text));
  });
  const ofWall = (label) => label.querySelector("input").name.startsWith("wall_");
  moodList.replaceChildren(...boxes.filter((label) => !ofWall(label)));
  wallMoodList.replaceChildren(...boxes.filter(ofWall));
}

async function showCounts() {
  const counts = await (await fetch("/practice/counts")).json();
  const sum = (numbers) => Object.values(numbers).reduce((total, number) => total + number, 0);
  const searches = Object.values(counts.searches).reduce((total, queries) => total + sum(queries), 0);
  const truth = await (await fetch("/practice/wall/truth")).json();
  const shown = [[words.pages, sum(counts.pages)], [words.searches, searches], [words.delivered, counts.delivered],
    [words.presses, truth.presses]];
  counted.replaceChildren(...shown.map(([text, number]) =>
    el("div", { class: "figure" }, el("strong", {}, figures(number)), el("span", {}, text))));
}

async function post(address, body = {}) {
  const answer = await fetch(address, { method: "POST", body: JSON.stringify(body) });
  showMoods((await answer.json()).variants ?? []);
  await showCounts();
}
