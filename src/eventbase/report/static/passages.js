/* The words of the articles: sentences with each field's words in its own colour, underline and label. */
"use strict";

(() => {
  const FIELDS = [
    "event", "event_date", "actor1_name", "actor2_name", "location_name", "attribution", "status", "figure", "other",
  ];

  EB.legendFields = FIELDS.slice(1, 8);

  /** Spans of a passage: {field, start, end}, in UTF-16 units. */
  function spansOf(passage) {
    const numbers = (EB.passages.get("spans", passage) ?? "").split(" ").filter(Boolean).map(Number);
    const spans = [];
    for (let at = 0; at + 2 < numbers.length; at += 3) {
      spans.push({ field: FIELDS[numbers[at]] ?? "other", start: numbers[at + 1], end: numbers[at + 2] });
    }
    return spans;
  }

  /** The quotes of a mention, as the search reads them. */
  EB.quotesOf = (mention) => EB.passagesOf(mention).flatMap((passage) => {
    const text = EB.passages.get("text", passage) ?? "";
    return spansOf(passage).map((span) => text.slice(span.start, span.end));
  });

  /** Cuts at every start and end of a span: [{text, fields}]. */
  function pieces(text, spans) {
    const cuts = new Set([0, text.length]);
    for (const span of spans) cuts.add(Math.min(span.start, text.length)).add(Math.min(span.end, text.length));
    const sorted = [...cuts].sort((a, b) => a - b);
    return sorted.slice(0, -1).map((from, at) => {
      const to = sorted[at + 1];
      const fields = spans.filter((span) => span.start < to && span.end > from).map((span) => span.field);
      return { text: text.slice(from, to), fields: [...new Set(fields)] };
    });
  }

  /** One piece: `<mark>` of its narrowest field; the event's own sentence stands in full ink, the rest in grey. */
  function pieceElement({ text, fields }) {
    const marked = fields.filter((field) => field !== "event");
    const shown = EB.shown(text, 2000);
    if (!fields.length) return EB.el("span", { class: "context", text: shown });
    if (!marked.length) return EB.el("span", { text: shown });
    const title = marked.map((field) => EB.t(`fields.${field}`)).join(", ");
    return EB.el("mark", { class: `f-${marked[0]}`, title, text: shown }, EB.el("span", { class: "hidden-text", text: ` [${title}] ` }));
  }

  EB.passage = (passage) => {
    const text = EB.passages.get("text", passage) ?? "";
    return EB.el("p", { class: "passage" }, EB.el("bdi", {}, pieces(text, spansOf(passage)).map(pieceElement)));
  };

  EB.passageLegend = () => {
    const chips = EB.legendFields.map((field) => EB.el("li", {}, EB.el("mark", { class: `f-${field}`, text: EB.t(`fields.${field}`) })));
    return EB.el("ul", { class: "passage-legend", "aria-label": EB.t("card.legend") }, chips);
  };

  /** Source, title and day of an article, with the link to it. */
  EB.articleLine = (article) => {
    if (article === null) return EB.el("p", { class: "article-line", text: EB.t("filters.no_value") });
    const get = (name) => EB.articles.get(name, article);
    const published = get("published_at");
    const day = published === null ? EB.t("card.undated_article") : EB.day(EB.dayOfMinutes(published));
    const title = get("title");
    const source = EB.el("strong", {}, EB.bdi(get("source") ?? EB.t("filters.no_value"), 80));
    const link = EB.link(get("url"), `${EB.t("card.open_source")} ↗`, `${EB.t("card.open_source")}: ${EB.shown(title ?? get("source") ?? "", 80)}`);
    return EB.el("p", { class: "article-line" }, source, ` · ${day}`, title ? [" · ", EB.bdi(title, 160)] : null, " ",
      link ?? EB.el("span", { class: "muted", text: `(${EB.t("card.no_link")})` }));
  };

  /** All passages of one mention under their article. */
  EB.mentionWords = (mention) => {
    const passages = EB.passagesOf(mention);
    const words = passages.length ? passages.map(EB.passage) : EB.el("p", { class: "muted", text: EB.t("card.no_passage") });
    return EB.el("div", { class: "mention-words" }, EB.articleLine(EB.mentions.get("a", mention)), words);
  };
})();
