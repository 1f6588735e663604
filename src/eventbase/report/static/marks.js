/* Each class of event has a colour, a hatching and a shape of its own, so that colour is never needed to tell them. */
"use strict";

(() => {
  const SHAPES = {
    square: "M1 1h10v10H1z",
    circle: "M6 .6a5.4 5.4 0 1 0 0 10.8A5.4 5.4 0 1 0 6 .6z",
    diamond: "M6 0l6 6-6 6-6-6z",
    cross: "M1 3l2-2 3 3 3-3 2 2-3 3 3 3-2 2-3-3-3 3-2-2 3-3z",
    triangle: "M6 .5L11.8 11H.2z",
    times: "M0 1.2L1.2 0 6 4.8 10.800 0 12 1.2 7.2 6 12 10.8 10.8 12 6 7.2 1.2 12 0 10.8 4.8 6z",
    down: "M.2 1h11.6L6 11.500z",
    plus: "M4.200 0h3.6v4.200H12v3.6H7.800V12H4.200V7.800H0V4.200h4.200z",
    ring: "M6 .3a5.700 5.700 0 1 0 0 11.4A5.700 5.700 0 1 0 6 .3zm0 2.800a2.900 2.900 0 1 1 0 5.800 2.900 2.900 0 1 1 0-5.800z",
    star: "M6 0l1.800 4h4.200L8.600 6.700 9.900 11.400 6 8.600 2.100 11.400 3.400 6.700 0 4h4.200z",
    house: "M6 0l6 5v7H0V5z",
    dot: "M6 3a3 3 0 1 0 0 6 3 3 0 1 0 0-6z",
  };

  let marks = {};

  EB.loadMarks = (embedded) => {
    marks = embedded.marks;
    EB.classes = Object.keys(marks);
  };

  const mark = (name) => marks[name] ?? marks.other;

  EB.isDark = () => {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  };

  EB.classColour = (name) => (EB.isDark() ? mark(name).dark : mark(name).light);
  EB.classHatch = (name) => mark(name).hatch;

  /** The shape of a class as a small picture; the words beside it carry the meaning. */
  EB.glyph = (name) => {
    const path = EB.svg("path", { d: SHAPES[mark(name).shape], "fill-rule": "evenodd" });
    const picture = EB.svg("svg", { class: "glyph", viewBox: "0 0 12 12", "aria-hidden": "true" }, path);
    picture.style.setProperty("--light", mark(name).light);
    picture.style.setProperty("--dark", mark(name).dark);
    return picture;
  };

  /** A swatch as the bars are filled. */
  EB.swatch = (name) => {
    const swatch = EB.el("span", { class: "swatch", "aria-hidden": "true", data: { hatch: mark(name).hatch } });
    swatch.style.setProperty("--light", mark(name).light);
    swatch.style.setProperty("--dark", mark(name).dark);
    return swatch;
  };

  EB.typeName = (row) => EB.word("sub_event_type", EB.events.get("sub_event_type", row));
  EB.className = (name) => EB.word("event_type", name);

  /** The value of a colour that the style sheet names. */
  EB.ink = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
})();
