// SPDX-License-Identifier: MIT
// Numbers, times and bytes as people read them.

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

// "512 bytes", "38 KiB", "1 MiB"
function formatSize(bytes) {
  if (bytes === 1) return say("one_byte");
  if (bytes < 10 * 1024) return say("bytes", { count: formatCount(bytes) });
  const [unit, size] = bytes < 1 << 20 ? ["KiB", bytes / 1024] : ["MiB", bytes / (1 << 20)];
  return `${Number(size.toFixed(1))} ${unit}`;
}

function hexOf(byte) {
  return byte.toString(16).padStart(2, "0");
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
