// SPDX-License-Identifier: MIT
// On paper nothing can be opened: all that did not pass is, while it prints.

function openForPrint(matrix) {
  let opened = [];
  let details = [];
  const begin = () => {
    if (opened.length > 0) return;
    opened = matrix.rows.filter((row) => row.scenario.verdict !== "pass" &&
      row.scenario.verdict !== "skipped" && !row.isOpen && !row.line.hidden);
    for (const row of opened) row.open();
    details = [...document.querySelectorAll(".finding details:not([open]), .links details:not([open])")];
    for (const each of details) each.open = true;
  };
  const end = () => {
    for (const row of opened) row.close();
    for (const each of details) each.open = false;
    opened = [];
    details = [];
  };
  addEventListener("beforeprint", begin);
  addEventListener("afterprint", end);
  matchMedia("print").addEventListener("change", (event) => (event.matches ? begin() : end()));
}
