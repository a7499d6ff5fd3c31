// SPDX-License-Identifier: MIT
// Light and dark, narrow, and on paper.
"use strict";
const { assert, pageTest } = require("../browser.cjs");

const paper = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const LIGHT = "rgb(255, 255, 255)";

pageTest("follows the system", "cuts_at_nul", { colorScheme: "dark" }, async (page) => {
  assert.notEqual(await paper(page), LIGHT);
  await page.emulateMedia({ colorScheme: "light" });
  assert.equal(await paper(page), LIGHT);
});

pageTest("until the reader chooses", "cuts_at_nul", { colorScheme: "light" }, async (page) => {
  await page.locator("#theme").selectOption("dark");
  assert.notEqual(await paper(page), LIGHT);
  await page.reload();
  assert.notEqual(await paper(page), LIGHT);
  await page.locator("#theme").selectOption("auto");
  assert.equal(await paper(page), LIGHT);
});

for (const name of ["cuts_at_nul", "unread", "japanese", "hostile", "capture"]) {
  pageTest(`${name} needs no sideways scrolling at 360 px`, name,
    { viewport: { width: 360, height: 740 } }, async (page) => {
      const openers = page.locator(".opener");
      for (let i = 0; i < Math.min(await openers.count(), 8); ++i) {
        if (await openers.nth(i).getAttribute("aria-expanded") === "false") await openers.nth(i).click();
      }
      await page.locator(".ladder").first().waitFor();
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
    });
}

pageTest("on paper all failures are open", "cuts_at_nul", {}, async (page) => {
  const open = () => page.locator(".below:visible").count();
  assert.equal(await open(), 0);
  await page.emulateMedia({ media: "print" });
  const failures = await page.locator(".scenario.fail").count();
  assert.ok(failures >= 2);
  await page.waitForFunction((count) => document.querySelectorAll(".below:not([hidden])").length >= count,
    failures);
  assert.ok(await page.locator(".ladder:visible").count() >= failures);
  assert.equal(await page.locator(".copy:visible").count(), 0);
  const link = page.locator(".files a").first();
  assert.match(await link.evaluate((node) => getComputedStyle(node, "::after").content), /capture\.pcap|attr/);
  await page.emulateMedia({ media: "screen" });
  await page.waitForFunction(() => document.querySelectorAll(".below:not([hidden])").length === 0);
});

// Nothing that waits for the next frame comes on paper.
pageTest("on paper each ladder is drawn", "unread", {}, async (page) => {
  const empty = await page.evaluate(() => {
    dispatchEvent(new Event("beforeprint"));
    const boxes = [...document.querySelectorAll(".below:not([hidden]) .ladder-box")];
    return { boxes: boxes.length, tabs: document.querySelectorAll("[role=tab]").length,
      empty: boxes.filter((box) => box.childElementCount === 0).length };
  });
  assert.ok(empty.boxes >= 2 && empty.tabs >= 2, JSON.stringify(empty));
  assert.equal(empty.empty, 0);
});

pageTest("prints", "cuts_at_nul", {}, async (page) => {
  const pdf = await page.pdf({ format: "A4" });
  const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
  assert.ok(pages >= 3, `${pages} pages`);
});
