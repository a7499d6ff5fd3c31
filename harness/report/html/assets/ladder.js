// SPDX-License-Identifier: MIT
// A connection's ladder with its controls: scale, folds, and one segment at a time under the mouse
// or the arrow keys.

class Ladder {
  // `marked`: frame -> checks whose findings name it. `onSegment(frame)` hears what has the focus.
  constructor(flow, marked, onSegment) {
    this.flow = flow;
    this.marked = marked;
    this.onSegment = onSegment;
    this.opened = new Set();
    this.toScale = false;
    this.current = 0;
    this.box = h("div", { class: "ladder-box scrolls" });
    this.panel = h("div", { class: "inspector", role: "group", "aria-label": say("inspector") });
    this.element = h("div", { class: "ladder-view" },
      h("div", { class: "ladder-side" }, this.controls(), this.box), this.panel);
    inspectNothing(this.panel);
    this.listen();
    this.width = 0;
    new ResizeObserver(() => {
      // Redrawn only when it matters: each drawing loses where the mouse is.
      if (this.box.clientWidth > 0 && Math.abs(this.box.clientWidth - this.width) > 24) this.draw();
    }).observe(this.box);
  }

  controls() {
    const scale = (value, text) => {
      const input = h("input", { type: "radio", name: this.radioName ??= freshId("scale"), value,
        checked: value === "even" });
      input.addEventListener("change", () => { this.toScale = value === "time"; this.draw(); });
      return h("label", {}, input, ` ${text}`);
    };
    return h("div", { class: "controls" },
      h("fieldset", {}, h("legend", { class: "offscreen" }, say("scale")),
        scale("even", say("scale_even")), scale("time", say("scale_time"))),
      this.flow.folds.length > 0 && button({ class: "folds" }, say("open_folds"),
        () => this.toggleFolds()),
      h("span", { class: "legend" }, h("span", { class: "key program" }, "P"), say("key_program"),
        h("span", { class: "key kernel" }, "K"), say("key_kernel")));
  }

  draw() {
    this.width = this.box.clientWidth || NARROWEST_LADDER;
    this.rows = ladderRows(this.flow, this.opened);
    this.current = Math.min(this.current, this.rows.length - 1);
    const focused = this.box.contains(document.activeElement);
    this.box.replaceChildren(drawLadder({ ...this, width: this.width }));
    this.nodeAt(this.current)?.setAttribute("tabindex", "0");
    if (focused) this.nodeAt(this.current)?.focus({ preventScroll: true });
    const folds = this.element.querySelector(".folds");
    if (folds) folds.textContent = say(this.opened.size > 0 ? "close_folds" : "open_folds");
  }

  nodeAt(row) {
    return this.box.querySelector(`[data-row="${row}"]`);
  }

  listen() {
    const rowOf = (event) => {
      const node = event.target.closest?.("[data-row]");
      return node ? Number(node.dataset.row) : null;
    };
    this.box.addEventListener("pointerover", (event) => {
      const row = rowOf(event);
      if (row !== null) this.inspect(row);
    });
    this.box.addEventListener("pointerleave", () => {
      if (this.chosen) this.inspect(this.current);
    });
    this.box.addEventListener("focusin", (event) => this.choose(rowOf(event)));
    this.box.addEventListener("click", (event) => {
      const row = rowOf(event);
      if (row === null) return;
      if (this.rows[row].fold) this.openFold(row);
      else this.focusRow(row);
    });
    this.box.addEventListener("keydown", (event) => this.press(event));
  }

  press(event) {
    const last = this.rows.length - 1;
    const target = { ArrowDown: this.current + 1, ArrowUp: this.current - 1, Home: 0, End: last,
      PageDown: this.current + 10, PageUp: this.current - 10 }[event.key];
    if (target !== undefined) {
      this.focusRow(Math.min(Math.max(target, 0), last));
    } else if ((event.key === "Enter" || event.key === " ") && this.rows[this.current].fold) {
      this.openFold(this.current);
    } else {
      return;
    }
    event.preventDefault();
  }

  inspect(row) {
    inspectRow(this.panel, this.rows[row], this.marked, this.flow);
  }

  choose(row) {
    if (row === null) return;
    const before = this.nodeAt(this.current);
    before?.setAttribute("tabindex", "-1");
    before?.setAttribute("aria-selected", "false");
    this.current = row;
    this.chosen = true;
    const node = this.nodeAt(row);
    node.setAttribute("tabindex", "0");
    node.setAttribute("aria-selected", "true");
    this.inspect(row);
    const { segment } = this.rows[row];
    if (segment) this.onSegment(segment.frame);
  }

  focusRow(row) {
    const node = this.nodeAt(row);
    node.focus({ preventScroll: true });
    node.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  openFold(row) {
    this.opened.add(this.rows[row].fold.first);
    this.current = row;
    this.draw();
    this.focusRow(row);
  }

  toggleFolds() {
    this.opened = new Set(this.opened.size > 0 ? [] : this.flow.folds.map(([first]) => first));
    this.draw();
  }

  // Opens the fold that hides it, if need be. False: the page does not hold that frame.
  goTo(frame) {
    const segments = segmentsOf(this.flow);
    const index = segments.findIndex((segment) => segment.frame === frame);
    if (index < 0) return false;
    const fold = this.flow.folds.find(([first, count]) => index >= first && index < first + count);
    if (fold) this.opened.add(fold[0]);
    this.draw();
    const row = this.rows.findIndex((each) => each.segment?.index === index);
    this.focusRow(row);
    this.nodeAt(row).scrollIntoView({ block: "center" });
    return true;
  }
}
