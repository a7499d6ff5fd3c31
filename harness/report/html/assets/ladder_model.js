// SPDX-License-Identifier: MIT
// What a ladder has to draw, before anything is drawn: rows, phases, where each row stands.

const HANDSHAKE_ROLES = ["syn", "syn-ack", "handshake-ack"];
const CLOSING_ROLES = ["fin", "data-fin", "reset"];

// A row is a segment, a run of segments that is folded ({fold}), or what the page does not hold
// ({notKept}). `opened` holds the folds that the reader opened.
function ladderRows(flow, opened) {
  const segments = segmentsOf(flow);
  const folds = new Map(flow.folds.map((fold) => [fold[0], fold]));
  const rows = [];
  for (let at = 0; at < segments.length;) {
    if (at === flow.kept_first && notKept(flow) > 0) rows.push({ notKept: notKept(flow) });
    const fold = folds.get(at);
    if (fold && !opened.has(at)) {
      const [first, count, toServer, toClient] = fold;
      rows.push({ fold: { first, count, toServer, toClient }, time: segments[at].time,
        last: segments[at + count - 1] });
      at += count;
      continue;
    }
    rows.push({ segment: segments[at], time: segments[at].time });
    ++at;
  }
  addPhases(rows);
  return rows;
}

// Handshake, data, close: a connection goes through them in this order and never back.
function addPhases(rows) {
  let phase = "handshake";
  for (const row of rows) {
    const role = row.segment?.role;
    if (CLOSING_ROLES.includes(role)) phase = "close";
    else if (phase === "handshake" && !HANDSHAKE_ROLES.includes(role)) phase = "data";
    row.phase = phase;
  }
}

// Runs of rows in the same phase, as [phase, first row, last row].
function phasesOf(rows) {
  const phases = [];
  rows.forEach((row, at) => {
    const latest = phases.at(-1);
    if (latest?.[0] === row.phase) latest[2] = at;
    else phases.push([row.phase, at, at]);
  });
  return phases;
}

const EVEN_ROW = 46;
const FOLD_ROW = 34;

function placeEvenly(rows, top) {
  let y = top;
  for (const row of rows) {
    row.top = y;
    row.height = row.segment ? EVEN_ROW : FOLD_ROW;
    row.y = row.segment ? y + 21 : y + FOLD_ROW / 2;
    row.slant = 5;
    row.labelled = true;
    y += row.height;
  }
  return y;
}

// To scale, with two concessions to paper: the median wait gets a readable length, and a wait that
// would be longer than a hand is broken, with its length written into the gap.
const MEDIAN_GAP = 26;
const LONGEST_GAP = 150;
const LABEL_ROOM = 16;

function placeToScale(rows, top) {
  const waits = [];
  rows.forEach((row, at) => {
    const before = rows[at - 1];
    row.wait = at === 0 || row.notKept || before.notKept ? 0
        : Math.max(row.time - (before.last ?? before.segment).time, 0);  // stamps may go back
    if (row.wait > 0) waits.push(row.wait);
  });
  waits.sort((a, b) => a - b);
  const scale = MEDIAN_GAP / (waits[waits.length >> 1] ?? 1);
  let y = top + 14;
  let labelEnd = 0;
  for (const row of rows) {
    const gap = row.wait * scale;
    row.broken = gap > LONGEST_GAP;
    y += row.segment ? Math.min(gap, LONGEST_GAP) : Math.max(Math.min(gap, LONGEST_GAP), FOLD_ROW);
    row.y = y;
    row.slant = 0;
    row.labelled = y >= labelEnd;
    if (row.labelled) labelEnd = y + LABEL_ROOM;
    row.top = y - 8;
    row.height = 16;
    if (!row.segment) {
      y += FOLD_ROW;
      labelEnd = y;
    }
  }
  return y + 24;
}
