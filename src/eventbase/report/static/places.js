/* Events by place, each as wide as the articles name it: points, near, region, province, country. */
"use strict";

(() => {
  const MOST = 1500; // places drawn one by one; above it, close ones are joined
  const KINDS = { exact: "point", settlement: "point", near: "near", admin2: "near", region: "region", unknown: "near" };

  const get = (name, row) => EB.events.get(name, row);
  const hasPoint = (row) => get("latitude", row) !== null && get("longitude", row) !== null;

  let ids = null;
  /** Feature numbers by "UKR/Kharkiv Oblast" and by "UKR". */
  function features() {
    if (ids) return ids;
    ids = { admin1: new Map(), countries: new Map() };
    for (const { id, properties } of EB.shapes.admin1.features) ids.admin1.set(`${properties.country}/${properties.name}`, id);
    for (const { id, properties } of EB.shapes.countries.features) ids.countries.set(properties.country, id);
    return ids;
  }

  EB.admin1Feature = (row) => features().admin1.get(`${get("country", row)}/${get("admin1", row)}`) ?? null;
  EB.countryFeature = (row) => features().countries.get(get("country", row)) ?? null;

  function kindOf(row) {
    const precision = get("geo_precision", row);
    if (precision === "admin1") return EB.admin1Feature(row) === null ? "region" : "area";
    if (precision === "country") return EB.countryFeature(row) === null ? "region" : "country";
    return KINDS[precision] ?? "near";
  }

  function keyOf(row, kind) {
    if (kind === "area") return `area ${EB.admin1Feature(row)}`;
    if (kind === "country") return `country ${EB.countryFeature(row)}`;
    return `${kind} ${get("place_id", row) ?? `${get("latitude", row)} ${get("longitude", row)}`}`;
  }

  const [UNPLACED, NO_POINT] = ["unplaced", "no point"];
  let coded = null;

  function placeKey(row) {
    if (!EB.hasPlace(row)) return UNPLACED;
    const kind = kindOf(row);
    const shaped = kind === "area" || kind === "country";
    return shaped || hasPoint(row) ? keyOf(row, kind) : NO_POINT;
  }

  /** {places, unplaced, noPoint}: a place is {kind, name, area, rows, lat, lon, feature, key}. */
  EB.collectPlaces = (rows) => {
    coded ??= EB.code(Array.from({ length: EB.events.n }, (_, row) => placeKey(row)));
    const lists = coded.values.map(() => []);
    for (const row of rows) lists[coded.codes[row]].push(row);
    const found = new Map(coded.values.map((key, at) => [key, lists[at]]));
    const [unplaced, noPoint] = [found.get(UNPLACED) ?? [], found.get(NO_POINT) ?? []];
    const places = [...found].filter(([key, list]) => list.length && key !== UNPLACED && key !== NO_POINT)
      .map(([key, list]) => ({ ...place(list[0], kindOf(list[0]), key), rows: list }))
      .sort((a, b) => b.rows.length - a.rows.length || (a.key < b.key ? -1 : 1));
    return { places, unplaced, noPoint };
  };

  function place(row, kind, key) {
    const name = kind === "area" ? get("admin1", row) : kind === "country" ? EB.country(get("country", row)) : EB.placeName(row);
    const feature = kind === "area" ? EB.admin1Feature(row) : kind === "country" ? EB.countryFeature(row) : null;
    return {
      kind, key, feature, name: name ?? EB.t("actors.unnamed"), area: get("admin1", row), country: get("country", row),
      lat: get("latitude", row), lon: get("longitude", row), rows: [],
    };
  }

  /** Points joined by cells of a grid that suits the width of the view, where there are too many to tell apart. */
  EB.joinClose = (points, degrees) => {
    if (points.length <= MOST) return points;
    const size = Math.max(degrees / 70, 0.02);
    const cells = new Map();
    for (const point of points) {
      const key = `${point.kind} ${Math.floor(point.lat / size)} ${Math.floor(point.lon / size)}`;
      if (!cells.has(key)) cells.set(key, []);
      cells.get(key).push(point);
    }
    return [...cells].map(([key, members]) => (members.length === 1 ? members[0] : joined(key, members)));
  };

  function joined(key, members) {
    const rows = members.flatMap((member) => member.rows);
    const middle = (name) => members.reduce((sum, member) => sum + member[name] * member.rows.length, 0) / rows.length;
    return {
      ...members[0], key, rows, lat: middle("lat"), lon: middle("lon"),
      name: `${members[0].name} + ${EB.t("map.several", { n: members.length - 1 })}`,
    };
  }

  EB.mostPlaces = MOST;
})();
