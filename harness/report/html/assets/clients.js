// SPDX-License-Identifier: MIT
// What each client did and saw at its socket, and the target's process: the other two witnesses.

function clientsPart(scenario) {
  if (scenario.clients.length === 0) return null;
  return h("section", {}, h("h3", {}, say("clients_heading")),
    h("div", { class: "clients" }, scenario.clients.map(clientCard)),
    scenario.clients_left_out > 0 && h("p", { class: "note" },
      say("clients_left_out", { count: formatCount(scenario.clients_left_out) })));
}

function clientCard(client) {
  const steps = client.steps.map(([name, outcome, begin, end, error, asleep]) => h("tr", {
    class: outcome === "done" ? null : (outcome === "abandoned" ? "quiet" : "bad") },
  h("td", {}, name),
  h("td", {}, outcome, asleep === 1 && ` (${say("asleep")})`, error && `: ${error}`),
  h("td", { class: "number" }, outcome === "abandoned" ? "" : formatDuration(end - begin))));
  return h("div", { class: "client" },
    h("table", { class: "small" },
      h("caption", {}, h("strong", {}, client.name), ` ${client.local} `,
        h("span", { class: "quiet" }, client.datagrams
          ? say("datagram_totals", client.datagrams)
          : say("client_totals", { sent: formatSize(client.sent),
            received: formatSize(client.received) }), `, ${client.ending}`)),
      h("thead", { class: "offscreen" }, h("tr", {}, ["step", "outcome", "took"].map((key) =>
        h("th", { scope: "col" }, say(key))))),
      h("tbody", {}, steps)),
    client.probe && h("p", { class: "note" }, say("probe", client.probe)));
}

function targetPart(scenario) {
  const { target } = scenario;
  return h("section", {}, h("h3", {}, say("target")),
    h("dl", { class: "fields" },
      target.command && term(say("command"), h("code", {}, target.command)),
      target.address_note && term(say("address"), h("span", ENGLISH, target.address_note)),
      target.exit && term(say("exit"), h("span", ENGLISH, target.exit)),
      target.sockets_left.length > 0 && term(say("sockets_left"), h("ul", {},
        target.sockets_left.map((socket) => h("li", {}, socket))), more(target.sockets_more)),
      term(say("durations"), ["arena", "capture", "start", "play", "close", "stop", "judge"]
        .map((part, at) => `${say(`took_${part}`)} ${formatDuration(scenario.durations[at])}`)
        .join(", "))),
    targetOutput(target, scenario.findings.some((finding) => finding.output)));
}

function targetOutput(target, open) {
  if (target.output_bytes === 0) return h("p", { class: "quiet" }, say("no_output"));
  return h("details", { open: open || null },
    h("summary", {}, say("output", { count: formatSize(target.output_bytes) })),
    h("pre", { class: "output scrolls", tabindex: "0", "aria-label": say("output_label") },
      target.output));
}
