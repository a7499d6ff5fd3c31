// SPDX-License-Identifier: MIT
// The bytes around the first one that came back wrong: what was sent above what came, as hex and as
// text, in rows of sixteen (eight where there is little room).

function byteDiff(difference) {
  const expected = bytesOf(difference.expected);
  const actual = bytesOf(difference.actual);
  const place = difference.offset - difference.begin;
  const heading = h("p", {}, say("difference", { offset: formatCount(difference.offset) }));
  const size = Math.max(expected.length, actual.length, place + 1);
  // A record from elsewhere may claim a difference outside of its window: then there is no picture.
  if (place < 0 || size > 4096) return heading;
  const perRow = matchMedia("(max-width: 640px)").matches ? 8 : 16;
  const body = h("tbody");
  for (let first = 0; first < size; first += perRow) {
    const end = Math.min(first + perRow, size);
    body.append(
      diffRow(difference.begin + first, "expected", expected, actual, first, end, place),
      diffRow(null, "actual", actual, expected, first, end, place));
  }
  return h("div", { class: "byte-diff scrolls", tabindex: "0", role: "group",
    "aria-label": say("byte_diff") },
    heading,
    h("table", {},
      h("thead", {}, h("tr", {}, ["offset", "side", "hex", "as_text"].map((key) =>
        h("th", { scope: "col" }, say(key))))),
      body));
}

// `first` to `end` of one side; bytes that the other side does not have are marked.
function diffRow(offset, side, bytes, others, first, end, place) {
  const hex = h("td", { class: "hex" });
  const text = h("td", { class: "text" });
  const kindOf = (at) => at === place ? `first ${side}`
    : (at < bytes.length && bytes[at] !== others[at] ? "other" : "");
  for (let at = first; at < end; ++at) {
    const there = at < bytes.length;
    hex.append(diffCell(there ? hexOf(bytes[at]) : (at === place ? "--" : "  "), kindOf(at)), " ");
  }
  for (const piece of piecesOf(bytes.slice(first, Math.min(end, bytes.length)))) {
    const kinds = Array.from({ length: piece.size }, (_, i) => kindOf(first + piece.at + i));
    const kind = kinds.find((each) => each.startsWith("first")) ?? kinds.find(Boolean) ?? "";
    text.append(diffCell(textOf(piece), kind));
  }
  for (let at = Math.max(first, bytes.length); at < end; ++at) text.append(diffCell(" ", kindOf(at)));
  return h("tr", { class: side },
    h("td", { class: "offset" }, offset === null ? "" : String(offset)),
    h("th", { scope: "row" }, say(side)), hex, text);
}

function diffCell(text, kind) {
  return kind.startsWith("first") ? h("mark", { class: kind }, text)
                                  : h("span", { class: kind || null }, text);
}
