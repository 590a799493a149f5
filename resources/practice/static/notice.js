// Pages that say one thing: the cookie question, the captcha, too much, nothing here, elsewhere.

import { brand, data, el, invented, otherLanguage, words } from "./common.js";

const kind = document.body.className.replace("page-", "");
const CONTENTS = {
  consent: () => [
    el("h1", {}, words.consentTitle), el("p", {}, words.consentText),
    form("/consent.google.practice/save", {}, words.rejectAll, words.acceptAll),
  ],
  sorry: () => [
    el("h1", {}, words.sorryTitle), el("p", {}, words.sorryText),
    form("/sorry/index", { id: "captcha-form" }, words.notRobot),
  ],
  limit: () => [el("h1", {}, words.tooMany), el("p", {}, words.tooManyText), home()],
  nothing: () => [el("h1", {}, words.noPlace), el("p", {}, words.noPlaceText), home()],
  outside: () => [el("h1", {}, words.outside), el("p", {}, words.outsideText.replace("{}", data.host)), home()],
};
document.body.append(
  el("header", { class: "home-top" }, brand(words.practice), otherLanguage()),
  el("main", { class: "notice" }, el("section", { class: "panel" }, CONTENTS[kind]())), invented());

function form(action, attributes, ...answers) {
  const kept = el("input", { type: "hidden", name: "continue", value: data.continue });
  const buttons = answers.map((text) => el("button", { class: "big", type: "submit" }, text));
  return el("form", { method: "post", action, ...attributes }, kept, el("div", { class: "answers" }, buttons));
}

function home() {
  return el("a", { class: "big", href: `/?hl=${data.hl}` }, words.toHome);
}
