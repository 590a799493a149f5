// The drawn map: land, water, streets and pins from nothing but coordinates and a seed.

import { el, moods, svg, words } from "./common.js";

const WIDTH = 1200;
const STEP = 38;
const RIVER = [[30.2, 31.228], [30.1, 31.236], [30.07, 31.226], [30.045, 31.228], [30.01, 31.222], [29.97, 31.238], [29.85, 31.27]];
const SHORE = [[31.16, 29.82], [31.198, 29.885], [31.206, 29.9], [31.212, 29.92], [31.236, 29.945], [31.245, 29.965], [31.272, 29.985], [31.3, 30.03], [31.33, 30.08]];

/** Draws into `box` and returns `{pins(places), highlight(featureId)}`. */
export function drawMap(box, districts, single = null) {
  const height = Math.round(WIDTH * Math.min(1.6, Math.max(0.35, box.clientHeight / (box.clientWidth || 1))));
  const drawing = svg("svg", {
    viewBox: `0 0 ${WIDTH} ${height}`, preserveAspectRatio: "xMidYMid slice", class: "map",
    role: "img", "aria-label": words.mapLabel,
  });
  const cities = [...new Set(districts.map((one) => one.city))];
  const project = projection(districts, single, height);
  const random = seeded(cities.join("") || "empty");
  const middles = districts.map((one) => ({ ...one, at: project(one.latitude, one.longitude) }));
  drawing.append(svg("rect", { width: WIDTH, height, class: "country" }), town(middles, height, project.scale),
    parks(middles, random), streets(random, height));
  if (cities.includes("Cairo")) drawing.append(river(project));
  drawing.append(roads(middles, random, height));
  if (cities.includes("Alexandria")) drawing.append(sea(project));
  drawing.append(names(middles));
  const layer = svg("g", { class: "pins" });
  drawing.append(layer);
  box.append(drawing, el("span", { class: "map-note" }, words.mapNote));
  return {
    pins: (places) => pin(layer, places, project),
    highlight: (feature) => {
      for (const one of layer.children) one.classList.toggle("active", one.dataset.feature === feature);
    },
  };
}

function projection(districts, single, height) {
  const points = single ? [single] : districts.length ? districts : [{ latitude: 31.95, longitude: 35.9 }];
  const lats = points.map((one) => one.latitude);
  const lngs = points.map((one) => one.longitude);
  const middle = [(Math.min(...lats) + Math.max(...lats)) / 2, (Math.min(...lngs) + Math.max(...lngs)) / 2];
  const squeeze = Math.cos((middle[0] * Math.PI) / 180);
  const tall = Math.max(Math.max(...lats) - Math.min(...lats), 0.028);
  const wide = Math.max((Math.max(...lngs) - Math.min(...lngs)) * squeeze, 0.034);
  const scale = Math.min((height * 0.76) / tall, (WIDTH * 0.76) / wide);
  const project = (lat, lng) => [
    WIDTH / 2 + (lng - middle[1]) * squeeze * scale,
    height / 2 - (lat - middle[0]) * scale,
  ];
  project.scale = scale;
  return project;
}

function seeded(text) {
  let state = 2166136261;
  for (const sign of text) state = Math.imul(state ^ sign.codePointAt(0), 16777619);
  return () => {
    state = Math.imul(state ^ (state >>> 15), 2246822507) + 0x9e3779b9;
    return ((state ^ (state >>> 13)) >>> 0) / 4294967296;
  };
}

function parks(middles, random) {
  const group = svg("g", { class: "parks" });
  for (const { at: [x, y] } of middles) {
    if (random() > 0.55) continue;
    const [cx, cy] = [x + (random() - 0.5) * 170, y + (random() - 0.5) * 150];
    const size = 26 + random() * 38;
    const points = Array.from({ length: 7 }, (_, index) => {
      const angle = (index / 7) * Math.PI * 2;
      const reach = size * (0.7 + random() * 0.6);
      return [cx + Math.cos(angle) * reach * 1.3, cy + Math.sin(angle) * reach];
    });
    group.append(svg("path", { d: smooth(points, true) }));
  }
  return group;
}

/** The built-up land, soft at its rim; the same shape lets the streets through. */
function town(middles, height, scale) {
  const rim = svg("filter", { id: "rim", x: "-20%", y: "-20%", width: "140%", height: "140%" },
    svg("feGaussianBlur", { stdDeviation: 34 }));
  const circles = () => middles.map(({ at: [cx, cy] }) => svg("circle", { cx, cy, r: Math.max(118, scale * 0.02) }));
  const shape = svg("g", { filter: "url(#rim)" }, ...circles());
  const mask = svg("mask", { id: "town", maskUnits: "userSpaceOnUse", x: 0, y: 0, width: WIDTH, height },
    svg("g", { filter: "url(#rim)", fill: "#fff" }, ...circles()));
  return svg("g", { class: "town" }, svg("defs", {}, rim, mask), shape);
}

/** Two families of lines, bent by the same slow waves, so that they meet like real streets. */
function streets(random, height) {
  const group = svg("g", { class: "streets", mask: "url(#town)" });
  const phase = Array.from({ length: 4 }, () => random() * Math.PI * 2);
  const bend = (x, y) => [
    x + 34 * Math.sin(y / 190 + phase[0]) + 15 * Math.sin(x / 120 + y / 90 + phase[1]),
    y + 38 * Math.sin(x / 210 + phase[2]) + 13 * Math.sin(x / 80 - y / 130 + phase[3]),
  ];
  const draw = (from, to, at) => {
    let pen = "M";
    let d = "";
    for (let along = from; along <= to; along += STEP / 2) {
      const [x, y] = at(along);
      d += `${pen}${x.toFixed(1)} ${y.toFixed(1)}`;
      // A street ends now and then, and goes on a few houses further.
      pen = random() < 0.06 ? "M" : "L";
    }
    group.append(svg("path", { d, class: random() < 0.16 ? "wide" : "small" }));
  };
  for (let y = -60; y < height + 60; y += STEP) draw(-60, WIDTH + 60, (x) => bend(x, y));
  for (let x = -60; x < WIDTH + 60; x += STEP * 1.35) draw(-60, height + 60, (y) => bend(x, y));
  return group;
}

/** Main roads join each district with its two nearest; one great road crosses the town. */
function roads(middles, random, height) {
  const edges = new Map();
  middles.forEach((from, index) => {
    const near = middles
      .map((to, other) => ({ to, other, far: Math.hypot(from.at[0] - to.at[0], from.at[1] - to.at[1]) }))
      .filter((one) => one.other !== index)
      .sort((a, b) => a.far - b.far)
      .slice(0, 2);
    for (const { to, other } of near) edges.set([index, other].sort().join("-"), [from.at, to.at]);
  });
  const lines = [...edges.values()].map(([[a, b], [c, d]]) => {
    const bend = (random() - 0.5) * 0.3;
    return `M${a} ${b}Q${(a + c) / 2 + (d - b) * bend} ${(b + d) / 2 - (c - a) * bend} ${c} ${d}`;
  });
  const great = [[-40, height * (0.3 + random() * 0.4)], [WIDTH * 0.33, height * (0.35 + random() * 0.3)],
    [WIDTH * 0.66, height * (0.3 + random() * 0.4)], [WIDTH + 40, height * (0.25 + random() * 0.5)]];
  const group = svg("g", { class: "roads" });
  for (const kind of ["edge", "fill"]) {
    for (const d of lines) group.append(svg("path", { d, class: `road-${kind}` }));
    group.append(svg("path", { d: smooth(great), class: `great-${kind}` }));
  }
  return group;
}

function river(project) {
  const d = smooth(RIVER.map(([lat, lng]) => project(lat, lng)));
  return svg("path", { class: "river", d, "stroke-width": Math.max(46, project.scale * 0.0078) });
}

/** Everything north-west of the shore. */
function sea(project) {
  const line = SHORE.map(([lat, lng]) => project(lat, lng));
  const [last] = line.slice(-1);
  return svg("path", { class: "sea", d: `${smooth(line)}L${last[0]} -9000L-9000 -9000L-9000 ${line[0][1]}Z` });
}

function names(middles) {
  const group = svg("g", { class: "names" });
  for (const { name, at: [x, y] } of middles) group.append(svg("text", { x, y: y + 34 }, name));
  return group;
}

function pin(layer, places, project) {
  const known = new Set([...layer.children].map((one) => one.dataset.feature));
  for (const place of places) {
    if (known.has(place.featureId)) continue;
    known.add(place.featureId);
    const [x, y] = project(place.latitude, place.longitude);
    // No link: a reader of the page must find each place in the list and nowhere else.
    const mark = svg("g", { class: "pin", transform: `translate(${x} ${y})` },
      svg("ellipse", { cy: 1, rx: 6, ry: 2.5, class: "pin-shade" }),
      svg("path", { d: "M0 0C-3-9-11-13-11-22A11 11 0 0 1 11-22C11-13 3-9 0 0Z" }),
      svg("circle", { cy: -22, r: 4.2 }));
    mark.dataset.feature = place.featureId;
    mark.append(svg("title", {}, place.title));
    mark.addEventListener("click", () => location.assign(place.path + moods()));
    layer.append(mark);
  }
}

/** A soft line through the points. */
function smooth(points, closed = false) {
  const at = (index) => closed
    ? points[(index + points.length) % points.length]
    : points[Math.max(0, Math.min(points.length - 1, index))];
  let d = `M${points[0][0]} ${points[0][1]}`;
  for (let index = 0; index < points.length - (closed ? 0 : 1); index += 1) {
    const [before, from, to, after] = [at(index - 1), at(index), at(index + 1), at(index + 2)];
    d += `C${from[0] + (to[0] - before[0]) / 6} ${from[1] + (to[1] - before[1]) / 6} `
      + `${to[0] - (after[0] - from[0]) / 6} ${to[1] - (after[1] - from[1]) / 6} ${to[0]} ${to[1]}`;
  }
  return closed ? `${d}Z` : d;
}
