/* The table: only the rows in sight exist, so that 100,000 events scroll like a hundred. */
"use strict";

(() => {
  const get = (name, row) => EB.events.get(name, row);
  const text = (name) => (row) => get(name, row) ?? "";
  const toll = (measure) => (row) => {
    const found = EB.toll(row, measure);
    return found ? EB.range(found.low, found.high, found.open) : "";
  };
  const byToll = (measure) => (row) => EB.toll(row, measure)?.low ?? -1;
  const minutes = (name) => (row) => (get(name, row) === null ? "" : EB.day(EB.dayOfMinutes(get(name, row))));

  /* Columns: `show` the words, `sort` what they are sorted by (number or text), `width` in pixels. */
  const COLUMNS = {
    date: { show: EB.when, sort: (row) => EB.start[row] || EB.end[row] || -1e9, width: 150 },
    type: { show: (row) => EB.typeName(row), sort: (row) => EB.typeName(row), width: 180 },
    place: { show: (row) => EB.placeName(row) ?? "", sort: (row) => EB.placeName(row) ?? "", width: 150 },
    admin1: { show: text("admin1"), sort: text("admin1"), width: 140 },
    country: { show: (row) => (get("country", row) ? EB.country(get("country", row)) : ""), sort: (row) => EB.country(get("country", row)), width: 110 },
    actor1: { show: text("actor1_name"), sort: text("actor1_name"), width: 150 },
    actor2: { show: text("actor2_name"), sort: text("actor2_name"), width: 150 },
    killed: { show: toll("killed"), sort: byToll("killed"), width: 92, number: true },
    wounded: { show: toll("wounded"), sort: byToll("wounded"), width: 92, number: true },
    sources: { show: (row) => EB.num(get("n_sources", row) ?? 0), sort: (row) => get("n_sources", row) ?? 0, width: 82, number: true },
    confidence: { show: (row) => EB.percent(get("confidence", row) ?? 0), sort: (row) => get("confidence", row) ?? 0, width: 100, number: true },
    status: { show: (row) => EB.word("status", get("status", row)), sort: text("status"), width: 100 },
    role: { show: (row) => EB.word("temporal_role", get("temporal_role", row)), sort: text("temporal_role"), width: 100 },
    attribution: { show: text("attribution"), sort: text("attribution"), width: 150 },
    date_precision: { show: (row) => EB.word("time_precision", get("time_precision", row)), sort: text("time_precision"), width: 120 },
    place_precision: { show: (row) => EB.word("geo_precision", get("geo_precision", row)), sort: text("geo_precision"), width: 130 },
    first_reported: { show: minutes("first_reported"), sort: (row) => get("first_reported", row) ?? -1e9, width: 120 },
    summary: { show: text("summary"), sort: text("summary"), width: 420 },
    id: { show: text("event_id"), sort: text("event_id"), width: 170 },
  };
  const FIRST = ["date", "type", "place", "actor1", "actor2", "killed", "wounded", "sources"];
  const PHONE = "(max-width: 640px)";
  const AROUND = 8;
  const orders = {};
  let order = new Int32Array(0);
  let active = 0;
  let parts = null;

  const columns = () => {
    const chosen = (EB.state.cols ?? FIRST).filter((name) => COLUMNS[name]);
    return chosen.length ? chosen : FIRST;
  };
  const rowHeight = () => (matchMedia(PHONE).matches ? 76 : 36);

  function sorting() {
    const [name, way] = (EB.state.sort ?? "date.down").split(".");
    return { name: COLUMNS[name] ? name : "date", down: way !== "up" };
  }

  /** All events in the order of a column; worked out once for each. */
  function orderBy(name) {
    orders[name] ??= makeOrder(COLUMNS[name].sort);
    return orders[name];
  }

  function makeOrder(valueOf) {
    const values = Array.from({ length: EB.events.n }, (_, row) => valueOf(row));
    let ranks = values;
    if (values.some((value) => typeof value === "string")) {
      const words = [...new Set(values)].sort(new Intl.Collator(undefined, { numeric: true }).compare);
      const rank = new Map(words.map((word, at) => [word, at]));
      ranks = values.map((value) => rank.get(value));
    }
    return Int32Array.from(values.keys()).sort((a, b) => ranks[a] - ranks[b] || a - b);
  }

  EB.showTable = () => {
    const { name, down } = sorting();
    const chosen = new Uint8Array(EB.events.n);
    for (const row of EB.selection.rows) chosen[row] = 1;
    const sorted = orderBy(name).filter((row) => chosen[row]);
    order = down ? sorted.reverse() : sorted;
    EB.tableOrder = order;
    EB.byId("table-count").textContent = EB.num(order.length);
    build();
    active = 0;
    parts.frame.scrollTop = 0;
    draw();
    showColumns();
  };

  function build() {
    const { name, down } = sorting();
    const frame = EB.byId("table");
    const heads = columns().map((column) => {
      const sorted = column === name ? (down ? "descending" : "ascending") : null;
      const arrow = EB.el("span", { class: "arrow", "aria-hidden": "true", text: sorted ? (down ? "▼" : "▲") : "" });
      const button = EB.button([EB.t(`columns.${column}`), arrow], () => sortBy(column), { title: EB.t("table.sort", { name: EB.t(`columns.${column}`) }) });
      return EB.el("th", { scope: "col", class: COLUMNS[column].number ? "num" : "", "aria-sort": sorted }, button);
    });
    const widths = columns().map((column) => {
      const col = EB.el("col");
      col.style.width = `${COLUMNS[column].width}px`;
      return col;
    });
    const body = EB.el("tbody");
    const caption = EB.el("caption", { class: "hidden-text", text: EB.t("table.count", { n: order.length }) });
    const head = EB.el("thead", {}, EB.el("tr", { "aria-rowindex": "1" }, heads));
    const table = EB.el("table", { class: "events", "aria-rowcount": String(order.length + 1) }, caption, EB.el("colgroup", {}, widths), head, body);
    table.style.minWidth = `${columns().reduce((sum, column) => sum + COLUMNS[column].width, 0)}px`;
    const focusHead = frame.contains(document.activeElement) && document.activeElement.closest("th") ? [...frame.querySelectorAll("th")].indexOf(document.activeElement.closest("th")) : -1;
    EB.replace(frame, table, order.length ? null : EB.el("p", { class: "empty", text: EB.t("table.empty") }));
    if (focusHead >= 0) frame.querySelectorAll("th button")[focusHead]?.focus();
    parts = { frame, body };
    if (frame.dataset.wired) return;
    frame.dataset.wired = "1";
    let waiting = false;
    frame.addEventListener("scroll", () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => { waiting = false; draw(); });
    }, { passive: true });
    frame.addEventListener("keydown", keys);
    frame.addEventListener("click", (event) => {
      const pressed = event.target.closest("tr[data-at]");
      if (pressed && !getSelection().toString()) open(Number(pressed.dataset.at));
    });
    matchMedia(PHONE).addEventListener("change", draw);
  }

  function sortBy(column) {
    const { name, down } = sorting();
    const way = column === name ? !down : ["date", "killed", "wounded", "sources", "confidence", "first_reported"].includes(column);
    EB.change({ sort: `${column}.${way ? "down" : "up"}` });
  }

  function draw() {
    const { frame, body } = parts;
    const height = rowHeight();
    const shown = Math.ceil(frame.clientHeight / height) + 2 * AROUND;
    const first = Math.max(0, Math.min(Math.floor(frame.scrollTop / height) - AROUND, order.length - shown));
    const last = Math.min(order.length, first + shown);
    const focused = body.contains(document.activeElement);
    const lines = [];
    for (let at = first; at < last; at++) lines.push(line(at));
    EB.replace(body, spacer(first * height), ...lines, spacer((order.length - last) * height));
    if (focused) focusActive();
  }

  function spacer(height) {
    if (!height) return null;
    const cell = EB.el("td", { colspan: String(columns().length) });
    cell.style.height = `${height}px`;
    return EB.el("tr", { class: "spacer", "aria-hidden": "true" }, cell);
  }

  function line(at) {
    const row = order[at];
    const cells = columns().map((column, number) => {
      const value = COLUMNS[column].show(row);
      const words = EB.el("bdi", { text: EB.shown(value, 160) });
      const content = number === 0 ? opener(at, row, words) : column === "type" ? [EB.glyph(get("event_type", row)), words] : words;
      return EB.el("td", { class: `c-${column}${COLUMNS[column].number ? " num" : ""}`, title: value.length > 18 ? EB.shown(value, 300) : null }, content);
    });
    const faded = EB.countable(row) || get("event_type", row) === "losses" ? "" : "beside";
    return EB.el("tr", { "aria-rowindex": String(at + 2), data: { at }, class: faded }, cells);
  }

  function opener(at, row, words) {
    const summary = EB.el("span", { class: "hidden-text", text: ` ${EB.shown(get("summary", row) ?? "", 160)}` });
    return EB.button([words, summary], (event) => { event.stopPropagation(); open(at); }, { class: "row-open", tabindex: at === active ? "0" : "-1" });
  }

  function open(at) {
    active = at;
    EB.openEvent(order[at]);
  }

  const STEPS = { ArrowDown: 1, ArrowUp: -1, PageDown: 12, PageUp: -12, Home: -Infinity, End: Infinity };

  function keys(event) {
    const step = STEPS[event.key];
    if (step === undefined || event.target.closest("th") || !order.length) return;
    event.preventDefault();
    const inside = parts.body.contains(document.activeElement);
    active = Math.max(0, Math.min(order.length - 1, inside ? active + step : active));
    const [top, height] = [active * rowHeight(), rowHeight()];
    const { frame } = parts;
    const head = frame.querySelector("thead").offsetHeight;
    if (top < frame.scrollTop) frame.scrollTop = top;
    else if (top + height + head > frame.scrollTop + frame.clientHeight) frame.scrollTop = top + height + head - frame.clientHeight;
    draw();
    focusActive();
  }

  function focusActive() {
    parts.body.querySelector(`tr[data-at="${active}"] .row-open`)?.focus({ preventScroll: true });
  }

  function showColumns() {
    const options = Object.keys(COLUMNS).map((column) => {
      const input = EB.el("input", { type: "checkbox", data: { column }, on: { change: () => toggleColumn(column) } });
      input.checked = columns().includes(column);
      return EB.el("label", { class: "option" }, input, EB.el("span", { text: EB.t(`columns.${column}`) }));
    });
    const focused = EB.byId("columns").contains(document.activeElement) ? document.activeElement.dataset.column : null;
    EB.replace(EB.byId("columns"), ...options);
    if (focused) EB.byId("columns").querySelector(`[data-column="${focused}"]`)?.focus();
  }

  function toggleColumn(column) {
    const chosen = columns().includes(column) ? columns().filter((name) => name !== column) : Object.keys(COLUMNS).filter((name) => name === column || columns().includes(name));
    EB.change({ cols: chosen.join() === FIRST.join() || !chosen.length ? null : chosen });
  }

  EB.columnWords = (column, row) => COLUMNS[column].show(row);
  EB.shownColumns = columns;

  /** A small table; cells are text or elements. */
  EB.plainTable = (head, rows) => EB.el("table", { class: "plain" },
    EB.el("thead", {}, EB.el("tr", {}, head.map((name) => EB.el("th", { scope: "col" }, name)))),
    EB.el("tbody", {}, rows.map((cells) => EB.el("tr", {}, cells.map((cell, at) => EB.el(at ? "td" : "th", at ? {} : { scope: "row" }, cell))))));
})();
