// SPDX-License-Identifier: MIT
// Why things failed, the most basic first: what there is to mend, before the list of what failed.

const NAMES_SHOWN = 8;

function causesPart(causes) {
  if (causes.length === 0) return null;
  return h("section", { class: "causes", "aria-labelledby": "causes-heading" },
    h("h2", { id: "causes-heading" }, say(causes.length === 1 ? "one_cause" : "causes_heading",
      { count: causes.length })),
    h("ol", {}, causes.map((cause) => h("li", { class: `finding ${cause.verdict}` },
      h("h3", {}, badge(cause.verdict), " ", h("code", {}, cause.id)),
      h("p", {}, cause.sentence),
      cause.hint && h("p", { class: "hint" }, h("strong", {}, `${say("hint")}: `), cause.hint),
      h("p", { class: "quiet" }, say("explains"), " ",
        cause.checks.map((check) => [h("code", {}, check), " "])),
      scenarioLinks(cause.scenarios)))));
}

function scenarioLinks(names) {
  const link = (name) => [h("a", { href: hashFor(name) }, name), " "];
  const rest = names.slice(NAMES_SHOWN);
  return h("div", { class: "links" }, names.slice(0, NAMES_SHOWN).map(link),
    rest.length > 0 && h("details", {}, h("summary", {}, say("and_more", { count: rest.length })),
      rest.map(link)));
}
