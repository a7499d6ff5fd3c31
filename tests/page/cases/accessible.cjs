// SPDX-License-Identifier: MIT
// axe-core finds nothing serious, in light and dark, with everything open that a reader can open.
"use strict";
const fs = require("node:fs");
const { assert, pageTest } = require("../browser.cjs");

const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

for (const name of ["cuts_at_nul", "unread", "japanese", "capture"]) {
  for (const colorScheme of ["light", "dark"]) {
    pageTest(`${name}, ${colorScheme}`, name, { colorScheme, bypassCSP: true }, async (page) => {
      for (const opener of (await page.locator(".opener").all()).slice(0, 4)) {
        if (await opener.getAttribute("aria-expanded") === "false") await opener.click();
      }
      await page.evaluate(() => document.querySelectorAll("details").forEach((each) => {
        each.open = true;
      }));
      await page.locator(".segment").nth(3).focus();
      await page.evaluate(axe);
      // What is dark differs in its colours alone.
      const options = { resultTypes: ["violations"],
        ...(colorScheme === "dark" && { runOnly: ["color-contrast"] }) };
      const { violations } = await page.evaluate((words) => window.axe.run(words), options);
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) =>
          `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`).join(" | ")}`);
      assert.deepEqual(serious, []);
      const others = violations.map(({ id, impact }) => `${id} (${impact})`);
      if (others.length > 0) console.log(`${name}, ${colorScheme}: ${others.join(", ")}`);
    });
  }
}
