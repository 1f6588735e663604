/* Which events the filters let through, and how many each value of each filter would give. */
"use strict";

(() => {
  const facets = {};
  const masks = {};
  const keys = [...EB.facetKeys, "q", "conf"];
  let haystacks = null;

  const get = (name, row) => EB.events.get(name, row);
  const side = (row, n) => `${get(`actor${n}_country`, row) ?? ""}/${get(`actor${n}_type`, row) ?? ""}`;
  const admin1 = (row) => (get("admin1", row) === null ? null : `${get("country", row) ?? ""}/${get("admin1", row)}`);

  EB.sideOf = side;

  /** A filter whose events have one value each. */
  function single(valueOf) {
    const coded = EB.code(Array.from({ length: EB.events.n }, (_, row) => valueOf(row) ?? EB.NONE));
    return { values: coded.values, codes: coded.codes, starts: null };
  }

  function column(name) {
    const { values, codes } = EB.events.coded(name);
    return { values: values.map((value) => value ?? EB.NONE), codes, starts: null };
  }

  /** A filter whose events have several values, or none. */
  function multiple(valuesOf) {
    const flat = [];
    const starts = new Int32Array(EB.events.n + 1);
    for (let row = 0; row < EB.events.n; row++) {
      const values = valuesOf(row);
      if (!values.length) flat.push(EB.NONE);
      values.forEach((value, at) => { if (values.indexOf(value) === at) flat.push(value); });
      starts[row + 1] = flat.length;
    }
    const coded = EB.code(flat);
    return { values: coded.values, codes: coded.codes, starts };
  }

  function flags(row) {
    const found = [];
    if (get("disputed", row)) found.push("disputed");
    if (EB.isNew?.[row]) found.push("new");
    if (Number.isNaN(EB.start[row]) && Number.isNaN(EB.end[row])) found.push("undated");
    if (!EB.hasPlace(row)) found.push("unplaced");
    if (EB.toll(row, "killed")) found.push("killed");
    if (EB.toll(row, "wounded")) found.push("wounded");
    return found;
  }

  /** Whether an event has a place at all. */
  EB.hasPlace = (row) => get("geo_precision", row) !== null;

  function types() {
    const [type, classes] = [column("sub_event_type"), EB.events.coded("event_type")];
    type.classOf = new Map();
    for (let row = 0; row < EB.events.n; row++) type.classOf.set(type.values[type.codes[row]], classes.values[classes.codes[row]]);
    return type;
  }

  const named = (values) => values.filter((value) => value !== null && value !== "/");

  /* Each filter's values and their codes by event, made when they are first asked for. */
  const MAKERS = {
    type: types,
    actor: () => multiple((row) => named([get("actor1_name", row), get("actor2_name", row)])),
    side: () => multiple((row) => named([side(row, 1), side(row, 2)])),
    pair: () => single((row) => `${side(row, 1)}>${side(row, 2)}`),
    npair: () => single((row) => `${get("actor1_name", row) ?? ""}>${get("actor2_name", row) ?? ""}`),
    country: () => column("country"),
    admin1: () => single(admin1),
    place: () => column("place_id"),
    source: () => multiple((row) => named(EB.sourcesOf(row).map(EB.sourceName))),
    status: () => column("status"),
    role: () => column("temporal_role"),
    basis: () => column("date_basis"),
    time: () => column("time_precision"),
    geo: () => column("geo_precision"),
    flag: () => multiple(flags),
  };

  EB.facets = {};
  for (const [key, make] of Object.entries(MAKERS)) {
    Object.defineProperty(EB.facets, key, { get: () => { facets[key] ??= make(); return facets[key]; } });
  }

  EB.sourceName = (row) => EB.articles.get("source", EB.sources.get("a", row) ?? -1) ?? null;

  function facetMask(key) {
    const chosen = EB.state[key];
    if (!chosen.length) return null;
    const { values, codes, starts, classOf } = EB.facets[key];
    const wanted = Uint8Array.from(values, (value) => {
      return chosen.includes(value) || (classOf && chosen.includes(`@${classOf.get(value)}`)) ? 1 : 0;
    });
    const bits = new Uint8Array(EB.events.n);
    for (let row = 0; row < bits.length; row++) {
      if (!starts) bits[row] = wanted[codes[row]];
      else for (let at = starts[row]; at < starts[row + 1]; at++) bits[row] |= wanted[codes[at]];
    }
    return bits;
  }

  /** Everything that the search looks through: fields, titles and quotes, one a line. */
  function haystack(row) {
    const lines = ["summary", "actor1_name", "actor2_name", "location_name", "admin1", "admin2", "attribution"]
      .map((name) => get(name, row));
    for (const source of EB.sourcesOf(row)) {
      const article = EB.sources.get("a", source);
      if (article !== null) lines.push(EB.articles.get("title", article), EB.articles.get("source", article));
    }
    if (EB.mentionsOf) for (const mention of EB.mentionsOf(row)) lines.push(...EB.quotesOf(mention));
    return lines.filter(Boolean).join("\n").toLowerCase();
  }

  EB.searchWords = (q) => (q ?? "").toLowerCase().split(/\s+/).filter(Boolean);

  function searchMask() {
    const words = EB.searchWords(EB.state.q);
    if (!words.length) return null;
    EB.prepareSearch();
    return Uint8Array.from(haystacks, (text) => (words.every((word) => text.includes(word)) ? 1 : 0));
  }

  /** Gathers the texts once; again when the words of the articles have been unpacked. */
  EB.prepareSearch = () => {
    const words = Boolean(EB.mentionsOf);
    if (haystacks?.words === words) return;
    haystacks = Array.from({ length: EB.events.n }, (_, row) => haystack(row));
    haystacks.words = words;
  };

  function confidenceMask() {
    const least = Number(EB.state.conf ?? 0);
    return least ? Uint8Array.from({ length: EB.events.n }, (_, row) => (get("confidence", row) >= least ? 1 : 0)) : null;
  }

  function mask(key) {
    const wanted = `${EB.state[key]}${key === "q" ? Boolean(EB.mentionsOf) : ""}`;
    if (masks[key]?.wanted !== wanted) {
      const make = { q: searchMask, conf: confidenceMask }[key] ?? (() => facetMask(key));
      masks[key] = { wanted, bits: make() };
    }
    return masks[key].bits;
  }

  /** For each event: 2 wholly in the period, 1 perhaps, 0 not; without a period all are 2. */
  function periodGrades() {
    const [from, to] = [EB.parseDay(EB.state.from), EB.parseDay(EB.state.to)];
    const grades = new Uint8Array(EB.events.n).fill(2);
    if (from === null && to === null) return grades;
    for (let row = 0; row < grades.length; row++) grades[row] = grade(EB.start[row], EB.end[row], from, to);
    return grades;
  }

  function grade(start, end, from, to) {
    if (Number.isNaN(start) && Number.isNaN(end)) return 0;
    const inside = (from === null || start >= from) && (to === null || end <= to);
    if (inside) return 2;
    const touches = !(from !== null && end < from) && !(to !== null && start > to);
    return touches ? 1 : 0;
  }

  /** The selection: rows in the page's order, counts for each filter's values, and what a period leaves out. */
  EB.select = () => {
    const bits = keys.map(mask);
    const grades = periodGrades();
    const least = EB.state.touch ? 1 : 2;
    const rows = [];
    const fails = new Uint8Array(EB.events.n);
    const failed = new Int8Array(EB.events.n).fill(-1);
    bits.forEach((one, key) => {
      if (!one) return;
      for (let row = 0; row < fails.length; row++) {
        if (one[row]) continue;
        fails[row]++;
        failed[row] = key;
      }
    });
    const beside = { wider: 0, undated: 0 };
    for (let row = 0; row < fails.length; row++) {
      if (grades[row] >= least) {
        if (!fails[row]) rows.push(row);
        continue;
      }
      if (!fails[row] && grades[row] === 1) beside.wider++;
      if (!fails[row] && Number.isNaN(EB.start[row]) && Number.isNaN(EB.end[row])) beside.undated++;
      fails[row] = 2;
    }
    EB.selection = { rows: Int32Array.from(rows), n: rows.length, beside, counts: counts(fails, failed) };
    return EB.selection;
  };

  /** How many events each value would show if only its own filter were changed; counted when asked for. */
  function counts(fails, failed) {
    const found = {};
    EB.facetKeys.forEach((key, number) => {
      let sums = null;
      Object.defineProperty(found, key, { get: () => { sums ??= count(key, number, fails, failed); return sums; } });
    });
    return found;
  }

  function count(key, number, fails, failed) {
    const { values, codes, starts } = EB.facets[key];
    const sums = new Int32Array(values.length);
    for (let row = 0; row < fails.length; row++) {
      if (fails[row] > 1 || (fails[row] === 1 && failed[row] !== number)) continue;
      if (!starts) sums[codes[row]]++;
      else for (let at = starts[row]; at < starts[row + 1]; at++) sums[codes[at]]++;
    }
    return sums;
  }
})();
