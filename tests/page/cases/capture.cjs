// SPDX-License-Identifier: MIT
// The page of a capture: a table of all its connections, ladders of those that it holds.
"use strict";
const { assert, pageTest } = require("../browser.cjs");

pageTest("its connections", "capture", {}, async (page) => {
  assert.equal(await page.locator("h1").innerText(), "<b>lecture</b>.pcap");
  assert.equal(await page.locator(".status").innerText(), "1,000 of 1,000 connections");
  const rows = page.locator("tr.scenario");
  assert.equal(await rows.count(), 200);
  await page.locator(".more").click();
  assert.equal(await rows.count(), 400);
  await page.locator("input[type=search]").fill("RST by server");
  assert.equal(await page.locator(".status").innerText(), "100 of 1,000 connections");
});

pageTest("a ladder where it has one", "capture", {}, async (page) => {
  await page.locator(".opener", { hasText: /^0$/ }).click();
  assert.equal(await page.locator(".below:visible .segment").count(), 8);
  await page.locator(".opener", { hasText: /^6$/ }).click();
  assert.match(await page.locator(".below:visible .note").last().innerText(),
    /8 segments are only in the capture file/);
  const connection = page.locator(".below:visible .connection").last();
  assert.equal(await connection.locator(".command code").innerText(),
    "tshark -r '<b>lecture</b>.pcap' -Y 'tcp.stream == 6'");
  assert.doesNotMatch(await connection.innerText(), /undefined/);
});
