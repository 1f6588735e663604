/* The top of the page: a sentence and the numbers of the selection. Each number opens the rows behind it. */
"use strict";

(() => {
  EB.showNumbers = () => {
    const rows = [...EB.selection.rows];
    const facts = {
      rows,
      killed: EB.sum(rows, "killed"),
      wounded: EB.sum(rows, "wounded"),
      reporters: EB.reporters(rows),
    };
    EB.facts = facts;
    showLede(facts);
    EB.replace(EB.byId("numbers"), ...numbers(facts));
    showBeside();
  };

  function showLede({ rows, killed, wounded, reporters }) {
    const lede = EB.byId("lede");
    if (!rows.length) {
      lede.textContent = EB.t("lede.none");
      return;
    }
    const values = {
      events: EB.t("lede.events", { n: rows.length }),
      articles: EB.t("lede.articles", { n: reporters.articles.length }),
      sources: EB.t("lede.sources", { n: reporters.sources.length }),
    };
    const sharp = rows.filter(EB.isSharp);
    const [from, to] = EB.extent(sharp.length ? sharp : rows);
    const less = rows.length - sharp.length;
    values.less = sharp.length && less ? EB.t("lede.less", { n: less }) : "";
    if (from !== null) values.period = EB.t(from === to ? "lede.day" : "lede.period", { from: EB.day(from), to: EB.day(to) });
    const sentence = EB.t(from === null ? "lede.sentence_undated" : "lede.sentence", values);
    const people = killed.low === null && wounded.low === null ? EB.t("lede.no_toll") : EB.t("lede.toll", {
      killed: EB.range(killed.low, killed.high, killed.open), wounded: EB.range(wounded.low, wounded.high, wounded.open),
    });
    lede.textContent = `${sentence} ${people}`;
  }

  function number(name, value, note, open, extra = "") {
    const text = typeof value === "number" ? EB.num(value) : value;
    const content = [
      EB.el("span", { class: "value", text }), EB.el("span", { class: "name", text: EB.t(`numbers.${name}`) }),
      EB.el("span", { class: "of", text: note }),
    ];
    return EB.el("li", { class: extra, data: { number: name } }, open ? EB.button(content, open) : EB.el("div", {}, content));
  }

  function toll(name, sum) {
    const value = sum.low === null ? "–" : EB.range(sum.low, sum.high, sum.open);
    const note = sum.low === null ? EB.t("numbers.none") : EB.t("numbers.from_events", { n: sum.rows.length });
    const open = sum.rows.length ? () => EB.openRows({ title: EB.t(`numbers.${name}`), value, rows: sum.rows, measure: name }) : null;
    return number(name, value, note, open, "toll");
  }

  function plain(name, rows, note) {
    const open = rows.length ? () => EB.openRows({ title: EB.t(`numbers.${name}`), value: EB.num(rows.length), rows }) : null;
    return number(name, rows.length, note, open);
  }

  function numbers({ rows, killed, wounded, reporters }) {
    const { totals, since } = EB.embedded;
    const of = (n) => EB.t("numbers.of", { n });
    const isUndated = (row) => Number.isNaN(EB.start[row]) && Number.isNaN(EB.end[row]);
    const fresh = EB.isNew
      ? plain("new", rows.filter((row) => EB.isNew[row]), since ? EB.t("numbers.new_since", { day: EB.day(EB.parseDay(since)) }) : "")
      : number("new", "–", EB.t("numbers.new_first"), null);
    return [
      plain("events", rows, of(EB.events.n)),
      toll("killed", killed),
      toll("wounded", wounded),
      number("sources", reporters.sources.length, of(totals.sources), () => EB.openReporters("sources"), ""),
      number("articles", reporters.articles.length, of(totals.articles), () => EB.openReporters("articles")),
      fresh,
      plain("undated", rows.filter(isUndated), ""),
      plain("unplaced", rows.filter((row) => !EB.hasPlace(row)), ""),
      plain("disputed", rows.filter((row) => EB.events.get("disputed", row)), ""),
    ];
  }

  /** What the first view leaves out: one press shows those events instead. */
  function showBeside() {
    const chips = [];
    const add = (key, facet, value, changes) => {
      if (EB.state[facet].includes(value)) return;
      const at = EB.facets[facet].values.indexOf(value);
      const n = at < 0 ? 0 : EB.selection.counts[facet][at];
      if (n) chips.push(EB.button(EB.t(`numbers.${key}`, { n }), () => EB.change(changes), { class: "link" }));
    };
    for (const status of ["planned", "alleged", "denied", "hypothetical"]) add(`status_${status}`, "status", status, { status: [status] });
    add("background", "role", "background", { role: ["background"] });
    const separated = chips.flatMap((chip, at) => (at ? [", ", chip] : [chip]));
    EB.replace(EB.byId("beside"), ...(chips.length ? [`${EB.t("numbers.beside")} `, ...separated, ". ", EB.t("numbers.beside_note")] : []));
  }
})();
