// SPDX-License-Identifier: MIT
// Tabs as WAI-ARIA has them: one in the tab order, arrow keys between them, panels made when they
// are first shown.

class Tabs {
  // `items`: [{title, note, marked, make(panel)}]
  constructor(name, items) {
    this.items = items;
    this.list = h("div", { class: "tabs", role: "tablist", "aria-label": name });
    this.panels = h("div");
    this.element = h("div", { class: "tabbed" }, this.list, this.panels);
    for (const [index, item] of items.entries()) {
      const id = freshId("tab");
      item.tab = button({ role: "tab", id, "aria-controls": `${id}-panel`, tabindex: "-1",
        class: item.marked ? "marked" : null },
      [item.marked && h("span", { class: "flag" }, "! "), item.title,
        h("small", {}, ` ${item.note}`)], () => this.show(index));
      item.panel = h("div", { role: "tabpanel", id: `${id}-panel`, "aria-labelledby": id,
        hidden: true });
      this.list.append(item.tab);
      this.panels.append(item.panel);
    }
    this.list.addEventListener("keydown", (event) => this.press(event));
  }

  show(index) {
    for (const [at, item] of this.items.entries()) {
      item.tab.setAttribute("aria-selected", String(at === index));
      item.tab.setAttribute("tabindex", at === index ? "0" : "-1");
      item.panel.hidden = at !== index;
    }
    this.shown = index;
    const { panel, make } = this.items[index];
    if (panel.childElementCount === 0) make(panel);
  }

  press(event) {
    const last = this.items.length - 1;
    const target = { ArrowRight: this.shown === last ? 0 : this.shown + 1,
      ArrowLeft: this.shown === 0 ? last : this.shown - 1, Home: 0, End: last }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    this.show(target);
    this.items[target].tab.focus();
  }
}
