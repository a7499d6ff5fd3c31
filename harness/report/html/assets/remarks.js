// SPDX-License-Identifier: MIT
// What INFO checks found out: worth knowing, below what there is to mend.

function remarksPart(remarks) {
  if (remarks.length === 0) return null;
  return h("section", { class: "causes remarks", "aria-labelledby": "remarks-heading" },
    h("h2", { id: "remarks-heading" }, say("remarks_heading")),
    h("ol", {}, remarks.map((remark) => h("li", { class: "finding" },
      h("h3", {}, h("code", {}, remark.id)),
      h("p", {}, remark.sentence),
      remark.hint && h("p", { class: "hint" }, h("strong", {}, `${say("hint")}: `), remark.hint),
      scenarioLinks(remark.scenarios)))));
}
