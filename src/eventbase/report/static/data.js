/* The tables as columns, and what belongs to an event. Rows are numbers; `EB.events.get("country", 7)` is a value. */
"use strict";

(() => {
  class Table {
    constructor(packed) {
      this.n = packed.n;
      this.cols = packed.cols;
    }

    has(name) {
      return this.cols[name] !== undefined;
    }

    get(name, row) {
      const column = this.cols[name];
      if (column === null || column === undefined) return null;
      if (Array.isArray(column)) return column[row];
      const at = column.i[row];
      return at === null ? null : column.d[at];
    }

    /** Distinct values and the number of each row's value in them; NULL is the value null. */
    coded(name) {
      this.known ??= {};
      this.known[name] ??= this.code(name);
      return this.known[name];
    }

    code(name) {
      const column = this.cols[name];
      if (column === null || column === undefined) return { values: [null], codes: new Int32Array(this.n) };
      if (Array.isArray(column)) return code(column);
      return { values: [...column.d, null], codes: Int32Array.from(column.i, (v) => (v === null ? column.d.length : v)) };
    }

    numbers(name, missing = NaN) {
      return Float64Array.from({ length: this.n }, (_, row) => this.get(name, row) ?? missing);
    }
  }

  function code(column) {
    const numbers = new Map();
    const codes = Int32Array.from(column, (value) => {
      if (!numbers.has(value)) numbers.set(value, numbers.size);
      return numbers.get(value);
    });
    return { values: [...numbers.keys()], codes };
  }

  EB.code = code;

  /** Where each parent's children begin; children are sorted by parent. */
  function offsets(table, key, parents) {
    const starts = new Int32Array(parents + 1);
    for (let row = 0; row < table.n; row++) starts[table.get(key, row) + 1]++;
    for (let parent = 0; parent < parents; parent++) starts[parent + 1] += starts[parent];
    return starts;
  }

  function children(starts, parent) {
    const rows = [];
    for (let row = starts[parent]; row < starts[parent + 1]; row++) rows.push(row);
    return rows;
  }

  EB.loadCore = (core) => {
    EB.events = new Table(core.events);
    EB.articles = new Table(core.articles);
    EB.articles.ids = core.articles.ids;
    EB.sources = new Table(core.sources);
    EB.activity = new Table(core.activity);
    EB.shapes = core.shapes;
    EB.isNew = core.new === null ? null : new Uint8Array(EB.events.n);
    for (const row of core.new ?? []) EB.isNew[row] = 1;
    EB.sourceStarts = offsets(EB.sources, "e", EB.events.n);
    EB.sourcesOf = (event) => children(EB.sourceStarts, event);
    EB.start = EB.events.numbers("event_date");
    EB.end = EB.events.numbers("event_date_end");
    EB.rowOfId = new Map(Array.from({ length: EB.events.n }, (_, row) => [EB.events.get("event_id", row), row]));
  };

  EB.loadDetail = (detail) => {
    for (const name of ["mentions", "passages", "claims", "locations", "doubts"]) EB[name] = new Table(detail[name]);
    const byEvent = { mentions: offsets(EB.mentions, "e", EB.events.n), claims: offsets(EB.claims, "e", EB.events.n) };
    const byMention = {};
    for (const name of ["passages", "locations", "doubts"]) byMention[name] = offsets(EB[name], "m", EB.mentions.n);
    EB.mentionsOf = (event) => children(byEvent.mentions, event);
    EB.claimsOf = (event) => children(byEvent.claims, event);
    EB.passagesOf = (mention) => children(byMention.passages, mention);
    EB.locationsOf = (mention) => children(byMention.locations, mention);
    EB.doubtsOf = (mention) => children(byMention.doubts, mention);
  };

  /** The name of an event's place, best first: gazetteer, text, nothing. */
  EB.placeName = (row) => {
    const get = (name) => EB.events.get(name, row);
    return get("place_name") ?? get("location_name");
  };

  /** An event's date in the fewest words. */
  EB.when = (row) => {
    const [start, end] = [EB.start[row], EB.end[row]];
    if (Number.isNaN(start) && Number.isNaN(end)) return EB.t("numbers.no_date");
    if (Number.isNaN(end)) return EB.t("filters.since", { day: EB.day(start) });
    if (Number.isNaN(start)) return EB.t("filters.until", { day: EB.day(end) });
    return EB.span(start, end);
  };
})();
