/* Who against whom: pairs of actors by month. */
"use strict";

(() => {
  const PAIRS = 20;
  const MONTHS = 18;
  let shown = PAIRS;

  const byName = () => EB.state.group === "name";

  /** Pairs with their rows, most events first; events that name nobody are left out. */
  function pairs(rows) {
    const { values, codes } = EB.facets[byName() ? "npair" : "pair"];
    const lists = values.map(() => []);
    for (const row of rows) lists[codes[row]].push(row);
    return values.map((value, at) => [value, lists[at]]).filter(([value, found]) => found.length && value !== ">" && value !== "/>/")
      .sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
  }

  const monthOf = (row) => EB.binOf(row, "month");

  EB.showActors = () => {
    showGroups();
    const rows = [...EB.selection.rows];
    const groups = pairs(rows);
    const box = EB.byId("actors");
    if (!groups.length) {
      EB.replace(box, EB.el("p", { class: "empty", text: EB.t("actors.none") }));
      return;
    }
    const months = monthsOf(rows);
    const most = Math.max(1, ...groups.slice(0, shown).flatMap(([, found]) => [...countMonths(found, months).values()].map((list) => list.length)));
    const body = groups.slice(0, shown).map(([pair, found]) => line(pair, found, months, most));
    const table = EB.el("table", { class: "dyads" }, head(months), EB.el("tbody", {}, body));
    const rest = groups.length - shown;
    EB.replace(box, table, rest > 0 ? EB.el("p", { class: "more" }, EB.t("actors.more", { n: rest }), " ", EB.button(EB.t("page.more"), () => { shown += 40; EB.showActors(); })) : null);
  };

  EB.fewerActors = () => { shown = PAIRS; };

  /** The last months that have events, all between the first and the last of them. */
  function monthsOf(rows) {
    let [first, last] = [Infinity, -Infinity];
    for (const row of rows) {
      const month = monthOf(row);
      if (month === null) continue;
      if (month < first) first = month;
      if (month > last) last = month;
    }
    if (first === Infinity) return [];
    const room = matchMedia("(max-width: 640px)").matches ? 6 : MONTHS;
    const all = EB.bins(first, last, "month");
    return all.slice(-room);
  }

  function countMonths(rows, months) {
    const found = new Map(months.map((month) => [month, []]));
    for (const row of rows) found.get(monthOf(row))?.push(row);
    return found;
  }

  function head(months) {
    const names = months.map((month) => EB.el("th", { scope: "col", class: "month" }, EB.shortMonth(month)));
    return EB.el("thead", {}, EB.el("tr", {}, EB.el("th", { scope: "col", text: EB.t("actors.dyad") }),
      EB.el("th", { scope: "col", class: "num", text: EB.t("actors.total") }), EB.el("th", { scope: "col", class: "num", text: EB.t("actors.killed") }), names));
  }

  function line(pair, rows, months, most) {
    const [first, second] = pair.split(">");
    const killed = EB.sum(rows, "killed");
    const title = EB.valueName(byName() ? "npair" : "pair", pair);
    const cells = [...countMonths(rows, months)].map(([month, found]) => cell(title, month, found, most));
    const toll = killed.low === null ? "" : EB.button(EB.range(killed.low, killed.high, killed.open), () => {
      EB.openRows({ title: `${title}, ${EB.t("numbers.killed")}`, value: EB.range(killed.low, killed.high, killed.open), rows: killed.rows, measure: "killed" });
    }, { class: "link" });
    return EB.el("tr", {}, EB.el("th", { scope: "row" }, side(first), EB.el("span", { class: "arrow", text: ` ${EB.t("actors.to")} ` }), side(second)),
      EB.el("td", { class: "num" }, EB.rowsButton(rows, title)), EB.el("td", { class: "num" }, toll), cells);
  }

  function side(value) {
    const words = byName() ? value || EB.t("actors.nobody") : EB.sideName(value);
    if (!value || value === "/") return EB.el("span", { class: "muted", text: EB.t("actors.nobody") });
    return EB.button(EB.bdi(words, 60), () => EB.openProfile(byName() ? "actor" : "side", value), { class: "link" });
  }

  function cell(title, month, rows, most) {
    const n = rows.length;
    const box = EB.el("td", { class: "month" });
    if (!n) return box;
    const strength = Math.sqrt(n / most);
    box.style.setProperty("--strength", String(Math.round(10 + 90 * strength)));
    const label = EB.t("actors.month_cell", { pair: EB.shown(title, 120), month: EB.month(month), n });
    box.append(EB.button(EB.num(n), () => EB.openRows({ title: `${title}, ${EB.month(month)}`, value: EB.num(n), rows }), { "aria-label": label }));
    return box;
  }

  function showGroups() {
    const buttons = ["side", "name"].map((group) => {
      const chosen = (EB.state.group ?? "side") === group;
      return EB.button(EB.t(`actors.group_${group}`), () => EB.change({ group: group === "side" ? null : group }), { "aria-pressed": String(chosen) });
    });
    EB.replace(EB.byId("actors-group"), ...buttons);
  }
})();
