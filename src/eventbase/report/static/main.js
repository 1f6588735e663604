/* Unpacks the data, draws the page, and draws again what a change of the view touches. */
"use strict";

(() => {
  const VIEWS = {
    by: () => EB.showTimeline(), shade: () => EB.showMap(), group: () => EB.showActors(), sort: () => EB.showTable(),
    cols: () => EB.showTable(), event: () => EB.showEvent(),
  };

  /** Called by EB.change with the keys that changed. */
  EB.changed = (keys) => {
    if (keys.some((key) => !(key in VIEWS))) showAll();
    else for (const key of keys) VIEWS[key]();
  };

  function showAll() {
    EB.select();
    EB.fewerActors();
    EB.showNumbers();
    EB.showFilters();
    EB.showTable();
    EB.showActors();
    EB.showTimeline();
    EB.showMap();
  }

  function readAddress() {
    EB.readAddress();
    showAll();
    EB.showEvent();
  }

  function wire() {
    EB.buildFilters();
    EB.wireSheets();
    EB.wireCard();
    EB.wireQueries();
    EB.wirePrinting();
    EB.byId("copy-link").addEventListener("click", () => EB.copy(location.href));
    EB.byId("theme").addEventListener("click", () => {
      document.documentElement.dataset.theme = EB.isDark() ? "light" : "dark";
      redraw();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
    for (const link of document.querySelectorAll("[data-section], #skip")) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        goTo(link.dataset.section ?? "events");
      });
    }
    addEventListener("popstate", readAddress);
    addEventListener("hashchange", () => { if (location.hash.slice(1) !== EB.hashOf(EB.state)) readAddress(); });
    let timer = 0;
    addEventListener("resize", () => {
      clearTimeout(timer);
      timer = setTimeout(redraw, 150);
    });
    document.addEventListener("click", (event) => {
      for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
    });
  }

  function redraw() {
    EB.showTimeline();
    EB.showMap();
    EB.showTable();
  }

  /** Sections are not fragments: what stands after `#` is the view. */
  function goTo(name) {
    const section = EB.byId(`section-${name}`);
    section.scrollIntoView();
    const target = name === "events" ? EB.byId("table") : section;
    if (!target.hasAttribute("tabindex")) target.setAttribute("tabindex", "-1");
    target.focus({ preventScroll: true });
  }

  function loadPlotly(code) {
    document.head.append(EB.el("script", { text: code }));
  }

  async function start() {
    const embedded = JSON.parse(EB.byId("embedded").textContent);
    EB.loadTexts(embedded);
    EB.loadMarks(embedded);
    const waiting = { core: EB.unpack("core"), plotly: EB.unpackText("plotly") };
    EB.loadCore(await waiting.core);
    loadPlotly(await waiting.plotly);
    EB.readAddress();
    for (const node of document.querySelectorAll(".scripted")) node.hidden = false;
    EB.byId("fallback").remove();
    wire();
    EB.detailReady = new Promise((resolve) => { setTimeout(() => resolve(loadDetail()), 0); });
    showAll();
    document.documentElement.dataset.ready = "1";
    await EB.detailReady;
    if (EB.state.q) showAll();
    EB.showEvent();
    document.documentElement.dataset.complete = "1";
    (window.requestIdleCallback ?? setTimeout)(EB.prepareSearch);
  }

  async function loadDetail() {
    EB.loadDetail(await EB.unpack("detail"));
  }

  if (typeof DecompressionStream === "undefined") {
    EB.byId("lede").textContent = JSON.parse(EB.byId("embedded").textContent).texts.page.no_stream;
  } else {
    start().catch((error) => {
      EB.byId("lede").textContent = JSON.parse(EB.byId("embedded").textContent).texts.page.failed;
      throw error;
    });
  }
})();
