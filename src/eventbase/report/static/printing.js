/* On paper: the first rows of the table in full, since the one on the screen holds only those in sight. */
"use strict";

(() => {
  const MOST = 250;
  const COLUMNS = ["date", "type", "place", "killed", "wounded", "sources", "summary"];

  function fill() {
    EB.drawAll();
    const rows = [...EB.tableOrder].slice(0, MOST);
    const head = COLUMNS.map((name) => EB.t(`columns.${name}`));
    const lines = rows.map((row) => COLUMNS.map((name) => EB.bdi(EB.columnWords(name, row), 300)));
    const note = EB.tableOrder.length > MOST ? EB.el("p", { class: "note", text: EB.t("table.printed", { n: MOST, all: EB.tableOrder.length }) }) : null;
    EB.replace(EB.byId("printed"), note, EB.plainTable(head, lines));
  }

  EB.wirePrinting = () => {
    addEventListener("beforeprint", fill);
    addEventListener("afterprint", () => EB.replace(EB.byId("printed")));
    EB.byId("print").addEventListener("click", () => window.print());
  };
})();
