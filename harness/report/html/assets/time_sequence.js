// SPDX-License-Identifier: MIT
// A bulk connection over time: octets sent, acknowledged and echoed, as Stevens' time-sequence plots
// have them; where a window was closed, where nothing happened, and what the page does not hold.

const PLOT_HEIGHT = 250;
const PLOT_MARGIN = { top: 38, right: 14, bottom: 34, left: 64 };
const STALL_SHARE = 0.15;      // of the whole time, and
const STALL_LEAST = 20e6;      // this many nanoseconds: shorter waits are scheduling

// Curves: which side's segments, and which number of them counts the octets (the SYN counts as one).
const CURVES = [
  { key: "sent", from: "client", value: (segment) => segment.length && segment.seq + segment.length },
  { key: "acknowledged", from: "server", value: (segment) => segment.hasAck && segment.ack },
  { key: "echoed", from: "server", value: (segment) => segment.length && segment.seq + segment.length },
];

function pointsOf(segments, curve) {
  const points = [];
  let most = 0;
  for (const segment of segments) {
    if (segment.from !== curve.from || segment.flags.includes("RST")) continue;
    const value = Math.max(curve.value(segment) - 1, 0);
    if (value <= most) continue;  // repeated or out of order
    most = value;
    points.push([segment.time, value, segment.index]);
  }
  return points;
}

function timeSequence(flow, width) {
  const segments = segmentsOf(flow);
  const span = Math.max(segments.at(-1).time, 1);
  const curves = CURVES.map((curve) => ({ ...curve, points: pointsOf(segments, curve) }));
  const most = Math.max(1, ...curves.flatMap((curve) => curve.points.map((point) => point[1])));
  const left = PLOT_MARGIN.left;
  const right = width - PLOT_MARGIN.right;
  const bottom = PLOT_HEIGHT - PLOT_MARGIN.bottom;
  const plot = {
    flow, segments, span, left, right, bottom, top: PLOT_MARGIN.top,
    x: (time) => left + (right - left) * time / span,
    y: (octets) => bottom - (bottom - PLOT_MARGIN.top) * octets / most,
  };
  const picture = svg("svg", { class: "plot", width, height: PLOT_HEIGHT, role: "img",
    viewBox: `0 0 ${width} ${PLOT_HEIGHT}`, "aria-label": say("plot_label", {
      sent: formatSize(flow.from_client[2]), echoed: formatSize(flow.from_server[2]),
      time: formatDuration(span) }) },
    drawGap(plot), drawStalls(plot), drawAxes(plot, most), drawZeroWindows(plot),
    curves.map((curve) => drawCurve(plot, curve)));
  return h("figure", { class: "time-sequence" },
    h("figcaption", {}, say("plot_title"), plotLegend(curves),
      notKept(flow) > 0 && h("span", { class: "quiet" }, " ",
        say("plot_gap", { count: formatCount(notKept(flow)) }))),
    h("div", { class: "scrolls", tabindex: "0", role: "group", "aria-label": say("plot_title") },
      picture));
}

function plotLegend(curves) {
  const key = (name) => svg("svg", { class: "plot-key", width: 26, height: 10, "aria-hidden": "true" },
    svg("path", { class: `curve ${name}`, d: "M1 5H25" }));
  return h("span", { class: "legend" }, curves.map((curve) => [key(curve.key), say(`plot_${curve.key}`)]));
}

// Between two known points the curve stands still until the next one: steps.
function drawCurve(plot, curve) {
  let d = "";
  let before = null;
  for (const [time, octets, index] of curve.points) {
    const beyondGap = before !== null && before < plot.flow.kept_first &&
        index >= plot.flow.kept_first && notKept(plot.flow) > 0;
    d += before === null || beyondGap ? `M${plot.x(time).toFixed(1)} ${plot.y(octets).toFixed(1)}`
      : `H${plot.x(time).toFixed(1)}V${plot.y(octets).toFixed(1)}`;
    before = index;
  }
  return svg("path", { class: `curve ${curve.key}`, d });
}

function drawAxes(plot, most) {
  const group = svg("g", { class: "axes" },
    svg("path", { d: `M${plot.left} ${plot.top}V${plot.bottom}H${plot.right}` }));
  for (let part = 0; part <= 4; ++part) {
    const octets = Math.round(most * part / 4);
    const time = plot.span * part / 4;
    group.append(
      svg("path", { class: "grid", d: `M${plot.left} ${plot.y(octets)}H${plot.right}` }),
      label(plot.left - 6, plot.y(octets) + 4, part === 0 ? "0" : tickSize(octets),
        { "text-anchor": "end" }),
      label(plot.x(time), plot.bottom + 16, part === 0 ? "0" : formatDuration(time),
        { "text-anchor": part === 4 ? "end" : (part === 0 ? "start" : "middle") }));
  }
  return group;
}

// Short enough for the margin: "976", "5.8 KiB"
function tickSize(octets) {
  if (octets < 1024) return String(octets);
  return octets < 1 << 20 ? `${(octets / 1024).toFixed(1)} KiB` : `${(octets / (1 << 20)).toFixed(1)} MiB`;
}

function drawBand(plot, from, to, name, text) {
  const x = plot.x(from);
  const width = Math.max(plot.x(to) - x, 1);
  return svg("g", { class: name }, svg("title", {}, text),
    svg("rect", { x, y: plot.top, width, height: plot.bottom - plot.top }),
    width > columnsOf(text) * 6 && label(x + width / 2, plot.top + 14, text, { "text-anchor": "middle" }));
}

function drawGap(plot) {
  const count = notKept(plot.flow);
  const after = plot.segments[plot.flow.kept_first];
  if (count === 0 || !after) return null;
  const before = plot.segments[plot.flow.kept_first - 1];
  return drawBand(plot, before?.time ?? 0, after.time, "gap",
    say("not_kept", { count: formatCount(count) }));
}

// Waits in which neither end sent anything.
function drawStalls(plot) {
  const limit = Math.max(plot.span * STALL_SHARE, STALL_LEAST);
  return plot.segments.filter((segment, at) => at > 0 && segment.since > limit &&
    !(at === plot.flow.kept_first && notKept(plot.flow) > 0))
    .map((segment) => drawBand(plot, segment.time - segment.since, segment.time, "stall",
      say("stall", { time: formatDuration(segment.since) })));
}

// From the segment that says "no room" to the next one of that side that has some again.
function drawZeroWindows(plot) {
  const closed = { client: null, server: null };
  const group = svg("g", { class: "zero-windows" });
  const close = (side, until) => {
    const x = plot.x(closed[side]);
    const y = side === "client" ? plot.top - 26 : plot.top - 18;
    group.append(svg("rect", { x, y, width: Math.max(plot.x(until) - x, 3), height: 5, class: side },
      svg("title", {}, say("zero_window", { side: say(side) }))));
    closed[side] = null;
  };
  for (const segment of plot.segments) {
    const side = segment.from;
    if (segment.flags.includes("RST")) continue;
    if (segment.window === 0) closed[side] ??= segment.time;
    else if (closed[side] !== null) close(side, segment.time);
  }
  for (const side of ["client", "server"]) if (closed[side] !== null) close(side, plot.span);
  if (group.childElementCount > 0) {
    group.append(label(plot.left - 6, plot.top - 16, say("zero_windows"), { "text-anchor": "end" }));
  }
  return group;
}
