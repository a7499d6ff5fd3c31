// SPDX-License-Identifier: MIT
// From disk, without a network: what a reader sees first.
"use strict";
const { assert, fs, path, pagePath, pageTest } = require("../browser.cjs");

pageTest("verdict, causes, then the failures", "cuts_at_nul", {}, async (page) => {
  assert.match(await page.title(), /^fail: /);
  assert.match(await page.locator("h1").innerText(), /does not conform/);
  assert.match(await page.locator(".causes").innerText(), /cut-at-nul[\s\S]*hint:/);
  const verdicts = await page.locator(".scenario > td:first-child .badge").allInnerTexts();
  const lastBad = verdicts.findLastIndex((verdict) => !verdict.includes("pass"));
  const firstGood = verdicts.findIndex((verdict) => verdict.includes("pass"));
  assert.ok(lastBad < firstGood, verdicts.join());
});

pageTest("a cause leads to its scenario", "cuts_at_nul", {}, async (page) => {
  await page.locator(".causes a", { hasText: "bytes/embedded_nul" }).click();
  const detail = page.locator(".below:visible");
  await detail.waitFor();
  assert.match(await detail.innerText(), /Use the count that read\(\) returned/);
  assert.match(page.url(), /#scenario=bytes\/embedded_nul$/);
});

pageTest("the first difference is marked in both rows", "changes_case",
  { hash: "#scenario=bytes/mixed_case" }, async (page) => {
    const diff = page.locator(".below:visible .byte-diff").first();
    const marks = await diff.locator("mark.first").allInnerTexts();
    assert.equal(marks.length, 4);  // hex and text, of what was sent and of what came
    assert.notEqual(marks[0], marks[2]);
    assert.equal(marks[1].toLowerCase(), marks[3].toLowerCase());
    assert.match(await diff.innerText(), /The first byte that differs is number \d+, counted from 0/);
  });

pageTest("behaviour and close stand apart", "unread", {}, async (page) => {
  const row = page.locator(".scenario", { hasText: "close/leaves_with_unread_data" });
  assert.equal(await row.locator(".apart").nth(1).innerText(), "fail");
});

pageTest("commands and files", "cuts_at_nul", { hash: "#scenario=bytes/embedded_nul" },
  async (page) => {
    const commands = await page.locator(".below:visible .command code").allInnerTexts();
    assert.ok(commands.some((text) => /^echocheck --target .*cuts_at_nul.* --seed \d+ .*embedded_nul\.json$/
      .test(text)), commands.join("\n"));
    assert.ok(commands.some((text) => /^tshark -r bytes\/embedded_nul.*\/capture\.pcap/.test(text)));
    const links = await page.locator(".files a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    assert.ok(links.length >= 3);
    for (const link of links) {
      assert.ok(fs.existsSync(path.join(path.dirname(pagePath("cuts_at_nul")), decodeURIComponent(link))), link);
    }
    await page.locator(".copy").first().click();
    await page.locator(".copy", { hasText: "Copied" }).waitFor();
  });

pageTest("without scripts there is a table", "cuts_at_nul", { javaScriptEnabled: false },
  async (page) => {
    // Playwright shows the content of noscript as a browser without scripts does.
    assert.match(await page.locator("noscript, .plain").first().innerText(), /bytes\/embedded_nul/);
  });

pageTest("in Japanese", "japanese", { hash: "#scenario=bytes/embedded_nul" }, async (page) => {
  assert.equal(await page.locator("html").getAttribute("lang"), "ja");
  assert.match(await page.locator(".causes").innerText(), /原因[\s\S]*ヒント/);
  assert.match(await page.locator(".ladder").first().textContent(), /接続確立 1\/3/);
  const description = page.locator(".below:visible .description");
  assert.match(await description.innerText(), /エコーサーバーが扱うのはバイト/);
  assert.equal(await description.getAttribute("lang"), null);
  assert.equal(await page.locator(".matrix .title").first().getAttribute("lang"), null);
  assert.equal(await page.locator(".below:visible .finding .summary").first().getAttribute("lang"), null);
});
