// SPDX-License-Identifier: MIT
"use strict";
const { assert, pageTest } = require("../browser.cjs");

async function shown(page) {
  return page.locator(".opener:visible").allInnerTexts();
}

pageTest("by verdict", "cuts_at_nul", {}, async (page) => {
  const all = await shown(page);
  assert.equal(all.length, 6);
  const fail = page.locator(".total.fail");
  await fail.click();
  assert.equal(await fail.getAttribute("aria-pressed"), "true");
  const failed = await shown(page);
  assert.ok(failed.length > 0 && failed.length < 6);
  assert.ok(failed.includes("bytes/embedded_nul"));
  assert.equal(await page.locator(".status").innerText(), `${failed.length} of 6 scenarios`);
  await page.locator(".total.pass").click();
  assert.ok((await shown(page)).includes("basic"));
});

pageTest("by text, a check or a cause", "cuts_at_nul", {}, async (page) => {
  const field = page.locator("input[type=search]");
  await field.fill("EMBEDDED");
  assert.deepEqual(await shown(page), ["bytes/embedded_nul"]);
  await field.fill("cut-at-nul embedded");
  assert.deepEqual(await shown(page), ["bytes/embedded_nul"]);
  await field.fill("no such thing");
  assert.deepEqual(await shown(page), []);
  assert.equal(await page.locator(".status").innerText(), "0 of 6 scenarios");
});

pageTest("by tag", "cuts_at_nul", {}, async (page) => {
  await page.locator(".filter select").selectOption({ label: "close" });
  assert.deepEqual(await shown(page), ["close/half_close"]);
});

pageTest("a link to what is hidden shows it", "cuts_at_nul", {}, async (page) => {
  await page.locator("input[type=search]").fill("basic");
  await page.locator(".causes a", { hasText: "bytes/embedded_nul" }).click();
  await page.locator(".scenario", { hasText: "bytes/embedded_nul" }).waitFor();
  assert.equal(await page.locator("input[type=search]").inputValue(), "");
});
