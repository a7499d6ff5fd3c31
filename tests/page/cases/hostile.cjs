// SPDX-License-Identifier: MIT
// Output of the target, titles, names of files and folders that would be markup: they are text. That
// nothing of it ran is seen by every test (browser.cjs).
"use strict";
const { assert, pageTest } = require("../browser.cjs");

pageTest("shows it, and runs nothing of it", "hostile", {}, async (page) => {
  const detail = page.locator(".below:visible");
  await detail.waitFor();
  await page.evaluate(() => document.querySelectorAll("details").forEach((each) => { each.open = true; }));
  assert.equal(await page.locator("img").count(), 0);
  assert.equal(await page.locator("script").count(), 2);
  const text = await page.locator("body").innerText();
  assert.ok(text.includes("<img src=x onerror=hacked()>"));
  assert.ok(text.includes("\\u{202e}"), "the override is written out");
  assert.ok(!text.includes("\u202e"));
  assert.match(await detail.locator(".output").textContent(),
    /<\/script><script>hacked\(\)<\/script>.*\\x1b\[2J\\u\{202e\}&lt;b&gt;/);
  for (const href of await page.locator("a").evaluateAll((all) => all.map((a) => a.getAttribute("href")))) {
    assert.match(href, /^(#|\.\/)/);
  }
});

pageTest("its segments, too", "hostile", {}, async (page) => {
  await page.locator(".segment[data-frame='4']").focus();
  assert.match(await page.locator(".inspector:visible").innerText(), /3c 2f 73 63 72 69 70 74/);
});

pageTest("the policy stops a script that got in all the same", "hostile",
  { expected: /Content Security Policy/ }, async (page) => {
    const ran = await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "window.intruder = true";
      document.body.append(script);
      return window.intruder === true;
    });
    assert.equal(ran, false);
  });
