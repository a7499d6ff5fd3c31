// SPDX-License-Identifier: MIT
// Which scenarios are shown: by verdict, by tag, by text. The verdicts are the totals at once.

class Filter {
  constructor(scenarios, matrix) {
    this.scenarios = scenarios;
    this.matrix = matrix;
    this.verdicts = new Set();
    this.text = "";
    this.tag = "";
    this.status = h("p", { class: "status quiet", role: "status" });
    this.element = h("search", { class: "filter" }, this.verdictButtons(), this.tagSelect(),
      this.textField(), this.status);
    this.apply();
  }

  verdictButtons() {
    const counts = new Map(SEVERITY.map((verdict) => [verdict, 0]));
    for (const { verdict } of this.scenarios) counts.set(verdict, counts.get(verdict) + 1);
    return h("div", { class: "totals", role: "group", "aria-label": say("verdict") },
      SEVERITY.filter((verdict) => counts.get(verdict) > 0).map((verdict) => {
        const node = button({ class: `total ${verdict}`, "aria-pressed": "false" },
          [badge(verdict), " ", h("strong", {}, formatCount(counts.get(verdict)))], () => {
            if (!this.verdicts.delete(verdict)) this.verdicts.add(verdict);
            node.setAttribute("aria-pressed", String(this.verdicts.has(verdict)));
            this.apply();
          });
        return node;
      }));
  }

  tagSelect() {
    const tags = [...new Set(this.scenarios.flatMap((scenario) => scenario.tags))].sort();
    const select = h("select", {}, h("option", { value: "" }, say("all_tags")),
      tags.map((tag, index) => h("option", { value: String(index + 1) }, tag)));
    select.addEventListener("change", () => {
      this.tag = tags[Number(select.value) - 1] ?? "";
      this.apply();
    });
    return tags.length > 0 && h("label", {}, h("span", {}, say("tag")), " ", select);
  }

  textField() {
    const field = h("input", { type: "search", placeholder: say("filter_hint"), autocomplete: "off" });
    field.addEventListener("input", () => {
      this.text = field.value.trim().toLowerCase();
      this.apply();
    });
    return h("label", { class: "grow" }, h("span", {}, say("text")), " ", field);
  }

  matches(scenario) {
    if (this.verdicts.size > 0 && !this.verdicts.has(scenario.verdict)) return false;
    if (this.tag !== "" && !scenario.tags.includes(this.tag)) return false;
    return this.text === "" || this.text.split(/\s+/).every((word) => haystack(scenario).includes(word));
  }

  // Shows all again, for a link that leads to what is hidden.
  reset() {
    this.verdicts.clear();
    this.text = this.tag = "";
    for (const node of this.element.querySelectorAll("[aria-pressed]")) {
      node.setAttribute("aria-pressed", "false");
    }
    for (const node of this.element.querySelectorAll("input, select")) node.value = "";
    this.apply();
  }

  apply() {
    const shown = this.matrix.show((scenario) => this.matches(scenario));
    this.status.textContent = say("shown", { shown: formatCount(shown),
      all: formatCount(this.scenarios.length) });
  }
}

// What a text is looked for in: names, title, tags, and the checks and causes that did not pass.
function haystack(scenario) {
  return scenario.haystack ??= [scenario.name, scenario.title, ...scenario.tags,
    ...scenario.findings.filter(isBad).flatMap((finding) =>
      [finding.check, finding.summary, finding.cause?.id ?? ""])].join("\n").toLowerCase();
}
