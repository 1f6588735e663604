/* The selection for other programs: CSV, and the line that gives the same rows in DuckDB, R or Python. */
"use strict";

(() => {
  const COLUMN = {
    country: "country", place: "place_id", status: "status", role: "temporal_role", basis: "date_basis",
    time: "time_precision", geo: "geo_precision",
  };
  const FLAGS = {
    disputed: "disputed", undated: "event_date IS NULL AND event_date_end IS NULL", unplaced: "geo_precision IS NULL",
    killed: "coalesce(killed_low, killed_best, killed_high) IS NOT NULL",
    wounded: "coalesce(wounded_low, wounded_best, wounded_high) IS NOT NULL",
  };
  const SIDE = (n) => `concat(actor${n}_country, '/', actor${n}_type)`;
  const SEARCHED = ["summary", "actor1_name", "actor2_name", "location_name", "admin1", "admin2", "attribution"];

  const quote = (value) => `'${String(value).replace(/'/g, "''")}'`;
  const list = (values) => values.map(quote).join(", ");

  /** `expression IN (…)`, with "not given" as NULL. */
  function among(expression, values) {
    const named = values.filter((value) => value !== EB.NONE);
    const parts = named.length ? [`${expression} IN (${list(named)})`] : [];
    if (values.includes(EB.NONE)) parts.push(`${expression} IS NULL`);
    return parts.join(" OR ");
  }

  const CLAUSES = {
    type: (values) => {
      const classes = values.filter((value) => value.startsWith("@")).map((value) => value.slice(1));
      const types = values.filter((value) => !value.startsWith("@"));
      return [classes.length && among("event_type", classes), types.length && among("sub_event_type", types)].filter(Boolean).join(" OR ");
    },
    actor: (values) => either(values, "actor1_name", "actor2_name", "actor1_name IS NULL AND actor2_name IS NULL"),
    side: (values) => either(values, SIDE(1), SIDE(2), `${SIDE(1)} = '/' AND ${SIDE(2)} = '/'`),
    pair: (values) => `concat(${SIDE(1)}, '>', ${SIDE(2)}) IN (${list(values)})`,
    npair: (values) => `concat(actor1_name, '>', actor2_name) IN (${list(values)})`,
    admin1: (values) => among("CASE WHEN admin1 IS NOT NULL THEN concat(country, '/', admin1) END", values),
    source: (values) => sources(values),
    flag: (values) => values.map(flag).join(" OR "),
  };

  function either(values, first, second, none) {
    const named = values.filter((value) => value !== EB.NONE);
    const parts = named.length ? [`${first} IN (${list(named)})`, `${second} IN (${list(named)})`] : [];
    if (values.includes(EB.NONE)) parts.push(`(${none})`);
    return parts.join(" OR ");
  }

  function sources(values) {
    const named = values.filter((value) => value !== EB.NONE);
    const from = "SELECT event_id FROM event_sources JOIN articles USING (article_id) WHERE articles.source";
    const parts = named.length ? [`event_id IN (${from} IN (${list(named)}))`] : [];
    if (values.includes(EB.NONE)) parts.push(`event_id NOT IN (${from} IS NOT NULL)`);
    return parts.join(" OR ");
  }

  function flag(value) {
    if (value !== "new") return value === EB.NONE ? `NOT (${Object.values(FLAGS).map((sql) => `(${sql})`).join(" OR ")})` : `(${FLAGS[value] ?? "false"})`;
    const ids = Array.from({ length: EB.events.n }, (_, row) => row).filter((row) => EB.isNew?.[row]);
    return ids.length ? `event_id IN (${list(ids.map((row) => EB.events.get("event_id", row)))})` : "false";
  }

  function word(text) {
    const has = (expression) => `contains(lower(${expression}), ${quote(text)})`;
    return [
      has(`concat_ws(chr(10), ${SEARCHED.join(", ")})`),
      `event_id IN (SELECT event_id FROM mentions JOIN evidence USING (mention_id) WHERE ${has("quote")})`,
      `event_id IN (SELECT event_id FROM mentions JOIN figures USING (mention_id) WHERE ${has("quote")})`,
      `event_id IN (SELECT event_id FROM event_sources JOIN articles USING (article_id) WHERE ${has("title")} OR ${has("articles.source")})`,
    ].join("\n       OR ");
  }

  function period({ from, to, touch }) {
    const parts = [];
    if (!from && !to) return parts;
    if (touch) {
      parts.push("event_date IS NOT NULL OR event_date_end IS NOT NULL");
      if (from) parts.push(`event_date_end IS NULL OR event_date_end >= DATE ${quote(from)}`);
      if (to) parts.push(`event_date IS NULL OR event_date <= DATE ${quote(to)}`);
    } else {
      if (from) parts.push(`event_date >= DATE ${quote(from)}`);
      if (to) parts.push(`event_date_end <= DATE ${quote(to)}`);
    }
    return parts;
  }

  /** The query for the published database that gives the rows shown. */
  EB.sql = () => {
    const { state } = EB;
    const parts = period(state);
    for (const key of EB.facetKeys) {
      if (state[key].length) parts.push(CLAUSES[key] ? CLAUSES[key](state[key]) : among(COLUMN[key], state[key]));
    }
    if (state.conf) parts.push(`confidence >= ${Number(state.conf)}`);
    for (const text of EB.searchWords(state.q)) parts.push(word(text));
    const where = parts.map((part) => `(${part})`).join("\n  AND ");
    return `SELECT * FROM events${where ? `\nWHERE ${where}` : ""}\nORDER BY event_date NULLS LAST, event_date_end NULLS LAST, event_id`;
  };

  EB.rLine = () => {
    const sql = EB.sql().replace(/\\/g, "\\\\").replace(/"/g, '\\"');
    return `events <- DBI::dbGetQuery(DBI::dbConnect(duckdb::duckdb(), "${EB.embedded.dialect.database}", read_only = TRUE), "${sql}")\n`;
  };

  EB.pythonLine = () => {
    const sql = EB.sql().replace(/\\/g, "\\\\").replace(/"""/g, '\\"\\"\\"');
    return `import eventbase, polars\n\nevents = polars.DataFrame(eventbase.connect("${EB.embedded.dialect.database}").sql("""${sql}"""))\n`;
  };

  /* CSV */

  const DATES = new Set(["event_date", "event_date_end"]);
  const TIMES = new Set(["first_reported", "last_reported"]);

  function cell(name, row) {
    const value = EB.events.get(name, row);
    if (value === null) return "";
    if (DATES.has(name)) return EB.isoDay(value);
    if (TIMES.has(name)) return new Date(value * 60000).toISOString().slice(0, 19);
    if (name === "disputed") return value ? "true" : "false";
    if (typeof value === "number") return String(value);
    // A spreadsheet would run a text that begins like a formula.
    const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  }

  EB.csv = () => {
    const names = Object.keys(EB.events.cols).filter((name) => name !== "place_name");
    const lines = [names.join(",")];
    for (const row of EB.tableOrder) lines.push(names.map((name) => cell(name, row)).join(","));
    return `${lines.join("\r\n")}\r\n`;
  };

  function download() {
    const link = EB.el("a", { download: EB.t("table.file") });
    link.href = URL.createObjectURL(new Blob(["\uFEFF", EB.csv()], { type: "text/csv" }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  /** Copies text; without the clipboard (a page from disk may have none) through a field that is selected. */
  EB.copy = async (text) => {
    EB.copied = text;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const field = EB.el("textarea", { class: "hidden-text", "aria-hidden": "true" });
      field.value = text;
      (document.querySelector("dialog[open]") ?? document.body).append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    EB.toast(EB.t("page.copied"));
  };

  EB.toast = (text) => {
    document.querySelector(".toast")?.remove();
    const toast = EB.el("p", { class: "toast", "aria-hidden": "true", text });
    (document.querySelector("dialog[open]") ?? document.body).append(toast);
    setTimeout(() => toast.remove(), 1800);
    EB.announce(text);
  };

  EB.wireQueries = () => {
    EB.byId("download").addEventListener("click", download);
    const makers = { sql: () => `${EB.sql()};\n`, r: EB.rLine, python: EB.pythonLine };
    for (const button of document.querySelectorAll("[data-copy]")) {
      button.addEventListener("click", () => {
        EB.copy(makers[button.dataset.copy]());
        EB.byId("copy-menu").open = false;
        EB.byId("copy-menu").querySelector("summary").focus();
      });
    }
  };
})();
