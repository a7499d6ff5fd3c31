// SPDX-License-Identifier: MIT
// Every scenario a row: what did not pass first, then by topic. A row opens to all about it.

class Matrix {
  constructor(scenarios, flows) {
    this.rows = scenarios.map((scenario, index) => new MatrixRow(scenario, flows[index]));
    nameApart(this.rows);
    this.table = h("table", { class: "matrix runs" },
      h("thead", {}, h("tr", {}, ["verdict", "scenario", "behaviour", "close", "time"].map((key) =>
        h("th", { scope: "col", class: `column-${key}` }, say(key))))));
    this.groups = [];
    this.addPart("did_not_pass", this.rows.filter((row) => row.scenario.verdict !== "pass"));
    this.addPart("passed", this.rows.filter((row) => row.scenario.verdict === "pass"));
    this.element = h("section", { "aria-label": say("scenarios_heading") },
      h("div", { class: "matrix-box" }, this.table));
  }

  addPart(key, rows) {
    const topics = new Map();
    for (const row of rows) {
      if (!topics.has(row.topic)) topics.set(row.topic, []);
      topics.get(row.topic).push(row);
    }
    const worst = (group) => Math.min(...group.map((row) => row.severity));
    const groups = [...topics.entries()].sort((a, b) => worst(a[1]) - worst(b[1]));
    for (const [topic, members] of groups) {
      members.sort((a, b) => a.severity - b.severity);
      const body = h("tbody", {}, this.topicRow(topic, members, key),
        members.map((row) => [row.line, row.below]));
      this.table.append(body);
      this.groups.push({ body, members });
    }
  }

  topicRow(topic, members, key) {
    const total = this.rows.filter((row) => row.topic === topic).length;
    const time = members.reduce((sum, row) => sum + row.scenario.total_ns, 0);
    return h("tr", { class: "topic" },
      h("th", { scope: "colgroup", colspan: "4" }, topic || say("topic_top"), " ",
        h("small", {}, say(key, { count: members.length, total }))),
      h("td", { class: "number" }, formatDuration(time)));
  }

  show(isShown) {
    let count = 0;
    for (const { body, members } of this.groups) {
      const shown = members.filter((row) => row.show(isShown(row.scenario)));
      body.hidden = shown.length === 0;
      count += shown.length;
    }
    return count;
  }

  find(key) {
    return this.rows.find((row) => row.key === key);
  }
}

// Two files may have one name: the second is "name (2)", as in the formats for machines.
function nameApart(rows) {
  const taken = new Set();
  for (const row of rows) {
    row.key = row.scenario.name;
    for (let count = 2; taken.has(row.key); ++count) row.key = `${row.scenario.name} (${count})`;
    taken.add(row.key);
  }
}

class MatrixRow {
  constructor(scenario, flows) {
    this.scenario = scenario;
    this.flows = flows;
    const slash = scenario.name.indexOf("/");
    this.topic = slash < 0 ? "" : scenario.name.slice(0, slash);
    // A failure that is known comes after those that count.
    this.severity = SEVERITY.indexOf(scenario.verdict) + (scenario.known_failure ? 2.5 : 0);
    const id = freshId("scenario");
    this.opener = button({ class: "opener", "aria-expanded": "false", "aria-controls": id },
      scenario.name, () => this.toggle());
    this.line = h("tr", { class: `scenario ${scenario.verdict}` },
      h("td", {}, badge(scenario.verdict), scenario.flaky && h("span", { class: "tag" }, say("flaky")),
        scenario.known_failure && h("span", { class: "tag" }, say("known_word"))),
      h("th", { scope: "row" }, this.opener, h("span", { class: "title", lang: scenario.title_lang },
        scenario.title),
        this.causeTags()),
      h("td", { class: `apart ${scenario.behaviour}`, "data-label": say("behaviour") }, scenario.behaviour),
      h("td", { class: `apart ${scenario.close}`, "data-label": say("close") }, scenario.close),
      h("td", { class: "number" }, scenario.total_ns > 0 ? formatDuration(scenario.total_ns) : "–"));
    this.line.addEventListener("click", (event) => {
      if (!event.target.closest("button") && !getSelection().toString()) this.toggle();
    });
    this.below = h("tr", { class: "below", id, hidden: true }, h("td", { colspan: "5" }));
  }

  causeTags() {
    const causes = new Set(this.scenario.findings.filter((finding) => isBad(finding) && finding.cause)
      .map((finding) => finding.cause.id));
    return [...causes].map((cause) => [" ", h("span", { class: "tag cause-tag" }, cause)]);
  }

  show(isShown) {
    this.line.hidden = !isShown;
    this.below.hidden = !isShown || !this.isOpen;
    return isShown;
  }

  toggle() {
    if (this.isOpen) this.close();
    else this.open();
    rememberPlace(this.isOpen ? this.key : null);
  }

  open() {
    this.isOpen = true;
    this.opener.setAttribute("aria-expanded", "true");
    this.below.hidden = false;
    if (this.detail) return;
    this.detail = new ScenarioDetail(this.scenario, this.flows,
      (frame) => rememberPlace(this.key, frame));
    this.below.firstChild.append(this.detail.element);
    this.detail.fill();
  }

  close() {
    this.isOpen = false;
    this.opener.setAttribute("aria-expanded", "false");
    this.below.hidden = true;
  }
}
