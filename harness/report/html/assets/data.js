// SPDX-License-Identifier: MIT
// The page's data, as harness/report/html/ packed it (docs/html-report.md), and its unpacking.

const data = JSON.parse(document.getElementById("data").textContent);

// One sentence of the page's own words, with {names} replaced.
function say(key, values = {}) {
  const sentence = data.words[key] ?? key;
  return sentence.replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));
}

// What is in English in every language: errors and notes that are no text of the catalogue.
const ENGLISH = data.language === "en" ? {} : { lang: "en" };

function bytesOf(base64) {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

// The order of the numbers in a packed segment, flat in its flow's list.
const SEGMENT_FIELDS = 9;

// Segments are unpacked when their flow is first looked at.
function segmentsOf(flow) {
  if (flow.unpacked) return flow.unpacked;
  const { sentences, previews, shapes } = data.tables;
  const packed = flow.segments ?? [];
  const segments = [];
  let time = 0;
  for (let at = 0; at < packed.length; at += SEGMENT_FIELDS) {
    const [frame, since, shape, seq, ack, length, window, sentence, preview] =
      packed.slice(at, at + SEGMENT_FIELDS);
    time += since;
    const [from, flags, role, actor, clientState, serverState] = shapes[shape];
    segments.push({
      index: segments.length, frame, time, since, from, flags, role, actor, clientState, serverState,
      seq, ack, length, window, sentence: sentences[sentence], preview: previews[preview],
      hasAck: flags.split("+").includes("ACK"),
    });
  }
  flow.unpacked = segments;
  return segments;
}

const SAMPLE_FIELDS = 8;

// How far a long connection had come, from the end of the first segments on: what a sample counts,
// it counts since `begin`.
function samplesOf(flow) {
  const packed = flow.samples ?? [];
  const samples = [];
  let [time, sent, acknowledged, echoed] = [0, 0, 0, 0];
  for (let at = 0; at < packed.length; at += SAMPLE_FIELDS) {
    const [since, moreSent, moreAcknowledged, moreEchoed, wait, waitEnd, client, server] =
      packed.slice(at, at + SAMPLE_FIELDS);
    const begin = time;
    time += since;
    sent += moreSent;
    acknowledged += moreAcknowledged;
    echoed += moreEchoed;
    samples.push({ begin, time, sent, acknowledged, echoed, wait, waitEnd: time - waitEnd,
      zeroWindow: { client, server } });
  }
  return samples;
}

// Segments of the flow that the page does not hold, between its beginning and its end.
function notKept(flow) {
  return flow.count - (flow.segments?.length ?? 0) / SEGMENT_FIELDS;
}
