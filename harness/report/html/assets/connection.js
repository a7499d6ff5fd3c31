// SPDX-License-Identifier: MIT
// One connection: its figures, its ladder, and over time if it carried much.

const DIRECTION = ["segments", "data_segments", "bytes", "retransmissions", "out_of_order",
  "duplicate_acks", "zero_windows", "keep_alives", "missing"];
const BULK_SEGMENTS = 40;  // from here on a ladder folds, and a plot says more

class Connection {
  constructor(flow, marked, onSegment) {
    this.flow = flow;
    this.element = h("div", { class: "connection" }, connectionFigures(flow));
    if ((flow.segments?.length ?? 0) === 0) {
      fill(this.element, {}, [h("p", { class: "note" }, flow.count > 0
        ? say("no_ladder", { count: formatCount(flow.count) }) : say("no_segments")),
      flow.tshark && commandLine("tshark", flow.tshark)]);
      return;
    }
    this.ladder = new Ladder(flow, marked, onSegment);
    this.plotBox = flow.count > BULK_SEGMENTS && h("div");
    fill(this.element, {}, [this.ladder.element, this.plotBox,
      notKept(flow) > 0 && flow.tshark && commandLine("tshark", flow.tshark)]);
  }

  // Once it is in the page, and its width known.
  draw() {
    this.ladder?.draw();
    if (!this.plotBox) return;
    const width = Math.max(Math.min(this.element.clientWidth, 1100), NARROWEST_LADDER);
    this.plotBox.replaceChildren(timeSequence(this.flow, width));
  }
}

function connectionFigures(flow) {
  const side = (name, numbers) => h("tr", {}, h("th", { scope: "row" }, name),
    numbers.map((number) => h("td", {}, formatCount(number))));
  const columns = DIRECTION.map((name, at) => at)
    .filter((at) => at < 3 || flow.from_client[at] + flow.from_server[at] > 0);
  const pick = (numbers) => columns.map((at) => numbers[at]);
  return h("div", { class: "figures" },
    h("div", { class: "scrolls", tabindex: "0", role: "group", "aria-label": say("figures") },
      h("table", { class: "small" },
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, say("sent_by")), columns.map((at) =>
          h("th", { scope: "col" }, say(`count_${DIRECTION[at]}`))))),
        h("tbody", {}, side(`${say("client")} ${flow.client}`, pick(flow.from_client)),
          side(`${say("server")} ${flow.server}`, pick(flow.from_server))))),
    flow.ending && h("p", { class: "note bad" }, flow.ending),
    flow.pattern && patternResult(flow.pattern));
}

function patternResult(pattern) {
  if (pattern.matched) {
    return h("p", { class: "pattern" }, `${say("pattern_matched")} `, h("code", {}, pattern.pattern));
  }
  return h("dl", { class: "pattern fields" },
    term(say("pattern"), h("code", {}, pattern.pattern)),
    term(say("matched"), h("code", {}, pattern.matched_prefix || "–")),
    term(say("allowed"), h("code", {}, pattern.allowed)),
    term(say("came"), h("code", {}, pattern.came), pattern.frame !== undefined &&
      ` (${say("frame")} ${pattern.frame})`));
}
