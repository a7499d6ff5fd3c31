// SPDX-License-Identifier: MIT
// 60 scenarios with more than 20,000 segments: small, and opened at once. No time is asserted.
"use strict";
const { performance } = require("node:perf_hooks");
const { assert, fs, pagePath, pageTest } = require("../browser.cjs");

pageTest("a large run", "many", {}, async (page) => {
  const size = fs.statSync(pagePath("many")).size;
  assert.ok(size < 5e6, `${size} bytes`);
  const { scenarios, segments } = await page.evaluate(() => {
    const data = JSON.parse(document.getElementById("data").textContent);
    return { scenarios: data.scenarios.length, segments: data.flows.flat()
      .reduce((sum, flow) => sum + (flow.segments?.length ?? 0) / 9, 0) };
  });
  assert.equal(scenarios, 60);
  assert.ok(segments >= 20000, `${segments} segments`);
  const times = [];
  for (let i = 0; i < 3; ++i) {
    await page.reload();
    times.push(await page.evaluate(() => performance.getEntriesByType("navigation")[0].duration));
  }
  const begin = performance.now();
  await page.locator(".opener").nth(30).click();
  await page.locator(".ladder").waitFor();
  console.log(`${segments} segments, ${(size / 1e6).toFixed(2)} MB: opens in ` +
    `${times.map((time) => time.toFixed(0)).join(", ")} ms, a scenario in ` +
    `${(performance.now() - begin).toFixed(0)} ms`);
});
