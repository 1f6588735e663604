/* Who claims how many: conflicting figures side by side, in the order of their publication. */
"use strict";

(() => {
  const get = (name, claim) => EB.claims.get(name, claim);

  /** A claim's number as its words hedge it. */
  EB.claimNumber = (claim) => {
    const [low, best, high] = ["low", "best", "high"].map((bound) => get(bound, claim));
    const qualifier = get("qualifier", claim);
    const n = best ?? (low !== null && high !== null ? EB.range(low, high) : low ?? high);
    if (n === null) return EB.t("numbers.none");
    const words = EB.word("qualifier", qualifier);
    const number = typeof n === "number" ? EB.num(n) : n;
    return words ? words.replace("{n}", number) : low !== null && high !== null ? EB.range(low, high) : number;
  };

  function line(claim) {
    const article = get("a", claim);
    const published = article === null ? null : EB.articles.get("published_at", article);
    const source = article === null ? null : EB.articles.get("source", article);
    const url = article === null ? null : EB.articles.get("url", article);
    const who = get("attribution", claim);
    const name = source ?? EB.t("filters.no_value");
    const used = get("chosen", claim) ? EB.el("span", { class: "used", text: EB.t("card.claim_chosen") }) : null;
    return EB.el("tr", { class: get("chosen", claim) ? "chosen" : "" },
      EB.el("th", { scope: "row" }, EB.word("measure", get("measure", claim))),
      EB.el("td", { class: "claim-number" }, EB.claimNumber(claim), " ", used),
      EB.el("td", {}, EB.word("side", get("side", claim))),
      EB.el("td", {}, who === null ? EB.el("span", { class: "muted", text: EB.t("card.outlet") }) : EB.bdi(who, 120)),
      EB.el("td", {}, EB.link(url, EB.bdi(name, 80), `${EB.shown(name, 80)}: ${EB.t("card.open_source")}`) ?? EB.bdi(name, 80)),
      EB.el("td", {}, published === null ? EB.t("card.undated_article") : EB.day(EB.dayOfMinutes(published))),
      EB.el("td", { class: "claim-words" }, EB.bdi(get("quote", claim) ?? "", 300)));
  }

  EB.claimsTable = (event) => {
    const claims = EB.claimsOf(event);
    if (!claims.length) return EB.el("p", { class: "muted", text: EB.t("card.claims_none") });
    const head = ["measure", "number", "whose", "who", "source", "when", "words"].map((name) => EB.el("th", { scope: "col", text: EB.t(`card.claim_${name}`) }));
    const table = EB.el("table", { class: "plain claims" }, EB.el("thead", {}, EB.el("tr", {}, head)), EB.el("tbody", {}, claims.map(line)));
    return EB.el("div", {}, EB.el("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": EB.t("card.claims") }, table),
      EB.el("p", { class: "hint", text: EB.t("card.chosen_note") }));
  };
})();
