// SPDX-License-Identifier: MIT
// What the checks concluded: those that did not pass in full, the others as a list.

function isBad(finding) {
  return finding.verdict === "fail" || finding.verdict === "warn";
}

// `onFrame(frame)` is told when the reader wants to see one.
function findingCard(finding, onFrame) {
  const { cause } = finding;
  return h("article", { class: `finding ${finding.verdict}` },
    h("h3", {}, badge(finding.verdict), " ", h("code", {}, finding.check),
      h("span", { class: "level" }, finding.level)),
    h("p", { class: "summary" }, finding.summary),
    cause && h("div", { class: "cause" },
      h("p", {}, h("strong", {}, `${say("cause")}: `), h("code", {}, cause.id), " ", cause.sentence),
      cause.hint && h("p", { class: "hint" }, h("strong", {}, `${say("hint")}: `), cause.hint)),
    h("dl", { class: "fields" },
      finding.expected && term(say("expected"), h("span", { class: "bytes good" },
        finding.expected)),
      finding.actual && term(say("actual"), h("span", { class: "bytes bad" },
        finding.actual)),
      finding.frames.length > 0 && term(say("frames"), frameLinks(finding, onFrame)),
      finding.ports.length > 0 && term(say("clients"), finding.ports.join(", "),
        more(finding.ports_left_out)),
      finding.source && term(say("source"), finding.source)),
    finding.difference && byteDiff(finding.difference));
}

function more(count) {
  return count > 0 && ` ${say("and_more", { count: formatCount(count) })}`;
}

function frameLinks(finding, onFrame) {
  return [finding.frames.map((frame) => [button({ class: "frame-link", "data-to-frame": frame },
    String(frame), () => onFrame(frame)), " "]), more(finding.frames_left_out)];
}

function findingsPart(scenario, onFrame) {
  const byVerdict = (a, b) => SEVERITY.indexOf(a.verdict) - SEVERITY.indexOf(b.verdict);
  const bad = scenario.findings.filter(isBad).sort(byVerdict);
  const others = scenario.findings.filter((finding) => !isBad(finding)).sort(byVerdict);
  return h("section", { class: "findings" },
    bad.map((finding) => findingCard(finding, onFrame)),
    others.length > 0 && h("details", { open: bad.length === 0 && others.length < 12 },
      h("summary", {}, say("other_checks", { count: others.length })),
      h("ul", { class: "checks" }, others.map((finding) => h("li", {}, badge(finding.verdict), " ",
        h("code", {}, finding.check), " ", h("span", { class: "level" }, finding.level), " ",
        h("span", { class: "quiet" }, finding.summary))))));
}
