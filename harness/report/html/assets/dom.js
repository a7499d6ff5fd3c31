// SPDX-License-Identifier: MIT
// Elements are made one by one and text goes in as text: nothing that a target wrote is ever parsed
// as markup. No other module touches innerHTML or sets an event handler as an attribute.

const SVG_NAMESPACE = "http://www.w3.org/2000/svg";

// Attributes that are null, undefined or false are left out; true stands for an empty one. Children
// are nodes, text, or lists of them.
function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    node.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child !== undefined && child !== null && child !== false) node.append(child);
  }
  return node;
}

// The same children instead of those that are there.
function refill(node, ...children) {
  node.replaceChildren();
  return fill(node, {}, children);
}

function h(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

function svg(name, attributes, ...children) {
  return fill(document.createElementNS(SVG_NAMESPACE, name), attributes, children);
}

function button(attributes, label, onPress) {
  const node = h("button", { type: "button", ...attributes }, label);
  node.addEventListener("click", onPress);
  return node;
}

let lastId = 0;
function freshId(stem) {
  return `${stem}-${++lastId}`;
}
