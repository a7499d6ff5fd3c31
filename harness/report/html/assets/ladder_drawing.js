// SPDX-License-Identifier: MIT
// The ladder as SVG: client left, server right, time runs down. What a program made is a solid line
// with a filled head and a P, what a kernel made is dashed with an open head and a K.

const NARROWEST_LADDER = 580;
const WIDEST_LADDER = 900;
const CHARACTER = 6.7;  // width of a label's characters, in CSS pixels
const LADDER_TOP = 74;

// `view`: {flow, marked: Map(frame -> checks), toScale, width, rows}
function drawLadder(view) {
  const width = Math.round(Math.min(Math.max(view.width, NARROWEST_LADDER), WIDEST_LADDER));
  const at = columnsFor(view, width);
  const bottom = view.toScale ? placeToScale(view.rows, LADDER_TOP)
                              : placeEvenly(view.rows, LADDER_TOP);
  const height = bottom + 12;
  const options = svg("g", { role: "listbox", "aria-label": say("ladder_label",
    { client: view.flow.client, server: view.flow.server }) });
  const states = svg("g", { "aria-hidden": "true" });
  drawStates(view, at, states, height);
  view.rows.forEach((row, index) => options.append(
    ...(row.segment ? drawSegment(view, at, row, index) : drawFold(at, row, index))));
  return svg("svg", { class: "ladder", width, height, viewBox: `0 0 ${width} ${height}` },
    drawMarks(view, at), drawHeads(view, at), drawPhases(view, at), states, options);
}

// Where things stand from left to right. Long frame numbers and times take what they need.
function columnsFor(view, width) {
  const last = view.rows.findLast((row) => row.segment)?.segment;
  const frame = 32 + CHARACTER * (String(last?.frame ?? 0).length + 2);
  const time = frame + 8 + CHARACTER * formatMilliseconds(last?.time ?? 0).length;
  return { width, frame, time, client: time + 102, server: width - 112 };
}

function label(x, y, text, attributes = {}) {
  return svg("text", { x, y, ...attributes }, text);
}

function drawHeads(view, at) {
  const { flow } = view;
  const room = (columns) => Math.floor(columns / CHARACTER);
  const head = (side, x, name, address, anchor, columns) => svg("g", { class: side },
    svg("title", {}, `${name} ${address}`),
    label(x, 18, cutToColumns(name, room(columns)), { class: "name", "text-anchor": anchor }),
    label(x, 34, cutToColumns(address, room(columns)), { class: "address", "text-anchor": anchor }));
  return svg("g", { class: "heads" },
    head("client", at.client, flow.name || say("client"), flow.client, "middle", 200),
    head("server", at.server, say("server"), flow.server, "middle", 200),
    label(at.frame, 54, say("frame"), { class: "quiet", "text-anchor": "end" }),
    label(at.time, 54, "ms", { class: "quiet", "text-anchor": "end" }));
}

// Each end's state, where it changes, beside its line.
function drawStates(view, at, group, height) {
  const { flow, rows } = view;
  const first = rows.find((row) => row.segment);
  const shown = { client: null, server: null };
  const begin = { client: LADDER_TOP - 24, server: LADDER_TOP - 24 };
  const change = (side, state, y, last) => {
    if (shown[side] !== null && (state !== shown[side] || last)) {
      group.append(svg("rect", { x: at[side] - 3, y: begin[side], width: 6,
        height: Math.max(y - begin[side], 0), class: `state ${stateClass(shown[side])}` }));
    }
    if (state === shown[side]) return;
    shown[side] = state;
    begin[side] = y;
    group.append(label(at[side] + (side === "client" ? -14 : 14), y + 4, state,
      { class: `state-name ${side}`, "text-anchor": side === "client" ? "end" : "start" }));
  };
  if (flow.handshake_seen) {
    change("client", "CLOSED", LADDER_TOP - 24);
    if (flow.server_listened) change("server", "LISTEN", LADDER_TOP - 24);
  } else if (first) {
    group.append(label((at.client + at.server) / 2, LADDER_TOP - 10, say("no_handshake"),
      { class: "quiet", "text-anchor": "middle" }));
  }
  for (const row of rows) {
    const segment = row.segment ?? row.last;
    if (!segment) continue;
    const sent = row.y;
    const got = row.y + row.slant;
    change("client", segment.clientState, segment.from === "client" ? sent : got);
    change("server", segment.serverState, segment.from === "server" ? sent : got);
  }
  for (const side of ["client", "server"]) change(side, shown[side], height - 8, true);
}

function stateClass(state) {
  if (state === "ESTABLISHED") return "open";
  return ["CLOSED", "LISTEN", "TIME-WAIT"].includes(state) ? "none" : "between";
}

// Below all else, so that nothing is hidden by a mark.
function drawMarks(view, at) {
  return svg("g", { class: "marks" }, view.rows
    .filter((row) => row.segment && view.marked.has(row.segment.frame))
    .map((row) => svg("rect", { x: 28, y: row.top, width: at.width - 30, height: row.height })));
}

function drawPhases(view, at) {
  const group = svg("g", { class: "phases" });
  for (const [phase, first, last] of phasesOf(view.rows)) {
    const top = view.rows[first].top + 3;
    const bottom = view.rows[last].top + view.rows[last].height - 3;
    const middle = (top + bottom) / 2;
    group.append(svg("path", { d: `M24 ${top}h-6V${bottom}h6` }),
      bottom - top < 36 ? svg("title", {}, say(`phase_${phase}`))
        : label(0, 0, say(`phase_${phase}`),
          { transform: `translate(13 ${middle}) rotate(-90)`, "text-anchor": "middle" }));
  }
  return group;
}

// What has the focus and is read aloud is one thing, what is seen another, right behind it.
function drawSegment(view, at, row, index) {
  const { segment, y } = row;
  const fromClient = segment.from === "client";
  const marks = view.marked.get(segment.frame);
  const kind = [segment.from, segment.actor, segment.flags.includes("RST") && "reset",
    marks && "marked", !row.labelled && "unlabelled"].filter(Boolean).join(" ");
  const option = svg("g", {
    class: `segment ${kind}`, role: "option", tabindex: "-1", "aria-selected": "false",
    "data-row": index, "data-frame": segment.frame, "aria-label": spokenSegment(segment, marks),
  }, svg("rect", { class: "hit", x: 28, y: row.top, width: at.width - 30, height: row.height }));
  const node = svg("g", { class: `drawing ${kind}`, "aria-hidden": "true" });
  if (row.broken) node.append(drawBreak(at, row));
  if (row.labelled) {
    node.append(label(at.frame, y + 4, (marks ? "! " : "") + segment.frame,
      { class: "frame", "text-anchor": "end" }),
      label(at.time, y + 4, formatMilliseconds(segment.time), { class: "time", "text-anchor": "end" }));
  }
  const from = at[segment.from] + (fromClient ? 10 : -10);
  const to = at[fromClient ? "server" : "client"] + (fromClient ? -5 : 5);
  node.append(drawArrow(from, y, to, y + row.slant, segment.actor), drawActor(at, row));
  drawLabels(view, at, row, node);
  return [option, node];
}

function drawArrow(x1, y1, x2, y2, actor) {
  const back = x2 > x1 ? -9 : 9;
  return svg("g", { class: "arrow" },
    svg("line", { x1, y1, x2: actor === "program" ? x2 + back / 2 : x2, y2 }),
    svg("path", { class: "head", d: `M${x2 + back} ${y2 - 4.5}L${x2} ${y2}L${x2 + back} ${y2 + 4.5}` +
      (actor === "program" ? "Z" : "") }));
}

// Who made it: P or K, where the arrow begins.
function drawActor(at, row) {
  const x = at[row.segment.from];
  const program = row.segment.actor === "program";
  return svg("g", { class: "actor" },
    program ? svg("rect", { x: x - 7, y: row.y - 7, width: 14, height: 14, rx: 2 })
            : svg("circle", { cx: x, cy: row.y, r: 7 }),
    label(x, row.y + 3.5, program ? "P" : "K", { "text-anchor": "middle" }));
}

function numbersOf(segment) {
  let text = `seq ${segment.seq}`;
  if (segment.hasAck) text += ` ack ${segment.ack}`;
  return segment.length > 0 ? `${text} len ${segment.length}` : text;
}

// Flags, numbers and the first bytes above the arrow, what it means below.
function drawLabels(view, at, row, node) {
  const { segment } = row;
  const left = at.client + 20;
  const room = Math.floor((at.server - at.client - 40) / CHARACTER);
  const numbersText = numbersOf(segment);
  const rest = room - segment.flags.length - numbersText.length - 5;
  let bytes = "";
  if (segment.length > 0 && rest > 5) {
    bytes = cutBytes(bytesOf(segment.preview), segment.length, rest);
  }
  node.append(svg("text", { class: "above", x: left, y: row.y - 7 },
    svg("tspan", { class: "flags" }, segment.flags),
    svg("tspan", { class: "numbers", dx: 8 }, numbersText),
    bytes && svg("tspan", { class: "bytes", dx: 8 }, `"${bytes}"`)));
  if (view.toScale) return;
  node.append(label(left, row.y + 19, cutToColumns(segment.sentence, room + 4),
    { class: "meaning", lang: data.language }));
}

// As many as there is room for, never half an escape or half a character.
function cutBytes(bytes, length, room) {
  const pieces = escapedPieces(bytes);
  const all = pieces.join("");
  if (bytes.length === length && columnsOf(all) <= room) return all;
  let text = "";
  let used = 1;
  for (const piece of pieces) {
    used += columnsOf(piece);
    if (used > room) break;
    text += piece;
  }
  return `${text}…`;
}

function drawBreak(at, row) {
  const y = row.y - LONGEST_GAP / 2;
  const zigzag = (x) => svg("path", { d: `M${x - 8} ${y - 4}l5 8l5 -8l5 8` });
  return svg("g", { class: "break" }, zigzag(at.client), zigzag(at.server),
    label((at.client + at.server) / 2, y + 4, say("waits", { time: formatDuration(row.wait) }),
      { "text-anchor": "middle" }));
}

// A folded run, or what only the capture file has.
function drawFold(at, row, index) {
  const text = row.notKept ? say("not_kept", { count: formatCount(row.notKept) })
                           : foldText(row.fold);
  const middle = (at.client + at.server) / 2;
  const option = svg("g", { class: row.notKept ? "fold not-kept" : "fold", role: "option",
    tabindex: "-1", "aria-selected": "false", "data-row": index,
    "aria-label": row.notKept ? text : `${text}. ${say("opens")}` },
  svg("rect", { class: "hit", x: at.client + 10, y: row.y - 13, width: at.server - at.client - 20,
    height: 26, rx: 5 }));
  const shown = cutToColumns((row.notKept ? "⋯ " : "▸ ") + text,
    Math.floor((at.server - at.client - 30) / CHARACTER));
  return [option, svg("g", { class: "drawing fold-text", "aria-hidden": "true" },
    label(middle, row.y + 4, shown, { "text-anchor": "middle" }))];
}

function foldText(fold) {
  return say("folded", { count: formatCount(fold.count), to_server: formatSize(fold.toServer),
    to_client: formatSize(fold.toClient) });
}

function spokenSegment(segment, marks) {
  return say("spoken_segment", { frame: segment.frame, time: formatMilliseconds(segment.time),
    from: say(segment.from), flags: segment.flags, numbers: numbersOf(segment),
    sentence: segment.sentence }) + (marks ? ` ${say("named_by", { checks: marks.join(", ") })}` : "");
}
