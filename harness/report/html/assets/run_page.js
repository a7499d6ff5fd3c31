// SPDX-License-Identifier: MIT
// The page of a run: head, causes, totals, matrix.

function runHead(run) {
  return h("header", {},
    h("div", { class: "top" },
      h("p", { class: "brand" }, "echocheck ", h("small", {}, run.version)), themeSwitch()),
    h("h1", {}, badge(run.verdict), " ", run.sentence),
    run.downgrades.map((line) => h("p", { class: "note" }, line)),
    h("p", { class: "target-line" }, h("code", {}, run.target)),
    !run.finished && h("p", { class: "note bad" }, say("unfinished")),
    h("p", { class: "quiet" }, run.facts.filter((fact) => fact !== "").join(" · ")),
    h("details", { class: "run-details" }, h("summary", {}, say("about_run")),
      h("dl", { class: "fields" },
        run.command && term(say("command"), h("code", {}, run.command)),
        term(say("started"), run.started),
        term(say("kernel"), run.kernel),
        term(say("isolation"), run.isolation),
        term(say("seed"), run.seed),
        term(say("exit_code"), String(run.exit_code)),
        run.no_longer_failing.length > 0 && term(say("no_longer_failing"),
          h("ul", {}, run.no_longer_failing.map((entry) => h("li", {}, entry)))))));
}

function runPage() {
  const matrix = new Matrix(data.scenarios, data.flows);
  const filter = new Filter(data.scenarios, matrix);
  document.body.append(h("div", { class: "page" }, runHead(data.run),
    h("main", {}, causesPart(data.causes), remarksPart(data.remarks),
      h("h2", {}, say("scenarios_heading")), filter.element, matrix.element),
    h("footer", { class: "quiet" }, say("footer"))));
  openForPrint(matrix);
  addEventListener("hashchange", () => followHash(matrix, filter));
  if (data.scenarios.length === 1) matrix.rows[0].open();
  followHash(matrix, filter);
}
