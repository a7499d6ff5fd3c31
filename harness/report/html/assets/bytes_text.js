// SPDX-License-Identifier: MIT
// Bytes as people read them: printable UTF-8 as its characters, all else as escapes or dots. The
// console does the same (harness/base/bytes.h).

// Letters, marks, digits, punctuation and symbols, and the wide space of Japanese. What has no
// picture, although it is a letter, is none of them.
const PRINTABLE = /^(?![\u115f\u1160\u2800\u3164\uffa0])[\p{L}\p{M}\p{N}\p{P}\p{S}\u3000]$/u;
const COMBINING = /^\p{M}$/u;

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

// The character of two to four bytes at `at`, if it is printable; otherwise null.
function characterAt(bytes, at) {
  const lead = bytes[at];
  if (lead < 0xc2 || lead > 0xf4) return null;
  const size = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (at + size > bytes.length) return null;
  try {
    const text = utf8.decode(Uint8Array.from(bytes.slice(at, at + size)));
    return PRINTABLE.test(text) ? { text, size } : null;
  } catch {
    return null;  // not UTF-8
  }
}

// The bytes from first to last: { at, size, text }, where text is null for one byte that is neither
// printable ASCII nor part of a printable character. A mark that combines needs a character before.
function piecesOf(bytes) {
  const pieces = [];
  for (let at = 0; at < bytes.length;) {
    const ascii = bytes[at] >= 0x20 && bytes[at] < 0x7f;
    const character = ascii ? { text: String.fromCharCode(bytes[at]), size: 1 }
                            : characterAt(bytes, at);
    const alone = !pieces.at(-1)?.text;
    const shown = character && !(COMBINING.test(character.text) && alone);
    pieces.push(shown ? { at, ...character } : { at, size: 1, text: null });
    at += pieces.at(-1).size;
  }
  return pieces;
}

const ESCAPES = new Map([[10, "\\n"], [13, "\\r"], [9, "\\t"], [0, "\\0"], [92, "\\\\"], [34, '\\"']]);

// The pieces of bytes as a string in quotes would have them: hoge\n
function escapedPieces(bytes) {
  return piecesOf(bytes).map(({ at, text }) =>
    ESCAPES.get(bytes[at]) ?? text ?? `\\x${hexOf(bytes[at])}`);
}

// As wide as its bytes where it can be, so that what follows stays below its own: a character takes
// no more columns than it has bytes. What is not printable is a dot.
function textOf(piece) {
  if (piece.text === null) return "·";
  return piece.text + " ".repeat(Math.max(0, piece.size - columnsOf(piece.text)));
}
