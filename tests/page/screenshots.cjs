// SPDX-License-Identifier: MIT
// screenshots.cjs PAGE OUT.png [--dark] [--width N] [--height N] [--hash HASH] [--at SELECTOR] [--all] [--print]
// One picture of a page, of its top, of what SELECTOR names, or of all of it.
"use strict";
const { parseArgs } = require("node:util");
const { open } = require("./browser.cjs");

const { values, positionals } = parseArgs({ allowPositionals: true, options: {
  dark: { type: "boolean" }, width: { type: "string", default: "1200" }, height: { type: "string", default: "760" },
  hash: { type: "string", default: "" }, at: { type: "string" }, all: { type: "boolean" },
  print: { type: "boolean" } } });

(async () => {
  const { page, close } = await open(positionals[0] + values.hash, {
    viewport: { width: Number(values.width), height: Number(values.height) },
    colorScheme: values.dark ? "dark" : "light" });
  if (values.print) await page.emulateMedia({ media: "print" });
  if (values.at) await page.locator(values.at).first().evaluate((node) => node.scrollIntoView());
  await page.waitForTimeout(300);  // fonts and late drawing: a picture, not a test
  await page.screenshot({ path: positionals[1], fullPage: values.all === true });
  await close();
})();
