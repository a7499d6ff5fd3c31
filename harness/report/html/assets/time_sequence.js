// SPDX-License-Identifier: MIT
// A bulk connection over time: bytes sent, acknowledged and echoed, as Stevens' time-sequence plots
// have them; where a window was closed, and where nothing happened.

const PLOT_HEIGHT = 250;
const PLOT_MARGIN = { top: 38, right: 14, bottom: 34, left: 64 };
const STALL_SHARE = 0.15;      // of the whole time, and
const STALL_LEAST = 20e6;      // this many nanoseconds: shorter waits are scheduling

function timeSequence(flow, width) {
  const progress = progressOf(flow);
  const most = Math.max(1, ...progress.curves.flatMap((curve) => curve.points.map((point) => point.bytes)));
  const left = PLOT_MARGIN.left;
  const right = width - PLOT_MARGIN.right;
  const bottom = PLOT_HEIGHT - PLOT_MARGIN.bottom;
  const plot = {
    flow, ...progress, left, right, bottom, top: PLOT_MARGIN.top,
    x: (time) => left + (right - left) * time / progress.span,
    y: (bytes) => bottom - (bottom - PLOT_MARGIN.top) * bytes / most,
  };
  const picture = svg("svg", { class: "plot", width, height: PLOT_HEIGHT, role: "img",
    viewBox: `0 0 ${width} ${PLOT_HEIGHT}`, "aria-label": say("plot_label", {
      sent: formatSize(flow.from_client[2]), echoed: formatSize(flow.from_server[2]),
      time: formatDuration(plot.span) }) },
    drawStalls(plot), drawAxes(plot, most), drawZeroWindows(plot),
    plot.curves.map((curve) => drawCurve(plot, curve)));
  return h("figure", { class: "time-sequence" },
    h("figcaption", {}, say("plot_title"), plotLegend(plot.curves),
      notKept(flow) > 0 && h("span", { class: "quiet" }, " ",
        say(flow.samples ? "plot_sampled" : "not_kept", { count: formatCount(notKept(flow)) }))),
    h("div", { class: "scrolls", tabindex: "0", role: "group", "aria-label": say("plot_title") },
      picture));
}

function plotLegend(curves) {
  const key = (name) => svg("svg", { class: "plot-key", width: 26, height: 10, "aria-hidden": "true" },
    svg("path", { class: `curve ${name}`, d: "M1 5H25" }));
  return h("span", { class: "legend" }, curves.map((curve) =>
    h("span", { class: "legend-item" }, key(curve.key), say(`plot_${curve.key}`))));
}

function drawCurve(plot, curve) {
  let d = "";
  for (const { time, bytes, sloped, jumps } of curve.points) {
    const [x, y] = [plot.x(time).toFixed(1), plot.y(bytes).toFixed(1)];
    if (d === "" || jumps) d += `M${x} ${y}`;
    else d += sloped ? `L${x} ${y}` : `H${x}V${y}`;
  }
  return svg("path", { class: `curve ${curve.key}`, d });
}

function drawAxes(plot, most) {
  const group = svg("g", { class: "axes" },
    svg("path", { d: `M${plot.left} ${plot.top}V${plot.bottom}H${plot.right}` }));
  for (let part = 0; part <= 4; ++part) {
    const bytes = Math.round(most * part / 4);
    const time = plot.span * part / 4;
    group.append(
      svg("path", { class: "grid", d: `M${plot.left} ${plot.y(bytes)}H${plot.right}` }),
      label(plot.left - 6, plot.y(bytes) + 4, part === 0 ? "0" : tickSize(bytes),
        { "text-anchor": "end" }),
      label(plot.x(time), plot.bottom + 16, part === 0 ? "0" : formatDuration(time),
        { "text-anchor": part === 4 ? "end" : (part === 0 ? "start" : "middle") }));
  }
  return group;
}

// Short enough for the margin: "976", "5.8 KiB"
function tickSize(bytes) {
  if (bytes < 1024) return String(bytes);
  return bytes < 1 << 20 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / (1 << 20)).toFixed(1)} MiB`;
}

function drawBand(plot, from, to, name, text) {
  const x = plot.x(from);
  const width = Math.max(plot.x(to) - x, 1);
  return svg("g", { class: name }, svg("title", {}, text),
    svg("rect", { x, y: plot.top, width, height: plot.bottom - plot.top }),
    width > columnsOf(text) * 6 && label(x + width / 2, plot.top + 14, text, { "text-anchor": "middle" }));
}

// Waits in which neither end sent anything.
function drawStalls(plot) {
  const limit = Math.max(plot.span * STALL_SHARE, STALL_LEAST);
  return plot.waits.filter(({ begin, end }) => end - begin > limit)
    .map(({ begin, end }) => drawBand(plot, begin, end, "stall",
      say("stall", { time: formatDuration(end - begin) })));
}

// Fainter where the window was closed for a part of the time only.
function drawZeroWindows(plot) {
  const group = svg("g", { class: "zero-windows" });
  for (const side of ["client", "server"]) {
    const y = side === "client" ? plot.top - 26 : plot.top - 18;
    for (const { begin, end, share } of plot.zeroWindows[side]) {
      const x = plot.x(begin);
      group.append(svg("rect", { x, y, width: Math.max(plot.x(end) - x, 3), height: 5, class: side,
        "fill-opacity": 0.2 + 0.8 * share },
        svg("title", {}, say(share < 1 ? "zero_window_share" : "zero_window",
          { side: say(side), percent: Math.round(share * 100) }))));
    }
  }
  if (group.childElementCount > 0) {
    group.append(label(plot.left - 6, plot.top - 16, say("zero_windows"), { "text-anchor": "end" }));
  }
  return group;
}
