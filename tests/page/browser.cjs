// SPDX-License-Identifier: MIT
// A browser for the tests: opens a page from disk, and fails the test that saw an error, a dialog or
// a request to anything but the page itself.
"use strict";
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const { test, after } = require("node:test");
const { chromium } = require("playwright-core");

const PAGES = process.env.ECHOCHECK_PAGES;

// The distribution's Chromium; where there is none, the one that playwright-core installed itself.
function executable() {
  const candidates = [process.env.ECHOCHECK_CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome",
    chromium.executablePath()];
  const found = candidates.find((candidate) => candidate && fs.existsSync(candidate));
  assert.ok(found, "no Chromium: scripts/setup.sh installs one, or set ECHOCHECK_CHROMIUM");
  return found;
}

let browser;
after(async () => browser?.close());

async function start() {
  // Each launch has a new and empty profile. Root may not have a sandbox.
  browser ??= await chromium.launch({ executablePath: executable(), args: ["--no-sandbox",
    "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"] });
  return browser;
}

// For pictures: a page, and what ends the browser.
async function open(address, options) {
  const page = await (await (await start()).newContext(options)).newPage();
  await page.goto(`file://${path.resolve(address)}`.replaceAll("%23", "#"));
  return { page, close: () => browser.close() };
}

function pagePath(name) {
  return path.join(PAGES, name, "report.html");
}

// Runs `body(page)` on the page of run `name`. `options`: those of a browser context; `hash`, of the
// address; `expected`, a complaint of the browser that is no failure.
function pageTest(title, name, options, body) {
  test(title, async () => {
    const { hash = "", expected, ...contextOptions } = options;
    const context = await (await start()).newContext({ viewport: { width: 1280, height: 900 },
      ...contextOptions });
    const page = await context.newPage();
    const complaints = [];
    page.on("console", (message) => {
      if (message.type() !== "log") complaints.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => complaints.push(`error: ${error.stack}`));
    page.on("dialog", (dialog) => { complaints.push("dialog"); dialog.dismiss(); });
    page.on("request", (request) => {
      if (!request.isNavigationRequest()) complaints.push(`request: ${request.url()}`);
    });
    await page.exposeFunction("hacked", () => complaints.push("text of the target was run"));
    page.setDefaultTimeout(20000);
    await page.goto(`file://${pagePath(name)}${hash}`);
    try {
      await body(page);
    } finally {
      await context.close();
    }
    assert.deepEqual(complaints.filter((complaint) => !expected?.test(complaint)), []);
  });
}

module.exports = { assert, fs, open, path, pagePath, pageTest };
