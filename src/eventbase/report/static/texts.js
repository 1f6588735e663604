/* Words and numbers: texts by key, plural forms, dates and figures as the reader's locale writes them. */
"use strict";

(() => {
  const DAY = 86400000;
  let texts = {};
  let plural;
  const formats = {};

  EB.loadTexts = (embedded) => {
    texts = embedded.texts;
    plural = new Intl.PluralRules(texts.language);
    EB.embedded = embedded;
  };

  /** The text at a dotted key; {names} are filled from `values`, plural forms chosen by `values.n`. */
  EB.t = (key, values = {}) => {
    let found = key.split(".").reduce((inner, part) => inner?.[part], texts);
    if (found === undefined) throw new Error(`no text ${key}`);
    if (typeof found === "object") found = found[plural.select(values.n)] ?? found.other;
    return found.replace(/\{(\w+)\}/g, (whole, name) => {
      const value = values[name];
      if (value === undefined) return whole;
      return typeof value === "number" ? EB.num(value) : value;
    });
  };

  /** A code in words; an unknown code stays as it is, an unknown value is said to be missing. */
  EB.word = (list, code) => {
    if (code === null || code === undefined || code === "") return EB.t("filters.no_value");
    const found = texts.codes[list]?.[code];
    return found === undefined ? EB.shown(code, 80) : found;
  };

  EB.country = (code) => (code ? (EB.embedded.countries[code] ?? code) : EB.t("filters.no_value"));

  function format(name, make) {
    formats[name] ??= make();
    return formats[name];
  }

  const dates = (name, options) => {
    return format(name, () => new Intl.DateTimeFormat(undefined, { timeZone: "UTC", ...options }));
  };

  EB.num = (value) => format("num", () => new Intl.NumberFormat()).format(value);

  EB.percent = (value) => format("percent", () => new Intl.NumberFormat(undefined, { style: "percent" })).format(value);

  const medium = () => dates("day", { day: "numeric", month: "short", year: "numeric" });
  const monthly = () => dates("month", { month: "long", year: "numeric" });

  EB.day = (day) => medium().format(day * DAY);
  EB.month = (day) => monthly().format(day * DAY);
  EB.shortMonth = (day) => dates("short", { month: "short", year: "2-digit" }).format(day * DAY);
  EB.year = (day) => dates("year", { year: "numeric" }).format(day * DAY);

  /** A day number as 2025-05-31, and back; null for anything that is no date. */
  EB.isoDay = (day) => new Date(day * DAY).toISOString().slice(0, 10);
  EB.parseDay = (text) => {
    if (!/^\d{4}-\d\d-\d\d$/.test(text ?? "")) return null;
    const time = Date.parse(`${text}T00:00:00Z`);
    return Number.isNaN(time) ? null : Math.round(time / DAY);
  };

  EB.dayOfMinutes = (minutes) => Math.floor(minutes / 1440);

  /** A span of days as short as it can be said: a day, "4–5 May 2025", "May 2025", "2025". */
  EB.span = (from, to) => {
    if (from === to) return EB.day(from);
    const [start, end] = [new Date(from * DAY), new Date((to + 1) * DAY)];
    const whole = start.getUTCDate() === 1 && end.getUTCDate() === 1;
    const months = (end.getUTCFullYear() - start.getUTCFullYear()) * 12 + end.getUTCMonth() - start.getUTCMonth();
    if (whole && months === 1) return EB.month(from);
    if (whole && months === 12 && start.getUTCMonth() === 0) return EB.year(from);
    if (whole) return monthly().formatRange(start, new Date(to * DAY));
    return medium().formatRange(start, new Date(to * DAY));
  };

  /** A range of a sum or a figure: "57–83", "57", "3 or more". */
  EB.range = (low, high, open = false) => {
    if (low === null && high === null) return EB.t("numbers.none");
    if (open) return EB.t("numbers.at_least", { low });
    if (low === high) return EB.num(low);
    return EB.t("numbers.range", { low, high });
  };
})();
