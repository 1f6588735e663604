/* Sums over events: people killed and wounded as ranges, articles, sources, places. */
"use strict";

(() => {
  const HAPPENED = new Set(["occurred", "ongoing"]);
  const cache = {};

  /** Whether an event counts as having happened, and is no total that covers other events. */
  EB.countable = (row) => {
    return HAPPENED.has(EB.events.get("status", row)) && EB.events.get("event_type", row) !== "losses";
  };

  /** The range of one event as {low, high, open}, or null without a number. `open`: no upper bound is given. */
  EB.toll = (row, measure) => {
    const [low, best, high] = ["low", "best", "high"].map((bound) => EB.events.get(`${measure}_${bound}`, row));
    if (low === null && best === null && high === null) return null;
    return { low: low ?? best ?? 0, high: high ?? best ?? low, open: high === null && best === null };
  };

  function tolls(measure) {
    cache[measure] ??= Array.from({ length: EB.events.n }, (_, row) => (EB.countable(row) ? EB.toll(row, measure) : null));
    return cache[measure];
  }

  /** The sum over events that count: {low, high, open, rows}; low and high are null if no event gives a number. */
  EB.sum = (rows, measure) => {
    const known = tolls(measure);
    const total = { low: 0, high: 0, open: false, rows: [] };
    for (const row of rows) {
      const toll = known[row];
      if (!toll) continue;
      total.low += toll.low;
      total.high += toll.high;
      total.open ||= toll.open;
      total.rows.push(row);
    }
    return total.rows.length ? total : { low: null, high: null, open: false, rows: [] };
  };

  EB.lowerBound = (row, measure) => tolls(measure)[row]?.low ?? 0;

  /** Row numbers of the articles, and names of the sources, that report these events. */
  EB.reporters = (rows) => {
    const seen = new Uint8Array(EB.articles.n);
    const ofSource = EB.sources.cols.a;
    for (const row of rows) {
      for (let at = EB.sourceStarts[row]; at < EB.sourceStarts[row + 1]; at++) {
        if (ofSource[at] !== null) seen[ofSource[at]] = 1;
      }
    }
    const articles = [];
    const sources = new Set();
    seen.forEach((one, article) => {
      if (!one) return;
      articles.push(article);
      const source = EB.articles.get("source", article);
      if (source !== null) sources.add(source);
    });
    return { articles, sources: [...sources] };
  };

  /** First and last day of the dated events, [null, null] if there is none. */
  EB.extent = (rows) => {
    let [first, last] = [Infinity, -Infinity];
    for (const row of rows) {
      const start = Number.isNaN(EB.start[row]) ? EB.end[row] : EB.start[row];
      const end = Number.isNaN(EB.end[row]) ? EB.start[row] : EB.end[row];
      if (start < first) first = start;
      if (end > last) last = end;
    }
    return first === Infinity ? [null, null] : [first, last];
  };

  /** Values with their rows, largest group first. */
  EB.groupRows = (rows, keyOf) => {
    const groups = new Map();
    for (const row of rows) {
      const key = keyOf(row);
      if (key === null) continue;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(row);
    }
    return [...groups].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
  };
})();
