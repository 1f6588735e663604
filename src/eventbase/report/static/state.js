/* The view that the reader has chosen, kept in the address after `#`, so that it can be shared and gone back from. */
"use strict";

(() => {
  EB.NONE = "(none)"; // stands for "not given" in filters

  const LISTS = [
    "type", "actor", "side", "pair", "npair", "country", "admin1", "place", "source",
    "status", "role", "basis", "time", "geo", "flag",
  ];
  const SINGLES = ["q", "from", "to", "touch", "conf", "by", "shade", "group", "sort", "event"];
  const DEFAULTS = { status: ["occurred", "ongoing"], role: ["new"] };

  EB.filterKeys = [...LISTS, "q", "from", "to", "conf"];
  EB.facetKeys = LISTS;

  function initial() {
    const state = { cols: null };
    for (const key of LISTS) state[key] = [...(DEFAULTS[key] ?? [])];
    for (const key of SINGLES) state[key] = null;
    return state;
  }

  EB.state = initial();

  const same = (a, b) => a.length === b.length && a.every((value) => b.includes(value));

  /** The state as the text after `#`; only what differs from the first view is written. */
  EB.hashOf = (state) => {
    const params = new URLSearchParams();
    for (const key of LISTS) {
      if (same(state[key], DEFAULTS[key] ?? [])) continue;
      if (state[key].length === 0) params.append(key, "*");
      for (const value of state[key]) params.append(key, value);
    }
    for (const key of SINGLES) if (state[key] !== null && state[key] !== "") params.set(key, state[key]);
    if (state.cols) params.set("cols", state.cols.join(","));
    return params.toString();
  };

  EB.stateOf = (hash) => {
    const params = new URLSearchParams(hash.replace(/^#/, ""));
    const state = initial();
    for (const key of LISTS) {
      if (params.has(key)) state[key] = params.getAll(key).filter((value) => value !== "*");
    }
    for (const key of SINGLES) state[key] = params.get(key);
    for (const key of ["from", "to"]) if (EB.parseDay(state[key]) === null) state[key] = null;
    if (!(Number(state.conf) > 0 && Number(state.conf) <= 1)) state.conf = null;
    state.cols = params.get("cols")?.split(",") ?? null;
    return state;
  };

  EB.isDefault = (key) => same(EB.state[key], DEFAULTS[key] ?? []);

  /** Changes part of the view. `step` false: typing and the like, which make no step for the back button. */
  EB.change = (changes, { step = true } = {}) => {
    EB.state = { ...EB.state, ...changes };
    const address = `#${EB.hashOf(EB.state)}`;
    if (address !== (location.hash || "#")) history[step ? "pushState" : "replaceState"](null, "", address);
    EB.changed(Object.keys(changes));
  };

  /** Adds or removes one value of a list filter. */
  EB.toggle = (key, value) => {
    const values = EB.state[key];
    EB.change({ [key]: values.includes(value) ? values.filter((other) => other !== value) : [...values, value] });
  };

  EB.reset = () => {
    const { by, shade, group, sort, cols } = EB.state;
    EB.change({ ...initial(), by, shade, group, sort, cols });
  };

  EB.clearFilters = () => {
    const changes = { touch: null };
    for (const key of LISTS) changes[key] = [];
    for (const key of ["q", "from", "to", "conf"]) changes[key] = null;
    EB.change(changes);
  };

  EB.readAddress = () => {
    EB.state = EB.stateOf(location.hash);
  };
})();
