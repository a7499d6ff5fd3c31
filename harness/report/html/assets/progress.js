// SPDX-License-Identifier: MIT
// How a connection went on over time, from the segments that the page holds and, where it does not
// hold all, from the samples between and behind them.

// Curves: which side's segments, and which number of them counts the bytes (the SYN counts as one).
const CURVES = [
  { key: "sent", from: "client", value: (segment) => segment.length && segment.seq + segment.length },
  { key: "acknowledged", from: "server", value: (segment) => segment.hasAck && segment.ack },
  { key: "echoed", from: "server", value: (segment) => segment.length && segment.seq + segment.length },
];
const SEQUENCE_NUMBERS = 2 ** 32;

// { span, curves: [{ key, points: [{ time, bytes, sloped, jumps }] }], waits: [{ begin, end }],
//   zeroWindows: { client: [{ begin, end, share }], server } }, times from the first segment on.
function progressOf(flow) {
  const segments = segmentsOf(flow);
  const samples = samplesOf(flow);
  // Samples tell of everything behind the first segments; a report that has none has a gap there.
  const split = notKept(flow) > 0 ? flow.kept_first : segments.length;
  const closely = segments.slice(0, split);
  const behindGap = samples.length > 0 ? [] : segments.slice(split);
  if (samples.length > 0) samples[0].begin = closely.at(-1)?.time ?? 0;
  const span = segments.reduce((latest, { time }) => Math.max(latest, time), samples.at(-1)?.time ?? 1);
  return {
    span,
    curves: CURVES.map((curve) => ({ key: curve.key,
      points: pointsOf(segments, samples, curve, behindGap[0]?.time) })),
    waits: [...waitsBetween(closely), ...waitsBetween(behindGap), ...samples.map((sample) =>
      ({ begin: sample.waitEnd - sample.wait, end: sample.waitEnd }))],
    zeroWindows: Object.fromEntries(["client", "server"].map((side) => [side,
      joined([...zeroWindowsOf(closely, side), ...zeroWindowsOf(behindGap, side),
        ...samples.flatMap((sample) => sampledZeroWindow(sample, side))])])),
  };
}

// A wait that began with the segment of the sample before: nothing moved until its end.
function restsUntil(sample) {
  return sample.waitEnd - sample.wait <= sample.begin ? sample.waitEnd : sample.begin;
}

// Between a sample and the point before it the curve went up somehow; elsewhere it stood still.
// `gapEnd`: what came before that is not known.
function pointsOf(segments, samples, curve, gapEnd = Infinity) {
  const moments = [
    ...segments.filter((segment) => segment.from === curve.from && !segment.flags.includes("RST"))
      .map((segment) => ({ time: segment.time, number: Math.max(curve.value(segment) - 1, 0) })),
    ...samples.flatMap((sample, at) => [
      ...(restsUntil(sample) > sample.begin
        ? [{ time: restsUntil(sample), bytes: samples[at - 1]?.[curve.key] ?? 0, sloped: true }] : []),
      { time: sample.time, bytes: sample[curve.key], sloped: true }]),
  ].sort((a, b) => a.time - b.time);
  const points = [];
  let most = 0;
  for (const { time, number, bytes = unwrapped(number, most), sloped = false } of moments) {
    if (bytes <= most && !sloped) continue;  // repeated or out of order
    most = Math.max(most, bytes);
    const jumps = time >= gapEnd && !(points.at(-1)?.time >= gapEnd);
    points.push({ time, bytes: most, sloped, jumps });
  }
  return points;
}

// Relative sequence numbers begin again after 4 GiB.
function unwrapped(number, near) {
  return number === 0 ? 0 : number + SEQUENCE_NUMBERS * Math.round((near - number) / SEQUENCE_NUMBERS);
}

function waitsBetween(segments) {
  return segments.slice(1).map((segment) => ({ begin: segment.time - segment.since, end: segment.time }));
}

// From the segment that says "no room" to the next one of that side that has some again.
function zeroWindowsOf(segments, side) {
  const found = [];
  let begin = null;
  for (const segment of segments) {
    if (segment.from !== side || segment.flags.includes("RST")) continue;
    if (segment.window === 0) {
      begin ??= segment.time;
    } else if (begin !== null) {
      found.push({ begin, end: segment.time, share: 1 });
      begin = null;
    }
  }
  if (begin !== null) found.push({ begin, end: segments.at(-1).time, share: 1 });
  return found;
}

// While nothing came the window was either closed or open, as far as the sum tells.
function sampledZeroWindow(sample, side) {
  const closed = sample.zeroWindow[side];
  const rest = restsUntil(sample);
  const wait = rest - sample.begin;
  const moving = sample.time - rest;
  const span = (begin, end, time) =>
    ({ begin, end, share: end > begin ? Math.min(time / (end - begin), 1) : 0 });
  if (closed > moving) {
    return [span(sample.begin, rest, Math.min(closed, wait)), span(rest, sample.time, closed - wait)];
  }
  if (closed < wait) return [span(rest, sample.time, closed)];
  return [span(sample.begin, sample.time, closed)];
}

// Those that follow one another and were closed as much are one.
function joined(spans) {
  const all = [];
  for (const each of spans) {
    if (each.share <= 0) continue;
    const share = Math.max(Math.round(each.share * 10) / 10, 0.1);
    const last = all.at(-1);
    if (last && last.end === each.begin && last.share === share) last.end = each.end;
    else all.push({ ...each, share });
  }
  return all;
}
