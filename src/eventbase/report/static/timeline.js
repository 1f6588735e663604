/* When: bars of events by type, lines for spans that no bar holds, and beneath them which sources were active. */
"use strict";

(() => {
  const DAY = 86400000;
  const LANES = 8;
  const SOURCES = 6;
  let drawn = null;

  const time = (day) => new Date(day * DAY).toISOString().slice(0, 10);

  /** Bars, spans and the undated of a selection. */
  function collect(rows) {
    const [first, last] = EB.drawnDays(rows);
    if (first === null) return null;
    const unit = EB.unitFor(first, last);
    const bins = EB.bins(first, last, unit);
    const at = new Map(bins.map((start, number) => [start, number]));
    const { values, codes } = EB.events.coded("event_type");
    const bars = new Map(EB.classes.map((name) => [name, new Int32Array(bins.length)]));
    const heights = values.map((name) => bars.get(name) ?? bars.get("other"));
    const byBin = bins.map(() => []);
    const spans = new Map();
    const [undated, beyond] = [[], []];
    for (const row of rows) {
      const bar = EB.binOf(row, unit);
      const bin = at.get(bar);
      if (bar !== null && bin === undefined) beyond.push(row);
      else if (bin !== undefined) {
        heights[codes[row]][bin]++;
        byBin[bin].push(row);
      } else if (Number.isNaN(EB.start[row]) && Number.isNaN(EB.end[row])) undated.push(row);
      else addSpan(spans, row);
    }
    return { unit, first, last, bins, bars, byBin, spans: [...spans.values()].sort(longest), undated, beyond };
  }

  function addSpan(spans, row) {
    const key = (EB.start[row] || 0) * 1e6 + (EB.end[row] || 0);
    const known = spans.get(key);
    if (known) known.rows.push(row);
    else spans.set(key, { start: EB.start[row], end: EB.end[row], rows: [row] });
  }

  const longest = (a, b) => b.rows.length - a.rows.length || (a.start || a.end) - (b.start || b.end);

  /** Lanes so that no two lines lie on each other: [{...span, lane}], as many as there is room for. */
  function inLanes({ spans, first, last }) {
    const ends = [];
    const placed = [];
    const within = spans.filter((span) => !(span.end < first) && !(span.start > last));
    const shown = within.slice(0, 60).map((span) => ({
      ...span, from: span.start >= first ? span.start : first, to: span.end <= last ? span.end : last,
    }));
    for (const span of shown.sort((a, b) => a.from - b.from || b.to - a.to)) {
      let lane = ends.findIndex((end) => end < span.from);
      if (lane < 0) lane = ends.length;
      if (lane >= LANES) continue;
      ends[lane] = span.to + 1;
      placed.push({ ...span, lane });
    }
    return { placed, lanes: ends.length };
  }

  function barTraces({ bins, bars, unit }) {
    const widths = bins.map((start) => (EB.binNext(start, unit) - start) * DAY * (bins.length > 150 ? 1 : 0.92));
    const middles = bins.map((start) => time((start + EB.binNext(start, unit)) / 2).slice(0, 10));
    const x = unit === "day" ? bins.map(time) : middles;
    return EB.classes.filter((name) => bars.get(name).some(Boolean)).map((name) => ({
      type: "bar", name: EB.className(name), x, y: Array.from(bars.get(name)), width: widths, yaxis: "y",
      marker: {
        color: EB.classColour(name), line: { width: 0 },
        pattern: { shape: EB.classHatch(name), bgcolor: EB.classColour(name), fgcolor: EB.ink("paper"), size: 5, solidity: 0.4 },
      },
      customdata: bins.map((start) => EB.binName(start, unit)),
      hovertemplate: "%{customdata}: %{y} " + EB.label(EB.className(name)) + "<extra></extra>",
    }));
  }

  /** Spans as lines, thicker for more events; an end that is open or out of sight is an arrow. One trace a thickness. */
  function spanTraces({ placed }) {
    const widths = [2, 4, 6];
    const widthOf = (span) => widths[Math.min(widths.length - 1, Math.floor(Math.log10(span.rows.length) * 2))];
    return widths.map((width) => spanTrace(placed.filter((span) => widthOf(span) === width), width)).filter(({ x }) => x.length);
  }

  function spanTrace(spans, width) {
    const ends = (first, last) => spans.flatMap((span) => [first(span), last(span), null]);
    const name = (span) => `${EB.label(EB.when(span.rows[0]))}: ${EB.t("lede.events", { n: span.rows.length })}`;
    const symbol = (day, drawnDay, arrow) => (day === drawnDay ? "line-ns" : arrow);
    return {
      type: "scatter", mode: "lines+markers", yaxis: "y2", connectgaps: false, hoverinfo: "text",
      x: ends((span) => time(span.from), (span) => time(span.to)), y: ends(({ lane }) => lane, ({ lane }) => lane),
      text: ends(name, name), meta: ends(({ rows }) => rows, ({ rows }) => rows), line: { color: EB.ink("span"), width },
      marker: {
        color: EB.ink("span"), size: 7, line: { width: 1.5, color: EB.ink("span") },
        symbol: ends((span) => symbol(span.start, span.from, "triangle-left"), (span) => symbol(span.end, span.to, "triangle-right")),
      },
    };
  }

  /** Articles read by source and bar: the busiest sources, then all others together. */
  function activity({ bins, unit }) {
    const at = new Map(bins.map((start, number) => [start, number]));
    const totals = new Map();
    const cells = new Map();
    for (let row = 0; row < EB.activity.n; row++) {
      const bin = at.get(EB.binStart(EB.activity.get("day", row), unit));
      if (bin === undefined) continue;
      const source = EB.activity.get("source", row) ?? EB.t("filters.no_value");
      const n = EB.activity.get("articles", row);
      totals.set(source, (totals.get(source) ?? 0) + n);
      if (!cells.has(source)) cells.set(source, new Int32Array(bins.length));
      cells.get(source)[bin] += n;
    }
    const names = [...totals].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name);
    const shown = names.slice(0, SOURCES).map((name) => ({ name, counts: cells.get(name) }));
    const rest = names.slice(SOURCES);
    if (rest.length) {
      const counts = new Int32Array(bins.length);
      for (const name of rest) cells.get(name).forEach((n, bin) => { counts[bin] += n; });
      shown.push({ name: EB.t("timeline.other_sources"), counts });
    }
    return shown;
  }

  function activityTrace(data, strips) {
    const { bins, unit } = data;
    const most = Math.max(1, ...strips.flatMap((strip) => [...strip.counts]));
    const edges = [...bins, EB.binNext(bins[bins.length - 1], unit)];
    const shift = unit === "day" ? 0.5 : 0;
    return {
      type: "heatmap", yaxis: "y3", showscale: false, zmin: 0, zmax: Math.sqrt(most), ygap: 2, xgap: 0,
      x: edges.map((day) => new Date((day - shift) * DAY).toISOString()),
      y: strips.map((_, number) => number),
      z: strips.map((strip) => Array.from(strip.counts, (n) => Math.sqrt(n))),
      text: strips.map((strip) => Array.from(strip.counts, (n, bin) => EB.label(`${strip.name}, ${EB.binName(bins[bin], unit)}: ${EB.num(n)}`))),
      hovertemplate: "%{text}<extra></extra>",
      colorscale: [[0, EB.ink("strip-0")], [1, EB.ink("strip-1")]],
    };
  }

  function layout(data, { lanes, strips, width }) {
    const small = width < 600;
    const font = { family: EB.ink("sans"), size: small ? 11 : 12, color: EB.ink("ink-2") };
    const [spanPx, stripPx] = [lanes ? Math.max(24, lanes * 10) : 0, Math.max(1, strips.length) * (small ? 13 : 15)];
    const [barPx, gap, axisPx] = [small ? 170 : 240, 10, 26];
    const total = barPx + spanPx + stripPx + gap + axisPx;
    const axis = { showgrid: false, zeroline: false, fixedrange: true, tickfont: font };
    return {
      height: total + 40, margin: { l: small ? 84 : 128, r: 8, t: 8, b: 8 }, barmode: "stack", bargap: 0, showlegend: false,
      paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", font, dragmode: "select", selectdirection: "h",
      hovermode: "closest", hoverlabel: { bgcolor: EB.ink("paper"), bordercolor: EB.ink("line"), font: { ...font, color: EB.ink("ink") } },
      newselection: { line: { color: EB.ink("ink"), width: 1, dash: "dot" } },
      xaxis: {
        ...axis, type: "date", anchor: "free", position: (stripPx + gap + axisPx) / total, ticks: "outside", ticklen: 4,
        tickcolor: EB.ink("line"), range: [time(data.bins[0] - (data.unit === "day" ? 0.5 : 0)), time(EB.binNext(data.bins[data.bins.length - 1], data.unit))],
      },
      yaxis: {
        ...axis, domain: [(stripPx + gap + axisPx) / total, (stripPx + gap + axisPx + barPx) / total], showgrid: true,
        gridcolor: EB.ink("line"), rangemode: "tozero", nticks: 5, tickformat: ",d",
      },
      yaxis2: {
        ...axis, domain: [Math.min(1, (total - spanPx) / total), 1], range: [Math.max(0.5, lanes - 0.5), -0.5], visible: lanes > 0,
        tickvals: [Math.max(0, (lanes - 1) / 2)], ticktext: [`${EB.t(small ? "timeline.spans_short" : "timeline.spans")}\u2002`],
      },
      yaxis3: {
        ...axis, domain: [0, stripPx / total], range: [strips.length - 0.5, -0.5], tickvals: strips.map((_, number) => number),
        ticktext: strips.map((strip) => EB.label(strip.name, small ? 12 : 18)), ticks: "",
      },
    };
  }

  EB.showTimeline = () => {
    const rows = EB.selection.rows;
    const data = collect(rows);
    showUnits(data?.unit);
    const undated = data ? data.undated : [...rows];
    const button = EB.byId("timeline-undated");
    button.hidden = !undated.length;
    button.textContent = EB.t("timeline.undated", { n: undated.length });
    button.onclick = () => EB.openRows({ title: EB.t("numbers.undated"), value: EB.num(undated.length), rows: undated });
    const beyond = EB.byId("timeline-beyond");
    beyond.hidden = !data?.beyond.length;
    if (data?.beyond.length) {
      beyond.textContent = EB.t("timeline.beyond", { n: data.beyond.length });
      beyond.onclick = () => EB.openRows({ title: beyond.textContent, value: EB.num(data.beyond.length), rows: data.beyond });
    }
    EB.showTimelineTable(data);
    drawn = data;
    const chart = EB.byId("timeline");
    if (!data) {
      EB.whenSeen(chart, () => {});
      Plotly.purge(chart);
      delete chart.dataset.wired;
      chart.setAttribute("aria-label", EB.t("timeline.summary_empty"));
      EB.replace(chart, EB.el("p", { class: "empty", text: EB.t("timeline.summary_empty") }));
      EB.replace(EB.byId("timeline-legend"));
      return;
    }
    EB.whenSeen(chart, () => draw(chart, data));
    chart.setAttribute("aria-label", summary(data));
    showLegend(data);
  };

  function draw(chart, data) {
    chart.querySelector(".empty")?.remove();
    const { placed, lanes } = inLanes(data);
    const more = data.spans.length - placed.length;
    EB.byId("timeline-more").textContent = more ? `${EB.t("timeline.spans_more", { n: more })}.` : "";
    const strips = activity(data);
    const traces = [...barTraces(data), ...spanTraces({ placed }), activityTrace(data, strips)];
    const config = { displayModeBar: false, responsive: true, showSendToCloud: false, plotlyServerURL: "", displaylogo: false, doubleClick: false };
    Plotly.react(chart, traces, layout(data, { lanes, strips, width: chart.clientWidth }), config);
    if (chart.dataset.wired) return;
    chart.dataset.wired = "1";
    chart.on("plotly_selected", brushed);
    chart.on("plotly_click", clicked);
  }

  function brushed(selected) {
    const range = selected?.range?.x;
    if (!range || !drawn) return;
    const [from, to] = range.map((moment) => new Date(`${String(moment).replace(" ", "T").slice(0, 19)}${String(moment).length > 10 ? "" : "T00:00:00"}Z`).getTime() / DAY);
    if (Number.isNaN(from) || Number.isNaN(to)) return;
    const start = Math.round(Math.max(from, drawn.bins[0]));
    EB.change({ from: EB.isoDay(start), to: EB.isoDay(Math.max(start, Math.round(to) - (drawn.unit === "day" ? 0 : 1))) });
  }

  function clicked({ points: [point] }) {
    if (point.data.type === "scatter") {
      const rows = point.data.meta[point.pointNumber];
      EB.openRows({ title: EB.when(rows[0]), value: EB.num(rows.length), rows });
    } else if (point.data.type === "bar") {
      const bin = point.pointNumber;
      const rows = drawn.byBin[bin];
      EB.openRows({ title: EB.binName(drawn.bins[bin], drawn.unit), value: EB.num(rows.length), rows });
    }
  }

  function summary(data) {
    const totals = data.byBin.map((rows) => rows.length);
    const peak = totals.indexOf(Math.max(...totals));
    return EB.t("timeline.summary", {
      n: totals.reduce((a, b) => a + b, 0), by: EB.t(`timeline.${data.unit}`).toLowerCase(), from: EB.day(data.first), to: EB.day(data.last),
      peak: EB.binName(data.bins[peak], data.unit), peak_n: totals[peak],
      spans: data.spans.reduce((n, span) => n + span.rows.length, 0), undated: data.undated.length,
    });
  }

  function showLegend({ bars }) {
    const items = EB.classes.filter((name) => bars.get(name).some(Boolean)).map((name) => {
      return EB.el("li", {}, EB.button([EB.swatch(name), EB.className(name)], () => EB.toggle("type", `@${name}`), {
        class: "legend-item", "aria-pressed": String(EB.state.type.includes(`@${name}`)),
      }));
    });
    EB.replace(EB.byId("timeline-legend"), ...items);
  }

  function showUnits(current) {
    const buttons = EB.units.map((unit) => EB.button(EB.t(`timeline.${unit}`), () => EB.change({ by: unit }), { "aria-pressed": String(unit === current) }));
    EB.replace(EB.byId("timeline-by"), ...buttons);
  }

  /** The same numbers as a table, made when it is opened. */
  EB.showTimelineTable = (data) => {
    const details = EB.byId("timeline-table");
    const body = details.querySelector(".scroll");
    const fill = () => { if (details.open) EB.replace(body, ...(data ? tables(data) : [])); };
    details.ontoggle = fill;
    fill();
  };

  function tables(data) {
    const names = EB.classes.filter((name) => data.bars.get(name).some(Boolean));
    const strips = activity(data);
    const head = [EB.t("timeline.table_when"), EB.t("timeline.table_all"), ...names.map(EB.className), EB.t("timeline.table_articles")];
    const rows = data.bins.map((start, bin) => {
      const articles = strips.reduce((sum, strip) => sum + strip.counts[bin], 0);
      if (!data.byBin[bin].length && !articles) return null;
      const total = EB.rowsButton(data.byBin[bin], EB.binName(start, data.unit));
      return [EB.binName(start, data.unit), total, ...names.map((name) => EB.num(data.bars.get(name)[bin])), EB.num(articles)];
    }).filter(Boolean);
    if (data.beyond.length) rows.push([EB.t("timeline.table_beyond"), EB.rowsButton(data.beyond, EB.t("timeline.table_beyond")), ...names.map(() => ""), ""]);
    const spans = data.spans.map((span) => [EB.when(span.rows[0]), EB.rowsButton(span.rows, EB.when(span.rows[0]))]);
    return [
      EB.plainTable(head, rows),
      spans.length ? EB.el("h3", { text: EB.t("timeline.table_spans") }) : null,
      spans.length ? EB.plainTable([EB.t("timeline.table_when"), EB.t("timeline.table_all")], spans) : null,
    ];
  }
})();
