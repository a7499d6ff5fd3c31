// SPDX-License-Identifier: MIT
// The page of a capture that anybody made: its connections, and of those that are held their ladders.

const ROWS_AT_ONCE = 200;

class ConnectionTable {
  constructor(flows) {
    this.flows = flows;
    this.body = h("tbody");
    this.text = "";
    const columns = ["number_of", "client", "server", "to_server", "to_client", "began", "lasted", "opened",
      "closed", "remarks"];
    this.more = button({ class: "more" }, "", () => this.addRows());
    const field = h("input", { type: "search", placeholder: say("filter_capture_hint") });
    field.addEventListener("input", () => { this.text = field.value.trim(); this.restart(); });
    this.status = h("p", { class: "status quiet", role: "status" });
    this.element = h("section", {},
      h("search", { class: "filter" }, h("label", { class: "grow" }, h("span", {}, say("text")), " ", field),
        this.status),
      h("div", { class: "matrix-box scrolls", tabindex: "0", role: "group",
        "aria-label": say("connections_heading") },
      h("table", { class: "matrix connections" }, h("thead", {}, h("tr", {}, columns.map((key) =>
        h("th", { scope: "col" }, say(key))))), this.body)), this.more);
    this.restart();
  }

  restart() {
    this.chosen = this.flows.filter((flow) => this.text === "" ||
      `${flow.client} ${flow.server} ${flow.opened} ${flow.closed} ${remarksOf(flow)}`.includes(this.text));
    this.body.replaceChildren();
    this.next = 0;
    this.status.textContent = say("shown_connections", { shown: formatCount(this.chosen.length),
      all: formatCount(this.flows.length) });
    this.addRows();
  }

  addRows() {
    const end = Math.min(this.next + ROWS_AT_ONCE, this.chosen.length);
    for (; this.next < end; ++this.next) this.body.append(...this.row(this.chosen[this.next]));
    this.more.hidden = end === this.chosen.length;
    this.more.textContent = say("more_rows", { count: formatCount(this.chosen.length - end) });
  }

  row(flow) {
    const id = freshId("connection");
    const below = h("tr", { class: "below", id, hidden: true }, h("td", { colspan: "10" }));
    const opener = button({ class: "opener", "aria-expanded": "false", "aria-controls": id },
      String(flow.number), () => {
        below.hidden = !below.hidden;
        opener.setAttribute("aria-expanded", String(!below.hidden));
        if (below.hidden || below.firstChild.childElementCount > 0) return;
        const connection = new Connection(flow, new Map(), () => {});
        below.firstChild.append(connection.element);
        connection.draw();
      });
    const sent = (numbers) => h("td", { class: "number" },
      say("segments_bytes", { segments: formatCount(numbers[0]), bytes: formatSize(numbers[2]) }));
    return [h("tr", { class: "scenario" }, h("th", { scope: "row" }, opener),
      h("td", {}, flow.client), h("td", {}, flow.server), sent(flow.from_client), sent(flow.from_server),
      h("td", { class: "number" }, formatMilliseconds(flow.first_ns)),
      h("td", { class: "number" }, formatDuration(flow.last_ns - flow.first_ns)),
      h("td", {}, flow.opened), h("td", {}, flow.closed), h("td", {}, remarksOf(flow))), below];
  }
}

// Wireshark's words for what a good connection has none of.
function remarksOf(flow) {
  return flow.remarks ??= DIRECTION.slice(3)
    .map((name, at) => [name, flow.from_client[at + 3] + flow.from_server[at + 3]])
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${say(`count_${name}`)} ${formatCount(count)}`).join(", ");
}

function capturePage() {
  const { capture } = data;
  const table = new ConnectionTable(data.flows[0]);
  document.body.append(h("div", { class: "page" },
    h("header", {},
      h("div", { class: "top" }, h("p", { class: "brand" }, "echocheck ", h("small", {}, "explain")),
        themeSwitch()),
      h("h1", {}, capture.title),
      h("p", { class: "quiet" }, say("capture_totals", { frames: formatCount(capture.frames),
        segments: formatCount(capture.tcp_segments), others: formatCount(capture.not_ours),
        malformed: formatCount(capture.malformed) })),
      capture.left_out === 0 ? null : h("p", { class: "quiet" },
        say("capture_left_out", { count: formatCount(capture.left_out) }))),
    h("main", {}, h("h2", {}, say("connections_heading")), table.element),
    h("footer", { class: "quiet" }, say("footer"))));
  if (data.flows[0].length === 1) table.body.querySelector(".opener").click();
}
