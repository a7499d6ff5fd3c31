// SPDX-License-Identifier: MIT
// Numbers, times and octets as people read them.

const numbers = new Intl.NumberFormat(data.language);

function formatCount(count) {
  return numbers.format(count);
}

// "0.123 ms", "18.3 ms", "2.41 s": as the console writes them.
function formatDuration(nanoseconds) {
  const milliseconds = nanoseconds / 1e6;
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(2)} s`;
  return `${milliseconds.toFixed(milliseconds < 10 ? 3 : 1)} ms`;
}

function formatMilliseconds(nanoseconds) {
  return (nanoseconds / 1e6).toFixed(3);
}

// "512 octets", "38 KiB", "1 MiB"
function formatSize(octets) {
  if (octets === 1) return say("one_octet");
  if (octets < 10 * 1024) return say("octets", { count: formatCount(octets) });
  const [unit, size] = octets < 1 << 20 ? ["KiB", octets / 1024] : ["MiB", octets / (1 << 20)];
  return `${Number(size.toFixed(1))} ${unit}`;
}

function hexOf(octet) {
  return octet.toString(16).padStart(2, "0");
}

// One character an octet; what is not printable ASCII is a dot.
function textOf(octet) {
  return octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : "·";
}

const ESCAPES = new Map([[10, "\\n"], [13, "\\r"], [9, "\\t"], [0, "\\0"], [92, "\\\\"], [34, '\\"']]);

// Octets as a string in quotes would have them: hoge\n
function escapedText(octets) {
  return Array.from(octets, (octet) => ESCAPES.get(octet) ??
      (octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : `\\x${hexOf(octet)}`)).join("");
}

// Columns of a fixed-width font that text takes; East Asian characters take two.
function columnsOf(text) {
  let columns = 0;
  for (const character of text) columns += character.codePointAt(0) >= 0x1100 ? 2 : 1;
  return columns;
}

function cutToColumns(text, columns) {
  if (columnsOf(text) <= columns) return text;
  let cut = "";
  let used = 1;
  for (const character of text) {
    used += character.codePointAt(0) >= 0x1100 ? 2 : 1;
    if (used > columns) break;
    cut += character;
  }
  return `${cut}…`;
}
