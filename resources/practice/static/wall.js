// The pages of the wall: feed with composer, profile, one post, signing in, the checkpoint.

import { arabic, brand, data, el, icon, invented, moods, otherLanguage, words } from "./common.js";
import { composer } from "./wall-composer.js";

const rest = `hl=${data.hl}${moods()}`;
const when = new Intl.DateTimeFormat(arabic ? "ar-EG" : "en-GB", { dateStyle: "medium", timeStyle: "short" });
const list = el("div", { class: "wall-items", "data-wall": "items" });
const main = el("main", { class: "wall" });
document.body.append(
  el("header", { class: "home-top wall-top" }, wallBrand(), who(), otherLanguage()), main, invented());
const CONTENTS = {
  "wall": async () => [
    data.me ? await composer(refresh) : signIn(), el("h2", { class: "wall-title" }, words.wallFeed), list],
  "wall-profile": async () => [profileHead(), list],
  "wall-post": async () => [list],
  "wall-login": async () => [signIn()],
  "wall-checkpoint": async () => [checkpoint()],
};
main.append(...await CONTENTS[document.body.dataset.page]());
show(data.items ?? []);

function wallBrand() {
  const made = brand(words.wall);
  made.setAttribute("href", `/wall?${rest}`);
  return made;
}

function who() {
  if (!data.me) return el("span", { class: "who" });
  const me = el("a", { "data-wall": "me", href: profile(data.me), class: "me", dir: "ltr" }, `@${data.me}`);
  const out = el("button", { class: "plain", type: "submit" }, words.wallSignOut);
  return el("span", { class: "who" }, face(data.me), me,
    el("form", { method: "post", action: `/wall/logout?${rest}` }, out));
}

function profile(handle) {
  return `/wall/@${encodeURIComponent(handle)}`;
}

function face(handle) {
  const hue = [...handle].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 360, 7);
  return el("span", { class: "face", "aria-hidden": "true", style: `background: hsl(${hue} 38% 42%)` },
    [...handle][0].toUpperCase());
}

function profileHead() {
  const large = face(data.handle);
  large.classList.add("face-large");
  return el("section", { class: "wall-card profile-head" }, large,
    el("div", {}, el("h1", { dir: "ltr" }, `@${data.handle}`),
      el("p", { class: "count" }, `${words.wallPostsOf}: ${data.items.length.toLocaleString(arabic ? "ar-EG" : "en")}`)));
}

/** Show these posts, newest first. */
function show(items) {
  const empty = el("div", { class: "nothing wall-nothing", "data-wall": "nothing" }, icon("clock"),
    el("p", { class: "nothing-title" }, words.wallNoPosts), el("p", {}, words.wallNoPostsText));
  list.replaceChildren(...(items.length ? items.map(item) : [empty]));
}

function item(one) {
  const pictures = one.pictures.map((src) => el("img", { "data-wall": "picture", src, alt: words.wallPicture }));
  return el("article", { class: "wall-card item", "data-wall": "item" },
    el("header", { class: "item-head" }, face(one.handle),
      el("a", { class: "item-handle", href: profile(one.handle), dir: "ltr" }, `@${one.handle}`),
      el("a", { "data-wall": "link", class: "item-link", href: one.href },
        el("time", { datetime: one.at }, when.format(new Date(one.at))))),
    el("div", { "data-wall": "text", class: "item-text" }, one.text),
    pictures.length ? el("div", { class: `item-pictures of-${pictures.length}` }, pictures) : null);
}

/** After a post: the feed as the site shows it now. */
async function refresh() {
  const answer = await fetch(location.href);
  const read = new DOMParser().parseFromString(await answer.text(), "text/html");
  show(JSON.parse(read.getElementById("data").textContent).items ?? []);
}

function signIn() {
  const field = el("input", {
    name: "handle", required: true, autocomplete: "username", autocapitalize: "none", spellcheck: "false",
    placeholder: "@", dir: "ltr", "aria-label": words.wallHandle,
  });
  return el("form", { class: "wall-card sign-in", method: "post", action: `/wall/login${location.search}`, "data-wall": "login" },
    el("h1", {}, words.wallSignIn), el("p", {}, words.wallSignInText),
    el("div", { class: "sign-in-line" }, field, el("button", { class: "big", type: "submit" }, words.signIn)));
}

function checkpoint() {
  return el("form", { class: "wall-card sign-in", method: "post", action: `/wall/checkpoint${location.search}`, "data-wall": "checkpoint" },
    el("h1", {}, words.wallCheckpoint), el("p", {}, words.wallCheckpointText),
    el("button", { class: "big", type: "submit" }, words.wallItIsMe));
}
