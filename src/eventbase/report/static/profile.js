/* The profile of one actor: what it does, what it undergoes, with whom, where and when, within the selection. */
"use strict";

(() => {
  const get = (name, row) => EB.events.get(name, row);

  const valueOf = (kind, row, n) => (kind === "actor" ? get(`actor${n}_name`, row) : EB.sideOf(row, n));

  /** `kind`: "actor" (a name) or "side" (country and kind). */
  EB.openProfile = async (kind, value) => {
    const rows = [...EB.selection.rows];
    const acts = rows.filter((row) => valueOf(kind, row, 1) === value);
    const undergoes = rows.filter((row) => valueOf(kind, row, 2) === value);
    const all = [...new Set([...acts, ...undergoes])];
    const title = EB.valueName(kind, value);
    EB.byId("profile-heading").textContent = EB.t("actors.profile_heading", { name: EB.shown(title, 120) });
    const show = EB.button(EB.t("actors.filter"), () => {
      EB.closeSheet("profile");
      for (const name of ["rows", "card"]) if (EB.byId(`${name}-dialog`).open) EB.closeSheet(name);
      EB.change({ [kind]: [value] });
    }, { class: "quiet" });
    EB.replace(EB.byId("profile-tools"), show);
    EB.replace(EB.byId("profile-body"),
      numbers(title, acts, undergoes),
      months(title, all),
      EB.el("div", { class: "profile-lists" },
        list("types", all, (row) => get("sub_event_type", row), (code) => EB.word("sub_event_type", code), title),
        list("with", all, (row) => other(kind, row, value), (name) => (kind === "side" ? EB.sideName(name) : name), title),
        list("places", all, (row) => get("admin1", row) ?? EB.placeName(row), (name) => name, title),
        kind === "side" ? names(value, all, title) : null));
    await EB.openSheet("profile");
  };

  function other(kind, row, value) {
    const found = valueOf(kind, row, valueOf(kind, row, 1) === value ? 2 : 1);
    return found === "/" ? null : found;
  }

  function numbers(title, acts, undergoes) {
    const items = [["acts", acts, "killed_by"], ["undergoes", undergoes, "killed_of"]].flatMap(([name, rows, deaths]) => {
      const killed = EB.sum(rows, "killed");
      const range = EB.range(killed.low, killed.high, killed.open);
      const open = killed.rows.length ? EB.button(range, () => EB.openRows({ title: `${title}, ${EB.t(`actors.${deaths}`)}`, value: range, rows: killed.rows, measure: "killed" }), { class: "link" }) : range;
      return [[name, EB.rowsButton(rows, `${title}, ${EB.t(`actors.${name}`)}`)], [deaths, open]];
    });
    return EB.el("dl", { class: "card-facts" }, items.map(([name, value]) => EB.el("div", {}, EB.el("dt", { text: EB.t(`actors.${name}`) }), EB.el("dd", {}, value))));
  }

  function bar(name, rows, most, title) {
    const fill = EB.el("span", { class: "bar", "aria-hidden": "true" });
    fill.style.setProperty("--share", `${Math.round((100 * rows.length) / most)}%`);
    return EB.el("li", {}, EB.el("span", { class: "bar-name" }, EB.bdi(name, 80)), fill, EB.rowsButton(rows, `${title}, ${name}`));
  }

  function list(key, rows, keyOf, nameOf, title) {
    const groups = EB.groupRows(rows, keyOf).slice(0, 8);
    if (!groups.length) return null;
    const most = groups[0][1].length;
    return EB.el("section", {}, EB.el("h3", { text: EB.t(`actors.${key}`) }),
      EB.el("ol", { class: "bars" }, groups.map(([value, found]) => bar(nameOf(value), found, most, title))));
  }

  function names(value, rows, title) {
    const pairs = new Map();
    for (const row of rows) {
      for (const n of [1, 2]) {
        const name = get(`actor${n}_name`, row);
        if (name === null || EB.sideOf(row, n) !== value) continue;
        if (!pairs.has(name)) pairs.set(name, []);
        pairs.get(name).push(row);
      }
    }
    const groups = [...pairs].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1)).slice(0, 8);
    if (!groups.length) return null;
    return EB.el("section", {}, EB.el("h3", { text: EB.t("actors.names") }),
      EB.el("ol", { class: "bars" }, groups.map(([name, found]) => bar(name, found, groups[0][1].length, title))));
  }

  function months(title, rows) {
    const groups = EB.groupRows(rows, (row) => EB.binOf(row, "month")).sort((a, b) => a[0] - b[0]);
    if (groups.length < 2) return null;
    const most = Math.max(...groups.map(([, found]) => found.length));
    const all = EB.bins(groups[0][0], groups[groups.length - 1][0], "month").slice(-36);
    const found = new Map(groups);
    const bars = all.map((month) => {
      const events = found.get(month) ?? [];
      const label = EB.t("actors.month_cell", { pair: EB.shown(title, 80), month: EB.month(month), n: events.length });
      const button = EB.button("", () => events.length && EB.openRows({ title: `${title}, ${EB.month(month)}`, value: EB.num(events.length), rows: events }), { "aria-label": label, title: `${EB.month(month)}: ${EB.num(events.length)}`, disabled: !events.length });
      button.style.setProperty("--share", `${(100 * events.length) / most}%`);
      return button;
    });
    const ends = EB.el("p", { class: "month-ends" }, EB.el("span", { text: EB.shortMonth(all[0]) }), EB.el("span", { text: EB.shortMonth(all[all.length - 1]) }));
    return EB.el("section", {}, EB.el("h3", { text: EB.t("actors.by_month") }), EB.el("div", { class: "month-bars", role: "group", "aria-label": EB.t("actors.by_month") }, bars), ends);
  }
})();
