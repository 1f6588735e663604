/* One event: what is known, how sharply, who claims how many, and the words of every article. */
"use strict";

(() => {
  const get = (name, row) => EB.events.get(name, row);

  /** Opens an event from a list; the address then names it. */
  EB.openEvent = (row) => {
    const id = get("event_id", row);
    if (EB.state.event === id) showCard();
    else EB.change({ event: id });
  };

  /** Shows or closes the card as the address says. */
  EB.showEvent = () => {
    if (EB.state.event) showCard();
    else if (EB.byId("card-dialog").open) EB.closeSheet("card");
  };

  EB.wireCard = () => {
    EB.byId("card-dialog").addEventListener("close", () => { if (EB.state.event) EB.change({ event: null }); });
    EB.byId("card-dialog").addEventListener("keydown", (event) => {
      if (event.target.closest("input, textarea, .scroll") || event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key === "ArrowLeft") step(-1);
      if (event.key === "ArrowRight") step(1);
    });
  };

  function step(by) {
    const at = EB.tableOrder.indexOf(EB.rowOfId.get(EB.state.event));
    const next = EB.tableOrder[at + by];
    if (at >= 0 && next !== undefined) EB.change({ event: get("event_id", next) }, { step: false });
  }

  async function showCard() {
    const row = EB.rowOfId.get(EB.state.event);
    const heading = EB.byId("card-heading");
    if (row === undefined) {
      heading.textContent = EB.t("card.heading");
      EB.replace(EB.byId("card-body"), EB.el("p", { text: EB.t("card.missing") }));
      EB.replace(EB.byId("card-tools"));
      EB.openSheet("card");
      return;
    }
    EB.replace(heading, EB.glyph(get("event_type", row)), EB.bdi(get("summary", row) ?? EB.typeName(row), 300));
    tools(row);
    await EB.openSheet("card");
    EB.replace(EB.byId("card-body"), facts(row),
      section("claims", EB.claimsTable(row)), section("mentions", EB.passageLegend(), mentions(row)), doubts(row), coded(row));
    EB.announce(heading.textContent);
  }

  function tools(row) {
    const at = EB.tableOrder.indexOf(row);
    const link = EB.button(EB.t("card.link"), () => EB.copy(location.href), { class: "quiet" });
    if (at < 0) return EB.replace(EB.byId("card-tools"), link);
    const mover = (by, name, mark) => EB.button(EB.el("span", { "aria-hidden": "true", text: mark }), () => step(by), {
      class: "quiet", "aria-label": EB.t(`card.${name}`), disabled: EB.tableOrder[at + by] === undefined,
    });
    const place = EB.el("span", { class: "muted", text: EB.t("card.position", { i: at + 1, n: EB.tableOrder.length }) });
    return EB.replace(EB.byId("card-tools"), mover(-1, "previous", "←"), place, mover(1, "next", "→"), link);
  }

  function section(name, ...content) {
    return EB.el("section", { class: `card-${name}` }, EB.el("h3", { text: EB.t(`card.${name}`) }), content);
  }

  function fact(name, ...content) {
    return EB.el("div", {}, EB.el("dt", { text: EB.t(`card.${name}`) }), EB.el("dd", {}, content));
  }

  function facts(row) {
    const who = [1, 2].map((n) => actor(row, n));
    const says = get("attribution", row);
    const definition = `${EB.className(get("event_type", row))}: ${EB.typeName(row)}`;
    const status = EB.word("status", get("status", row)) + (get("disputed", row) ? `. ${EB.t("card.disputed")}` : "");
    return EB.el("dl", { class: "card-facts" },
      fact("what", definition), fact("when", dateSentence(row)), fact("where", placeSentence(row)),
      fact("who", who[0], ` ${EB.t("actors.to")} `, who[1]),
      fact("status", status, ` · ${EB.word("temporal_role", get("temporal_role", row))}`),
      fact("says", says === null ? EB.t("card.outlet") : EB.bdi(says, 200)),
      fact("reported", reported(row)),
      fact("figures", tolls(row)),
      fact("confidence", confidence(row)));
  }

  function actor(row, n) {
    const name = get(`actor${n}_name`, row);
    if (name === null) return EB.el("span", { class: "muted", text: EB.t("actors.nobody") });
    const kind = EB.sideName(EB.sideOf(row, n));
    return EB.el("span", {}, EB.button(EB.bdi(name, 120), () => EB.openProfile("actor", name), { class: "link" }), EB.el("span", { class: "muted", text: ` (${kind})` }));
  }

  function dateSentence(row) {
    const [start, end] = [EB.start[row], EB.end[row]];
    const precision = get("time_precision", row);
    const sentences = [];
    if (Number.isNaN(start) && Number.isNaN(end)) return EB.t("sentences.date_none");
    if (Number.isNaN(end)) sentences.push(EB.t("sentences.date_open_end", { from: EB.day(start) }));
    else if (Number.isNaN(start)) sentences.push(EB.t("sentences.date_open_start", { to: EB.day(end) }));
    else if (start === end) sentences.push(EB.t("sentences.date_day", { from: EB.day(start) }));
    else sentences.push(EB.t(precision === "day" ? "sentences.date_overnight" : "sentences.date_span", { from: EB.day(start), to: EB.day(end) }));
    sentences.push(EB.t("sentences.precision", { precision: EB.word("time_precision", precision).toLowerCase() }));
    const basis = get("date_basis", row);
    if (["stated", "resolved", "reported"].includes(basis)) sentences.push(EB.t(`sentences.basis_${basis}`));
    return sentences.join(" ");
  }

  function placeSentence(row) {
    const precision = get("geo_precision", row);
    const said = get("location_name", row);
    if (precision === null) return EB.t("sentences.geo_none");
    const name = EB.placeName(row) ?? EB.t("actors.unnamed");
    const areas = [get("admin2", row), get("admin1", row), get("country", row) && EB.country(get("country", row))];
    const parents = [...new Set(areas.filter((area) => area && area !== name))].join(", ");
    const known = ["exact", "settlement", "near", "admin2", "admin1", "region", "country", "unknown"].includes(precision) ? precision : "unknown";
    const sentence = EB.t(`sentences.geo_${known}`, { place: EB.shown(name, 120) });
    const inText = said && said !== name ? ` ${EB.t("sentences.in_text", { name: EB.shown(said, 120) })}` : "";
    return EB.el("bdi", { text: `${sentence}${parents ? ` (${EB.shown(parents, 200)})` : ""}${inText}` });
  }

  function reported(row) {
    const [first, last] = ["first_reported", "last_reported"].map((name) => get(name, row));
    const span = first === null ? EB.t("card.undated_article") : EB.span(EB.dayOfMinutes(first), EB.dayOfMinutes(last ?? first));
    return `${span} · ${EB.t("card.independent", { n: get("n_sources", row) ?? 0 })} · ${EB.t("lede.articles", { n: get("n_articles", row) ?? 0 })}`;
  }

  function tolls(row) {
    const measures = ["killed", "wounded", "captured", "casualties", "troops"];
    const found = measures.map((name) => [name, EB.toll(row, name)]).filter(([, toll]) => toll);
    if (!found.length) return EB.t("numbers.none");
    return found.map(([name, { low, high, open }]) => `${EB.word("measure", name)}: ${EB.range(low, high, open)}`).join(" · ");
  }

  function confidence(row) {
    const value = get("confidence", row) ?? 0;
    const level = value >= 0.75 ? "high" : value >= 0.5 ? "medium" : "low";
    return `${EB.t(`card.confidence_${level}`)} – ${EB.t("card.confidence_note", { value: EB.percent(value) })}`;
  }

  function mentions(row) {
    const copies = new Set(EB.sourcesOf(row).filter((at) => !EB.sources.get("independent", at)).map((at) => EB.sources.get("a", at)));
    return EB.mentionsOf(row).map((mention) => {
      const copy = copies.has(EB.mentions.get("a", mention)) ? EB.el("p", { class: "hint", text: EB.t("card.copy") }) : null;
      const other = differences(row, mention);
      const further = EB.locationsOf(mention).map((at) => EB.locations.get("location_name", at));
      return EB.el("article", { class: "mention" }, EB.mentionWords(mention), copy,
        other ? EB.el("p", { class: "hint" }, EB.el("bdi", { text: EB.t("card.says_else", { differences: other }) })) : null,
        further.length ? EB.el("p", { class: "hint" }, `${EB.t("card.further")}: `, EB.bdi(further.join(", "), 400)) : null);
    });
  }

  /** What a mention says otherwise than the event. */
  function differences(row, mention) {
    const found = [];
    const lists = { sub_event_type: "sub_event_type", status: "status", geo_precision: "geo_precision", temporal_role: "temporal_role" };
    const names = ["sub_event_type", "event_date", "event_date_end", "actor1_name", "actor2_name", "location_name", "geo_precision", "status", "temporal_role", "attribution"];
    for (const name of names) {
      const [ours, theirs] = [get(name, row), EB.mentions.get(name, mention)];
      if (ours === theirs || theirs === null) continue;
      if (name.startsWith("event_date")) found.push(EB.day(theirs));
      else found.push(lists[name] ? EB.word(lists[name], theirs) : EB.shown(theirs, 80));
    }
    return [...new Set(found)].join(" · ");
  }

  function doubts(row) {
    const found = EB.mentionsOf(row).flatMap(EB.doubtsOf);
    if (!found.length) return null;
    const items = found.map((at) => EB.el("li", {}, EB.el("code", { text: EB.shown(EB.doubts.get("code", at) ?? "", 60) }), " ", EB.bdi(EB.doubts.get("detail", at) ?? "", 500)));
    return section("other_places", EB.el("ul", { class: "doubts" }, items));
  }

  /** Every column, code and all, for whoever wants to cite it. */
  function coded(row) {
    const names = Object.keys(EB.events.cols).filter((name) => name !== "summary" && get(name, row) !== null);
    const dates = { event_date: EB.isoDay, event_date_end: EB.isoDay, first_reported: stamp, last_reported: stamp };
    const items = names.map((name) => {
      const value = get(name, row);
      return EB.el("div", {}, EB.el("dt", {}, EB.el("code", { text: name })), EB.el("dd", {}, EB.bdi(dates[name] ? dates[name](value) : value, 200)));
    });
    return EB.el("details", { class: "coded" }, EB.el("summary", { text: EB.t("card.codes") }), EB.el("dl", { class: "facts" }, items));
  }

  const stamp = (minutes) => new Date(minutes * 60000).toISOString().slice(0, 16).replace("T", " ");
})();
