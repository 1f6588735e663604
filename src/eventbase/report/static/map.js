/* Where: dots, rings and shaded areas over the outlines that came with the page. Nothing is fetched. */
"use strict";

(() => {
  const WORLD = { lon: [-170, 190], lat: [-58, 80] };
  const MODES = ["precision", "events", "deaths"];
  let view = null; // {lon: [west, east], lat: [south, north]}
  let base = null;
  let current = null;

  // plotly asks a server for outlines unless it finds some here, even if none are to be drawn.
  const none = { type: "GeometryCollection", geometries: [] };
  const layers = ["coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits"];
  const stub = { type: "Topology", arcs: [], objects: Object.fromEntries(layers.map((name) => [name, none])) };
  window.PlotlyGeoAssets = { topojson: { world_110m: stub, world_50m: stub } };

  const mode = () => (MODES.includes(EB.state.shade) ? EB.state.shade : "precision");

  /** The frame around the places. A few that lie far from nearly all others do not count; a single area fills it. */
  function frameOf(places, width, height) {
    const box = [180, 90, -180, -90];
    const drawn = places.filter(({ kind }) => kind !== "country");
    const centres = (drawn.length ? drawn : places).map((place) => ({ ...place, ...centreOf(place) })).filter(({ lon }) => lon !== null);
    const [west, east] = bulk(centres, "lon");
    const [south, north] = bulk(centres, "lat");
    for (const { kind, lat, lon, feature } of centres) {
      if (lon < west || lon > east || lat < south || lat > north) continue;
      if (feature === null) grow(box, lon, lat);
      else for (const [x, y] of corners(kind, feature)) grow(box, x, y);
    }
    if (box[0] > box[2]) return WORLD;
    return fit(box, width / height);
  }

  function centreOf({ kind, lat, lon, feature }) {
    if (feature === null || (lat !== null && lon !== null)) return { lat, lon };
    const box = [180, 90, -180, -90];
    for (const [x, y] of corners(kind, feature)) grow(box, x, y);
    return { lon: (box[0] + box[2]) / 2, lat: (box[1] + box[3]) / 2 };
  }

  /** Where the middle 90 percent of the events lie along an axis; all of it unless that is far narrower. */
  function bulk(places, axis) {
    const sorted = [...places].sort((a, b) => a[axis] - b[axis]);
    const total = sorted.reduce((sum, { rows }) => sum + rows.length, 0);
    const at = (share) => {
      let seen = 0;
      for (const place of sorted) {
        seen += place.rows.length;
        if (seen >= total * share) return place[axis];
      }
      return sorted[sorted.length - 1]?.[axis] ?? 0;
    };
    const [low, high] = [at(0.05), at(0.95)];
    const [first, last] = [at(0), at(1)];
    return last - first > 1.6 * Math.max(high - low, 3) ? [low, high] : [first, last];
  }

  function grow(box, lon, lat) {
    if (lon === null || lat === null) return;
    box[0] = Math.min(box[0], lon);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lon);
    box[3] = Math.max(box[3], lat);
  }

  function corners(kind, feature) {
    const shape = (kind === "area" ? EB.shapes.admin1 : EB.shapes.countries).features[Number(feature)];
    const polygons = shape.geometry.type === "Polygon" ? [shape.geometry.coordinates] : shape.geometry.coordinates;
    return polygons.flatMap((rings) => rings[0]);
  }

  const MERCATOR = (lat) => Math.log(Math.tan(Math.PI / 4 + (Math.max(-84, Math.min(84, lat)) * Math.PI) / 360));
  const LATITUDE = (y) => ((2 * Math.atan(Math.exp(y)) - Math.PI / 2) * 180) / Math.PI;

  /** Widens a box to the shape of the chart, so that plotly leaves no empty margins. */
  function fit([west, south, east, north], shape) {
    const room = 1.3;
    let width = Math.max((east - west) * room, 1.6);
    let height = Math.max(((MERCATOR(north) - MERCATOR(south)) * 180 * room) / Math.PI, 1.0);
    if (width / height < shape) width = height * shape;
    else height = width / shape;
    const [lon, y] = [(west + east) / 2, (MERCATOR(north) + MERCATOR(south)) / 2];
    const half = (height * Math.PI) / 360;
    if (width > 350) return WORLD;
    return { lon: [lon - width / 2, lon + width / 2], lat: [LATITUDE(y - half), LATITUDE(y + half)] };
  }

  /** All countries as land, and on top of the provinces the borders of those that have events. */
  function outlines(ids, fill, width) {
    return {
      type: "choropleth", geojson: EB.shapes.countries, locations: ids, z: ids.map(() => 0), showscale: false, hoverinfo: "skip",
      colorscale: [[0, fill], [1, fill]], marker: { line: { color: EB.ink("border"), width } },
    };
  }

  function outlineTraces() {
    base ??= {
      all: EB.shapes.countries.features.map(({ id }) => id),
      ours: EB.shapes.countries.features.filter(({ properties }) => properties.ours).map(({ id }) => id),
    };
    return [outlines(base.all, EB.ink("land"), 0.7), outlines(base.ours, "rgba(0,0,0,0)", 1.1)];
  }

  function shaded(places) {
    const chosen = mode();
    const values = new Map();
    const sums = chosen === "precision" ? places.filter(({ kind }) => kind === "area") : areaSums();
    for (const area of sums) values.set(area.feature, area);
    const most = Math.max(1, ...sums.map((area) => worth(area.rows, chosen)));
    const features = EB.shapes.admin1.features;
    const text = features.map(({ id, properties }) => hover(values.get(id) ?? { name: properties.name, rows: [], kind: "area" }));
    return {
      type: "choropleth", geojson: EB.shapes.admin1, locations: features.map(({ id }) => id), showscale: false, zmin: 0, zmax: Math.sqrt(most),
      z: features.map(({ id }) => (values.has(id) ? Math.sqrt(worth(values.get(id).rows, chosen)) : 0)), text, hoverinfo: "text",
      colorscale: ramp(chosen), marker: { line: { color: EB.ink("border-2"), width: 0.6 } }, meta: features.map(({ id }) => values.get(id)?.rows ?? []),
    };
  }

  const worth = (rows, chosen) => (chosen === "deaths" ? rows.reduce((sum, row) => sum + EB.lowerBound(row, "killed"), 0) : rows.length);

  /** All events of each province, however sharply their place is known. */
  function areaSums() {
    const groups = EB.groupRows(EB.selection.rows, EB.admin1Feature);
    return groups.map(([feature, rows]) => ({ feature, rows, kind: "area", name: EB.events.get("admin1", rows[0]) }));
  }

  function ramp(chosen) {
    const [from, to] = chosen === "deaths" ? ["toll-0", "toll-1"] : ["area-0", "area-1"];
    return [[0, "rgba(0,0,0,0)"], [0.0001, EB.ink(from)], [1, EB.ink(to)]];
  }

  function whole(places) {
    const countries = places.filter(({ kind }) => kind === "country");
    return {
      type: "choropleth", geojson: EB.shapes.countries, locations: countries.map(({ feature }) => feature), z: countries.map(({ rows }) => Math.sqrt(rows.length)), showscale: false,
      zmin: 0, zmax: Math.sqrt(Math.max(1, ...countries.map(({ rows }) => rows.length))),
      colorscale: [[0, EB.ink("country-0")], [1, EB.ink("country")]], marker: { line: { color: EB.ink("country-line"), width: 1.1 } },
      text: countries.map(hover), hoverinfo: "text", meta: countries.map(({ rows }) => rows),
    };
  }

  const STYLE = {
    region: { symbol: "circle-open", least: 26, grow: 22, width: 1.4, fill: "" },
    near: { symbol: "circle-open", least: 9, grow: 22, width: 2, fill: "" },
    point: { symbol: "circle", least: 5, grow: 24, width: 0.8, fill: "dot" },
  };

  function points(kind, places, most) {
    const style = STYLE[kind];
    const found = EB.joinClose(places.filter((place) => place.kind === kind), view.lon[1] - view.lon[0]);
    return {
      type: "scattergeo", mode: "markers", lat: found.map(({ lat }) => lat), lon: found.map(({ lon }) => lon),
      text: found.map(hover), hoverinfo: "text", meta: found.map(({ rows }) => rows),
      marker: {
        symbol: style.symbol, opacity: kind === "point" ? 0.78 : 0.9, color: EB.ink(kind === "region" ? "ring-2" : "dot"),
        size: found.map(({ rows }) => style.least + style.grow * Math.sqrt(rows.length / most)),
        line: { width: style.width, color: kind === "point" ? EB.ink("paper") : EB.ink(kind === "region" ? "ring-2" : "dot") },
      },
    };
  }

  function hover(place) {
    const killed = EB.sum(place.rows, "killed");
    const lines = [`<b>${EB.label(place.name)}</b>`];
    if (place.area && place.area !== place.name) lines.push(EB.label(place.area));
    lines.push(EB.t("lede.events", { n: place.rows.length }));
    if (killed.low !== null) lines.push(`${EB.t("numbers.killed")}: ${EB.range(killed.low, killed.high, killed.open)}`);
    if (place.rows.length && place.kind !== "point") lines.push(`<i>${EB.t(`map.legend_${place.kind}`)}</i>`);
    return lines.join("<br>");
  }

  function layout(width, height) {
    return {
      height, margin: { l: 0, r: 0, t: 0, b: 0 }, showlegend: false, paper_bgcolor: EB.ink("sea"), dragmode: "pan", uirevision: JSON.stringify(view),
      hoverlabel: { bgcolor: EB.ink("paper"), bordercolor: EB.ink("line"), align: "left", font: { family: EB.ink("sans"), size: 13, color: EB.ink("ink") } },
      geo: {
        projection: { type: "mercator" }, bgcolor: EB.ink("sea"), showframe: false, showcoastlines: false, showland: false, showocean: false,
        showlakes: false, showrivers: false, showcountries: false, showsubunits: false,
        lonaxis: { range: view.lon }, lataxis: { range: view.lat },
      },
    };
  }

  EB.showMap = () => {
    showModes();
    const found = EB.collectPlaces(EB.selection.rows);
    current = found;
    const chart = EB.byId("map");
    const height = chart.clientWidth < 600 ? 380 : 560;
    view ??= frameOf(found.places, chart.clientWidth, height);
    chart.style.minHeight = `${height}px`;
    EB.whenSeen(chart, () => draw(chart, found, height));
    chart.setAttribute("aria-label", summary(found));
    showFoot(found);
    showLegend();
    showTable(found);
  };

  function draw(chart, found, height) {
    const most = Math.max(1, ...found.places.map(({ rows }) => rows.length));
    const [land, borders] = outlineTraces();
    const traces = [land, shaded(found.places), borders];
    if (mode() === "precision") traces.push(whole(found.places));
    for (const kind of mode() === "precision" ? ["region", "near", "point"] : []) traces.push(points(kind, found.places, most));
    const config = { displayModeBar: false, responsive: true, scrollZoom: false, showSendToCloud: false, plotlyServerURL: "", displaylogo: false, doubleClick: false };
    Plotly.react(chart, traces, layout(chart.clientWidth, height), config);
    if (!chart.dataset.wired) {
      chart.dataset.wired = "1";
      chart.on("plotly_click", clicked);
      EB.byId("map-zoom").addEventListener("click", EB.zoomMap);
      EB.byId("map-world").addEventListener("click", () => EB.moveMap(WORLD));
    }
  }

  EB.zoomMap = () => {
    const chart = EB.byId("map");
    EB.moveMap(frameOf(current.places, chart.clientWidth, chart.clientHeight));
  };

  EB.moveMap = (frame) => {
    view = frame;
    EB.showMap();
  };

  EB.forgetView = () => { view = null; };

  function clicked({ points: [point] }) {
    const rows = point.data.meta?.[point.pointNumber];
    if (!rows?.length) return;
    EB.openRows({ title: point.text.match(/<b>(.*?)<\/b>/)?.[1].replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&") ?? "", value: EB.num(rows.length), rows });
  }

  function summary({ places, unplaced }) {
    if (!places.length) return EB.t("map.summary_empty");
    const countries = new Set(places.map(({ country }) => country).filter(Boolean));
    return EB.t("map.summary", {
      placed: places.reduce((sum, { rows }) => sum + rows.length, 0), places: places.length,
      countries: [...countries].map(EB.country).join(", "), unplaced: unplaced.length,
      top: places.slice(0, 3).map(({ name, rows }) => `${EB.shown(name, 60)} (${EB.num(rows.length)})`).join(", "),
    });
  }

  function showFoot({ places, unplaced, noPoint }) {
    const fill = (id, key, rows) => {
      const button = EB.byId(id);
      button.hidden = !rows.length;
      button.textContent = EB.t(key, { n: rows.length });
      button.onclick = () => EB.openRows({ title: button.textContent, value: EB.num(rows.length), rows });
    };
    fill("map-unplaced", "map.unplaced", unplaced);
    fill("map-nopoint", "map.no_point", noPoint);
    const many = places.length > EB.mostPlaces ? `${EB.t("map.clusters", { n: EB.mostPlaces })} ` : "";
    EB.byId("map-hint").textContent = `${many}${EB.t("map.provider")}`;
  }

  function showModes() {
    const buttons = MODES.map((name) => EB.button(EB.t(`map.mode_${name}`), () => EB.change({ shade: name === "precision" ? null : name }), { "aria-pressed": String(name === mode()) }));
    EB.replace(EB.byId("map-mode"), ...buttons);
  }

  function showLegend() {
    const key = (name, text) => EB.el("li", {}, EB.el("span", { class: `key key-${name}`, "aria-hidden": "true" }), text);
    if (mode() === "precision") {
      const kinds = ["point", "near", "region", "area", "country"].map((kind) => key(kind, EB.t(`map.legend_${kind}`)));
      EB.replace(EB.byId("map-legend"), ...kinds, EB.el("li", { class: "muted", text: EB.t("map.size") }));
      return;
    }
    const most = Math.max(0, ...areaSums().map(({ rows }) => worth(rows, mode())));
    const scale = EB.el("span", { class: `key key-ramp ramp-${mode()}`, "aria-hidden": "true" });
    EB.replace(EB.byId("map-legend"), EB.el("li", {}, "0 ", scale, ` ${EB.num(most)} ${EB.t(`map.mode_${mode()}`)}`));
  }

  function showTable({ places }) {
    const details = EB.byId("map-table");
    const body = details.querySelector(".scroll");
    const head = ["place", "area", "precision", "events", "killed"].map((name) => EB.t(`map.table_${name}`));
    const fill = () => {
      if (!details.open) return;
      const rows = places.slice(0, 500).map((place) => {
        const killed = EB.sum(place.rows, "killed");
        return [
          EB.bdi(place.name, 80), place.area && place.area !== place.name ? EB.bdi(place.area, 80) : "", EB.t(`map.legend_${place.kind}`),
          EB.rowsButton(place.rows, place.name), killed.low === null ? "" : EB.range(killed.low, killed.high, killed.open),
        ];
      });
      EB.replace(body, EB.plainTable(head, rows));
    };
    details.ontoggle = fill;
    fill();
  }
})();
