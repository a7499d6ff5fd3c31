// SPDX-License-Identifier: MIT
// All that is known of one row of a ladder, beside it.

function inspectNothing(panel) {
  refill(panel, h("p", { class: "quiet" }, say("inspector_empty")));
}

function inspectRow(panel, row, marked, flow) {
  if (row.segment) return inspectSegment(panel, row.segment, marked.get(row.segment.frame), flow);
  if (row.notKept) {
    refill(panel, h("h4", {}, say("not_kept", { count: formatCount(row.notKept) })),
      h("p", {}, say("not_kept_how")), flow.tshark && commandLine("tshark", flow.tshark));
    return;
  }
  refill(panel, h("h4", {}, foldText(row.fold)), h("p", {}, say("opens")));
}

function inspectSegment(panel, segment, checks, flow) {
  const other = segment.from === "client" ? "server" : "client";
  const byteCount = segment.length + (segment.flags.includes("SYN") ? 1 : 0) +
      (segment.flags.includes("FIN") ? 1 : 0);
  refill(panel,
    h("h4", {}, `${say("frame")} ${segment.frame}: ${segment.flags}`),
    h("p", { class: "meaning" }, segment.sentence),
    checks && h("p", { class: "named" }, say("named_by", { checks: checks.join(", ") })),
    h("dl", { class: "fields" },
      term(say("time"), say("time_since", { time: formatMilliseconds(segment.time),
        since: formatMilliseconds(segment.since) })),
      term(say("direction"), `${say(segment.from)} ${flow[segment.from]} → ${say(other)}`),
      term(say("made_by"), say(`made_by_${segment.actor}`)),
      term(say("role"), segment.role),
      term("seq", segment.seq, byteCount > 0 &&
        h("span", { class: "quiet" }, ` ${say("next_seq", { next: segment.seq + byteCount })}`)),
      segment.hasAck && term("ack", segment.ack),
      term("len", formatSize(segment.length)),
      term("window", formatSize(segment.window)),
      term(say("states"), `${say("client")} ${segment.clientState}, ${say("server")} ` +
        segment.serverState)),
    segment.length > 0 && hexDump(segment));
}

function hexDump(segment) {
  const bytes = bytesOf(segment.preview);
  const pieces = piecesOf(bytes);
  const lines = [];
  for (let first = 0; first < bytes.length; first += 8) {
    const row = [...bytes.slice(first, first + 8)];
    const texts = pieces.filter(({ at }) => at >= first && at < first + 8).map(textOf);
    lines.push(`${String(first).padStart(4)}  ${row.map(hexOf).join(" ").padEnd(24)} ` +
      texts.join(""));
  }
  return [bytes.length < segment.length && h("p", { class: "quiet" },
    say("first_bytes", { count: bytes.length, all: formatCount(segment.length) })),
  h("pre", { class: "dump" }, lines.join("\n"))];
}
