// SPDX-License-Identifier: MIT
// Small parts that several places need: verdicts, copying, links to files.

// The worst first, as they are shown.
const SEVERITY = ["fail", "error", "warn", "inconclusive", "skipped", "pass"];
const MARKS = { fail: "✗", error: "‼", warn: "!", inconclusive: "?", skipped: "–", pass: "✓" };

// Colour, mark and word: any one of them is enough.
function badge(verdict) {
  return h("span", { class: `badge ${verdict}` },
    h("span", { "aria-hidden": "true" }, MARKS[verdict] ?? ""), verdict);
}

function copyButton(text) {
  const node = button({ class: "copy" }, say("copy"), async () => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      copyBySelecting(text);  // pages from disk have no clipboard in some browsers
    }
    node.textContent = say("copied");
    setTimeout(() => { node.textContent = say("copy"); }, 1500);
  });
  return node;
}

function copyBySelecting(text) {
  const area = h("textarea", { readonly: true, class: "offscreen", "aria-hidden": "true" });
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

function commandLine(label, command) {
  return h("div", { class: "command" }, h("span", { class: "label" }, label),
    h("code", {}, command), copyButton(command));
}

// Below the run folder, where the page itself is. Each part is escaped, and the link begins with a
// dot: whatever the folder's name holds, it is a file's.
function fileHref(folder, file) {
  const parts = folder.split("/").filter((part) => part !== "" && part !== "..");
  return `./${[...parts, file].map(encodeURIComponent).join("/")}`;
}

function term(name, ...value) {
  return [h("dt", {}, name), h("dd", {}, value)];
}

// A part that is closed until somebody wants it, and made no earlier.
function lazyDetails(summary, makeContent) {
  const details = h("details", {}, h("summary", {}, summary));
  details.addEventListener("toggle", () => {
    if (details.open && details.childElementCount === 1) details.append(makeContent());
  });
  return details;
}
