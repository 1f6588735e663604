/* The filters at the side and the tags above the page: both show the state, and change it. */
"use strict";

(() => {
  const SHOWN = ["type", "country", "admin1", "actor", "source", "status", "role", "time", "geo", "basis", "flag", "place"];
  const OPEN = new Set(["type", "country"]);
  const LIMIT = 12;
  const lists = {};
  const needles = {};

  const CODED = {
    status: "status", role: "temporal_role", basis: "date_basis", time: "time_precision", geo: "geo_precision",
  };

  const sideName = (value) => {
    const [country, kind] = value.split("/");
    const words = [country ? EB.country(country) : "", kind ? EB.word("actor_type", kind) : ""].filter(Boolean);
    return words.length ? words.join(", ") : EB.t("actors.nobody");
  };
  EB.sideName = sideName;

  const pairName = (value, name) => value.split(">").map(name).join(` ${EB.t("actors.to")} `);

  let placeLabels = null;
  function placeLabel(value) {
    if (!placeLabels) {
      placeLabels = new Map();
      for (let row = 0; row < EB.events.n; row++) {
        const id = EB.events.get("place_id", row);
        if (id !== null && !placeLabels.has(id)) placeLabels.set(id, row);
      }
    }
    const row = placeLabels.get(value);
    if (row === undefined) return value;
    const area = EB.events.get("admin1", row);
    const name = EB.placeName(row) ?? value;
    return area && area !== name ? `${name} (${area})` : name;
  }

  /** A filter's value in words. */
  EB.valueName = (key, value) => {
    if (value === EB.NONE) return EB.t("filters.no_value");
    if (CODED[key]) return EB.word(CODED[key], value);
    if (key === "type") return value.startsWith("@") ? EB.className(value.slice(1)) : EB.word("sub_event_type", value);
    if (key === "country") return EB.country(value);
    if (key === "admin1") return value.slice(value.indexOf("/") + 1);
    if (key === "flag") return EB.t(`filters.flags.${value}`);
    if (key === "side") return sideName(value);
    if (key === "pair") return pairName(value, sideName);
    if (key === "npair") return pairName(value, (name) => name || EB.t("actors.nobody"));
    if (key === "place") return placeLabel(value);
    return value;
  };

  EB.facetName = (key) => EB.t(`filters.facets.${{ side: "actor", pair: "actor", npair: "actor" }[key] ?? key}`);

  /* The side */

  EB.buildFilters = () => {
    const facets = EB.byId("facets");
    facets.append(search(), period(), ...SHOWN.slice(0, 4).map(facet), ...SHOWN.slice(4, 7).map(facet), confidence(), ...SHOWN.slice(7).map(facet));
    EB.byId("reset").addEventListener("click", EB.reset);
    EB.byId("open-filters").addEventListener("click", () => showSide(true));
    EB.byId("close-filters").addEventListener("click", () => showSide(false));
    EB.byId("filters").addEventListener("keydown", (event) => {
      if (event.key === "Escape" && document.body.classList.contains("filters-open")) showSide(false);
    });
  };

  function showSide(open) {
    document.body.classList.toggle("filters-open", open);
    EB.byId("open-filters").setAttribute("aria-expanded", String(open));
    (open ? EB.byId("close-filters") : EB.byId("open-filters")).focus();
  }

  function later(action, wait) {
    let timer = 0;
    return (...values) => {
      clearTimeout(timer);
      timer = setTimeout(() => action(...values), wait);
    };
  }

  function search() {
    const change = later((value) => EB.change({ q: value.trim() || null }, { step: false }), 200);
    const input = EB.el("input", {
      type: "search", id: "q", "aria-describedby": "q-hint", autocomplete: "off", spellcheck: "false",
      on: { input: (event) => change(event.target.value) },
    });
    const hint = EB.el("p", { class: "hint", id: "q-hint", text: EB.t("filters.search_hint") });
    return EB.el("div", { class: "facet search" }, EB.el("label", { for: "q", text: EB.t("filters.search") }), input, hint);
  }

  function dateInput(key, label) {
    const input = EB.el("input", { type: "date", id: `f-${key}`, max: "9999-12-31", on: { change: (event) => EB.change({ [key]: event.target.value || null }) } });
    return EB.el("div", {}, EB.el("label", { for: `f-${key}`, text: label }), input);
  }

  function period() {
    const touch = EB.el("input", { type: "checkbox", id: "f-touch", on: { change: (event) => EB.change({ touch: event.target.checked ? "1" : null }) } });
    const widen = EB.el("label", { class: "option", for: "f-touch" }, touch, EB.el("span", { text: EB.t("filters.span_touch") }));
    const legend = EB.el("legend", { text: EB.t("filters.period") });
    const dates = EB.el("div", { class: "dates" }, dateInput("from", EB.t("filters.from")), dateInput("to", EB.t("filters.to")));
    return EB.el("fieldset", { class: "facet period" }, legend, dates, widen, EB.el("div", { id: "period-beside" }));
  }

  function confidence() {
    const input = EB.el("input", {
      type: "range", id: "f-conf", min: "0", max: "0.95", step: "0.05",
      on: { change: (event) => EB.change({ conf: Number(event.target.value) ? event.target.value : null }) },
    });
    const label = EB.el("label", { for: "f-conf" }, EB.t("filters.min_confidence"), " ", EB.el("output", { id: "f-conf-value", for: "f-conf" }));
    return EB.el("div", { class: "facet confidence" }, label, input);
  }

  function facet(key) {
    const body = EB.el("div", { class: "options" });
    const details = EB.el("details", { class: "facet", id: `facet-${key}`, on: { toggle: () => fillFacet(key) } },
      EB.el("summary", {}, EB.facetName(key), EB.el("span", { class: "badge" })));
    details.open = OPEN.has(key) && matchMedia("(min-width: 1100px)").matches;
    details.append(body);
    lists[key] = { details, body, badge: details.querySelector(".badge") };
    return details;
  }

  function needle(key) {
    const find = later((value) => { needles[key] = value.toLowerCase(); fillFacet(key); }, 120);
    return EB.el("input", {
      type: "search", class: "needle", placeholder: EB.t("filters.find"), "aria-label": `${EB.t("filters.find")}: ${EB.facetName(key)}`,
      on: { input: (event) => find(event.target.value) },
    });
  }

  EB.showFilters = () => {
    for (const key of SHOWN) {
      const n = EB.state[key].length;
      lists[key].badge.textContent = n ? EB.num(n) : "";
      fillFacet(key);
    }
    const values = { q: EB.state.q ?? "", "f-from": EB.state.from ?? "", "f-to": EB.state.to ?? "", "f-conf": EB.state.conf ?? "0" };
    for (const [id, value] of Object.entries(values)) if (EB.byId(id) !== document.activeElement) EB.byId(id).value = value;
    EB.byId("f-touch").checked = Boolean(EB.state.touch);
    EB.byId("f-conf-value").textContent = EB.state.conf ? EB.percent(Number(EB.state.conf)) : EB.t("filters.any");
    showBeside();
    showTags();
  };

  function showBeside() {
    const { wider, undated } = EB.selection.beside;
    const dated = EB.state.from || EB.state.to;
    EB.replace(EB.byId("period-beside"),
      dated && wider ? EB.el("p", { class: "hint" }, EB.t("filters.wider", { n: wider }), " ",
        EB.button(EB.t("filters.include"), () => EB.change({ touch: "1" }), { class: "link" })) : null,
      dated && undated ? EB.el("p", { class: "hint", text: EB.t("filters.undated_beside", { n: undated }) }) : null);
  }

  function fillFacet(key) {
    const { details, body } = lists[key];
    if (!details.open) return;
    if (key !== "type" && EB.facets[key].values.length > LIMIT && !details.querySelector(".needle")) body.before(needle(key));
    const focused = body.contains(document.activeElement) ? document.activeElement.dataset.value : null;
    const rows = key === "type" ? typeRows() : plainRows(key);
    EB.replace(body, ...rows);
    if (focused !== null) [...body.querySelectorAll("input")].find((input) => input.dataset.value === focused)?.focus();
  }

  /** Values with events or ticks, most first; long lists are cut. */
  function plainRows(key) {
    const { values } = EB.facets[key];
    const counts = EB.selection.counts[key];
    const needleText = needles[key] ?? "";
    const found = values.map((value, at) => ({ value, n: counts[at], name: EB.valueName(key, value) }))
      .filter(({ value, n, name }) => (n || EB.state[key].includes(value)) && name.toLowerCase().includes(needleText))
      .sort((a, b) => EB.state[key].includes(b.value) - EB.state[key].includes(a.value) || b.n - a.n || (a.name < b.name ? -1 : 1));
    const rows = found.slice(0, LIMIT).map((item) => option(key, item));
    const rest = found.length - rows.length;
    if (rest > 0) rows.push(EB.el("p", { class: "hint", text: EB.t("filters.more_values", { n: rest }) }));
    if (!found.length) rows.push(EB.el("p", { class: "hint", text: "–" }));
    return rows;
  }

  function typeRows() {
    const { values, classOf } = EB.facets.type;
    const counts = EB.selection.counts.type;
    const rows = [];
    for (const name of EB.classes) {
      const members = values.map((value, at) => ({ value, n: counts[at], name: EB.valueName("type", value) }))
        .filter(({ value, n }) => classOf.get(value) === name && (n || EB.state.type.includes(value)))
        .sort((a, b) => b.n - a.n || (a.name < b.name ? -1 : 1));
      const n = members.reduce((sum, member) => sum + member.n, 0);
      if (!members.length && !EB.state.type.includes(`@${name}`)) continue;
      rows.push(option("type", { value: `@${name}`, n, name: EB.className(name) }, { mark: name, strong: true }));
      rows.push(...members.map((member) => option("type", member, { inner: true })));
    }
    return rows;
  }

  function option(key, { value, n, name }, { mark = null, strong = false, inner = false } = {}) {
    const input = EB.el("input", { type: "checkbox", data: { value }, on: { change: () => EB.toggle(key, value) } });
    input.checked = EB.state[key].includes(value);
    const words = EB.el("span", { class: "option-name", title: name.length > 24 ? EB.shown(name, 200) : null }, EB.bdi(name, 80));
    return EB.el("label", { class: `option${strong ? " strong" : ""}${inner ? " inner" : ""}${n ? "" : " empty"}` },
      input, mark ? EB.glyph(mark) : null, words, EB.el("span", { class: "count", text: EB.num(n) }));
  }

  /* The tags */

  function tag(name, remove) {
    const close = EB.el("span", { class: "cross", "aria-hidden": "true", text: "×" });
    return EB.button([EB.bdi(name, 80), close], remove, { class: "tag", "aria-label": EB.t("filters.remove", { name: EB.shown(name, 80) }) });
  }

  function periodTag({ from, to }) {
    const [start, end] = [EB.parseDay(from), EB.parseDay(to)];
    if (start !== null && end !== null && start <= end) return EB.span(start, end);
    const since = start === null ? "" : EB.t("filters.since", { day: EB.day(start) });
    const until = end === null ? "" : EB.t("filters.until", { day: EB.day(end) });
    return [since, until].filter(Boolean).join(" ");
  }

  function showTags() {
    const { state } = EB;
    const tags = [];
    if (state.q) tags.push(tag(`“${state.q}”`, () => EB.change({ q: null })));
    if (state.from || state.to) tags.push(tag(periodTag(state), () => EB.change({ from: null, to: null, touch: null })));
    if (state.touch && (state.from || state.to)) tags.push(tag(EB.t("filters.touch_tag"), () => EB.change({ touch: null })));
    for (const key of EB.facetKeys) {
      for (const value of state[key]) tags.push(tag(`${EB.facetName(key)}: ${EB.valueName(key, value)}`, () => EB.toggle(key, value)));
    }
    if (state.conf) {
      tags.push(tag(EB.t("filters.confidence_tag", { value: EB.percent(Number(state.conf)) }), () => EB.change({ conf: null })));
    }
    const n = EB.selection.n;
    const count = EB.el("strong", { class: "tags-count", id: "selection-count", text: EB.t("filters.count", { n }) });
    const all = EB.el("span", { class: "muted", text: ` ${EB.t("filters.of_all", { n: EB.events.n })}` });
    const bar = EB.byId("tags");
    const focused = bar.contains(document.activeElement);
    EB.replace(bar, EB.el("span", {}, count, all), ...(tags.length ? tags : [EB.el("span", { class: "muted", text: EB.t("filters.none") })]),
      tags.length ? EB.button(EB.t("filters.clear"), EB.clearFilters, { class: "link" }) : null,
      EB.button(EB.t("filters.reset"), EB.reset, { class: "link" }));
    if (focused) bar.querySelector("button")?.focus();
    EB.byId("filters-badge").textContent = tags.length ? EB.num(tags.length) : "";
    EB.announce(EB.t("filters.count", { n }));
  }
})();
