/* Days into bars: which bars there are, and which events lie wholly in one. */
"use strict";

(() => {
  const DAY = 86400000;
  const LIMITS = { day: 95, week: 750, month: 8000 };
  const MOST_BARS = 1500;
  const NO_BIN = -2147483648;
  const known = {};
  const firstDays = { month: new Map(), year: new Map() };
  const DAYS = { day: 1, week: 7, month: 28, year: 365 };

  EB.units = ["day", "week", "month", "year"];

  /** The unit that the reader chose, or one that suits the days shown; never so small that bars get too many. */
  EB.unitFor = (first, last) => {
    const days = last - first + 1;
    const fits = EB.units.filter((unit) => days / DAYS[unit] <= MOST_BARS);
    if (fits.includes(EB.state.by)) return EB.state.by;
    return EB.units.find((unit) => days <= (LIMITS[unit] ?? Infinity));
  };

  /** First day of the bar that a day falls into; weeks begin on Monday. */
  EB.binStart = (day, unit) => {
    if (unit === "day") return day;
    if (unit === "week") return day - ((((day + 3) % 7) + 7) % 7);
    let start = firstDays[unit].get(day);
    if (start === undefined) {
      const date = new Date(day * DAY);
      start = Date.UTC(date.getUTCFullYear(), unit === "month" ? date.getUTCMonth() : 0, 1) / DAY;
      firstDays[unit].set(day, start);
    }
    return start;
  };

  EB.binNext = (start, unit) => {
    if (unit === "day") return start + 1;
    if (unit === "week") return start + 7;
    const date = new Date(start * DAY);
    return Date.UTC(date.getUTCFullYear() + (unit === "year" ? 1 : 0), date.getUTCMonth() + (unit === "month" ? 1 : 0), 1) / DAY;
  };

  const SHARP = new Set(["day", "week", "month"]);

  /** Whether an event is dated to a month or sharper. */
  EB.isSharp = (row) => SHARP.has(EB.events.get("time_precision", row)) && !Number.isNaN(EB.start[row]) && !Number.isNaN(EB.end[row]);

  /**
   * First and last day to draw: of the events dated to a month or sharper. A few that lie far from all others would
   * press the rest into a corner; they are left out and counted beside.
   */
  EB.drawnDays = (rows) => {
    const starts = Float64Array.from(rows).filter(EB.isSharp).map((row) => EB.start[row]).sort();
    if (!starts.length) return EB.extent(rows);
    const at = (share) => starts[Math.round((starts.length - 1) * share)];
    const [low, high] = [at(0.02), at(0.98)];
    const trim = starts.length >= 20 && at(1) - at(0) > 4 * Math.max(high - low, 30);
    const [from, to] = trim ? [low, high] : [at(0), at(1)];
    return [from, EB.extent(rows.filter((row) => EB.isSharp(row) && EB.start[row] >= from && EB.start[row] <= to))[1]];
  };

  EB.bins = (first, last, unit) => {
    const starts = [];
    for (let start = EB.binStart(first, unit); start <= last; start = EB.binNext(start, unit)) starts.push(start);
    return starts;
  };

  EB.binName = (start, unit) => {
    if (unit === "day") return EB.day(start);
    if (unit === "week") return EB.span(start, start + 6);
    return unit === "month" ? EB.month(start) : EB.year(start);
  };

  /**
   * The bar of an event: one that holds its whole span. An event of one night or 24 hours has precision `day` and
   * stands on the day that it began. Null for wider, open and undated events.
   */
  EB.binOf = (row, unit) => {
    const bin = EB.binsOf(unit)[row];
    return bin === NO_BIN ? null : bin;
  };

  /** The bars of all events, NO_BIN for none; worked out once for each unit. */
  EB.binsOf = (unit) => {
    known[unit] ??= Int32Array.from({ length: EB.events.n }, (_, row) => findBin(row, unit));
    return known[unit];
  };

  function findBin(row, unit) {
    const [start, end] = [EB.start[row], EB.end[row]];
    if (Number.isNaN(start) || Number.isNaN(end)) return NO_BIN;
    const bin = EB.binStart(start, unit);
    if (start === end || EB.events.get("time_precision", row) === "day") return bin;
    return EB.binStart(end, unit) === bin ? bin : NO_BIN;
  }
})();
