// SPDX-License-Identifier: MIT
// On paper nothing can be opened: all that did not pass is, while it prints.

function openForPrint(matrix) {
  let printing = false;  // two events tell of it
  let opened = [];
  let details = [];
  const begin = () => {
    if (printing) return;
    printing = true;
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
    printing = false;
  };
  addEventListener("beforeprint", begin);
  addEventListener("afterprint", end);
  matchMedia("print").addEventListener("change", (event) => (event.matches ? begin() : end()));
}
