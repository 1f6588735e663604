/* Behind a number: the events that make it, each with its value, its sentences and the links to the sources. */
"use strict";

(() => {
  const PAGE = 25;

  /** A number in a table that opens its rows. */
  EB.rowsButton = (rows, title, measure = null) => {
    if (!rows.length) return EB.el("span", { class: "muted", text: "0" });
    const text = EB.num(rows.length);
    return EB.button(text, () => EB.openRows({ title, value: text, rows, measure }), { class: "link", "aria-label": `${EB.shown(title, 80)}: ${text}` });
  };

  /** Opens a sheet; the words need the second part of the data, which may still be unpacking. */
  EB.openSheet = async (name) => {
    const dialog = EB.byId(`${name}-dialog`);
    if (!dialog.open) dialog.showModal();
    EB.byId(`${name}-body`).scrollTop = 0;
    await EB.detailReady;
    EB.byId(`${name}-heading`).focus({ preventScroll: true });
  };

  EB.closeSheet = (name) => EB.byId(`${name}-dialog`).close();

  EB.openRows = async ({ title, value, rows, measure = null }) => {
    EB.byId("rows-heading").textContent = EB.t("rows.title", { name: EB.shown(title, 120), value });
    const body = EB.byId("rows-body");
    const list = EB.el("ol", { class: "behind" });
    const more = EB.el("div", { class: "more" });
    EB.replace(body, measure ? EB.el("p", { class: "note", text: EB.t("rows.killed_note") }) : null, list, more);
    await EB.openSheet("rows");
    const sorted = measure ? [...rows].sort((a, b) => EB.lowerBound(b, measure) - EB.lowerBound(a, measure) || a - b) : [...rows].reverse();
    pages(list, more, sorted, (row) => eventItem(row, measure));
  };

  /** Adds items page by page. */
  function pages(list, more, rows, make) {
    const add = () => {
      const from = list.children.length;
      list.append(...rows.slice(from, from + PAGE).map(make));
      const shown = list.children.length;
      EB.replace(more, EB.el("p", { class: "muted", text: EB.t("rows.shown", { n: shown, all: rows.length }) }),
        shown < rows.length ? EB.button(EB.t("page.more"), () => { add(); list.children[from + PAGE]?.querySelector("button, a")?.focus(); }) : null);
    };
    add();
  }

  function eventItem(row, measure) {
    const toll = measure ? EB.toll(row, measure) : null;
    const value = toll ? EB.el("span", { class: "item-value", text: EB.range(toll.low, toll.high, toll.open) }) : null;
    const place = EB.placeName(row);
    const head = EB.el("div", { class: "item-head" }, value,
      EB.button(EB.el("span", {}, EB.glyph(EB.events.get("event_type", row)), EB.bdi(EB.events.get("summary", row) ?? EB.typeName(row), 240)),
        () => EB.openEvent(row), { class: "item-open" }),
      EB.el("p", { class: "item-facts" }, `${EB.when(row)} · ${EB.typeName(row)}`, place ? [" · ", EB.bdi(place, 80)] : null));
    const words = EB.mentionsOf(row).map(EB.mentionWords);
    return EB.el("li", {}, head, EB.el("div", { class: "item-words" }, words));
  }

  /** The articles, or the sources with their articles, of the selection. */
  EB.openReporters = async (kind) => {
    const { rows, reporters } = EB.facts;
    const count = reporters[kind].length;
    EB.byId("rows-heading").textContent = EB.t("rows.title", { name: EB.t(`numbers.${kind}`), value: EB.num(count) });
    const list = EB.el("ol", { class: "behind" });
    const more = EB.el("div", { class: "more" });
    EB.replace(EB.byId("rows-body"), list, more);
    await EB.openSheet("rows");
    const byArticle = eventsByArticle(rows);
    if (kind === "articles") {
      const sorted = [...reporters.articles].sort((a, b) => (EB.articles.get("published_at", b) ?? 0) - (EB.articles.get("published_at", a) ?? 0) || a - b);
      pages(list, more, sorted, (article) => articleItem(article, byArticle.get(article)));
      return;
    }
    const bySource = new Map();
    for (const [article, found] of byArticle) {
      const source = EB.articles.get("source", article);
      if (source === null) continue;
      if (!bySource.has(source)) bySource.set(source, new Set());
      for (const row of found) bySource.get(source).add(row);
    }
    const sorted = [...bySource].sort((a, b) => b[1].size - a[1].size || (a[0] < b[0] ? -1 : 1));
    pages(list, more, sorted, ([source, found]) => sourceItem(source, [...found]));
  };

  function eventsByArticle(rows) {
    const found = new Map();
    for (const row of rows) {
      for (const at of EB.sourcesOf(row)) {
        const article = EB.sources.get("a", at);
        if (article === null) continue;
        if (!found.has(article)) found.set(article, []);
        found.get(article).push(row);
      }
    }
    return found;
  }

  function articleItem(article, rows) {
    const title = EB.articles.get("title", article) ?? EB.articles.get("source", article) ?? "";
    const open = EB.button(EB.t("rows.article_count", { n: rows.length }), () => EB.openRows({ title, value: EB.num(rows.length), rows }), { class: "link" });
    return EB.el("li", {}, EB.articleLine(article), open);
  }

  function sourceItem(source, rows) {
    const open = EB.button(EB.t("rows.article_count", { n: rows.length }), () => EB.openRows({ title: source, value: EB.num(rows.length), rows }), { class: "link" });
    return EB.el("li", {}, EB.el("strong", {}, EB.bdi(source, 80)), " ", open);
  }

  EB.wireSheets = () => {
    for (const button of document.querySelectorAll("[data-close]")) button.addEventListener("click", () => EB.closeSheet(button.dataset.close));
    for (const dialog of document.querySelectorAll("dialog")) {
      dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    }
  };
})();
