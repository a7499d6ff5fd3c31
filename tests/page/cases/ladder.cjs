// SPDX-License-Identifier: MIT
// Reading a connection, with the mouse and with the keyboard alone.
"use strict";
const { assert, pageTest } = require("../browser.cjs");

const BASIC = { hash: "#scenario=basic" };

pageTest("every segment is an arrow, with states and phases", "reference", BASIC, async (page) => {
  const ladder = page.locator(".below:visible .ladder");
  const report = await page.evaluate(() => JSON.parse(document.getElementById("data").textContent));
  const basic = report.scenarios.findIndex((scenario) => scenario.name === "basic");
  assert.equal(await ladder.locator(".segment").count(), report.flows[basic][0].count);
  const text = await ladder.evaluate((node) => node.textContent);
  for (const part of ["SYN+ACK", "handshake 1 of 3: the client's program connects", "LISTEN",
    "SYN-RECEIVED", "ESTABLISHED", "TIME-WAIT", "CLOSED", "handshake", "data", "close", '"hoge\\n"']) {
    assert.ok(text.includes(part), part);
  }
  // Kernel and program differ in more than colour: a letter, a dash, a head.
  assert.ok(await ladder.locator(".drawing.kernel .actor circle").count() >= 2);
  assert.ok(await ladder.locator(".drawing.program .actor rect").count() >= 4);
});

pageTest("the mouse shows all fields", "reference", BASIC, async (page) => {
  await page.locator(".segment[data-frame='4']").hover();
  const panel = page.locator(".inspector:visible");
  const text = await panel.innerText();
  assert.match(text, /frame 4: PSH\+ACK/);
  assert.match(text, /the client's program sends 5 bytes/);
  assert.match(text, /68 6f 67 65 0a\s+hoge·/);
  assert.match(text, /window/);
});

pageTest("the keyboard goes from segment to segment", "reference", BASIC, async (page) => {
  await page.locator(".segment[data-frame='1']").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.match(await page.locator(".inspector:visible").innerText(), /frame 3: ACK/);
  assert.match(page.url(), /#scenario=basic&frame=3$/);
  await page.keyboard.press("End");
  assert.match(await page.locator(".inspector:visible").innerText(), /both closed/);
  await page.keyboard.press("ArrowDown");  // there is no further one
  assert.equal(await page.locator("[aria-selected=true]:visible").count(), 1);
  await page.keyboard.press("Home");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.frame), "1");
});

pageTest("it can be reached by Tab", "reference", BASIC, async (page) => {
  await page.locator(".opener[aria-expanded=true]").focus();
  for (let i = 0; i < 12; ++i) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement.classList.contains("segment"))) return;
  }
  assert.fail("no segment got the focus");
});

pageTest("time to scale", "reference", BASIC, async (page) => {
  const gaps = () => page.locator(".drawing .actor text").evaluateAll((all) => {
    const y = all.map((text) => Number(text.getAttribute("y")));
    return y.slice(1).map((value, at) => value - y[at]);
  });
  assert.equal(new Set((await gaps()).map(Math.round)).size, 1);
  await page.locator("input[value=time]").check();
  assert.ok(new Set((await gaps()).map(Math.round)).size > 3);
  assert.ok((await gaps()).every((gap) => gap >= 0));
});

pageTest("frames that a finding names are marked and linked", "unread",
  { hash: "#scenario=close/leaves_with_unread_data" }, async (page) => {
    const link = page.locator(".below:visible .frame-link").first();
    const frame = await link.innerText();
    await link.click();
    const segment = page.locator(`.segment.marked[data-frame='${frame}']`);
    assert.equal(await segment.getAttribute("aria-selected"), "true");
    assert.match(await segment.getAttribute("aria-label"), /Named by close\./);
    assert.match(await page.locator(".inspector:visible").innerText(), /Named by close\./);
    assert.match(page.url(), new RegExp(`frame=${frame}$`));
  });

pageTest("a link leads to one frame", "reference", { hash: "#scenario=basic&frame=6" },
  async (page) => {
    await page.locator(".segment[data-frame='6'][aria-selected=true]").waitFor();
  });

pageTest("a bulk flow folds, and opens", "reference", { hash: "#scenario=stream/one_mebibyte" },
  async (page) => {
    const ladder = page.locator(".below:visible .ladder");
    const folded = await ladder.locator(".segment").count();
    const fold = ladder.locator(".fold:not(.not-kept)").first();
    assert.match(await fold.getAttribute("aria-label"), /\d+ segments: .* to the server, .* back/);
    await fold.focus();
    await page.keyboard.press("Enter");
    const opened = await ladder.locator(".segment").count();
    assert.ok(opened > folded, `${opened} segments after ${folded}`);
    assert.ok(await page.evaluate(() => document.activeElement.classList.contains("segment")));
    await page.locator(".folds").click();
    assert.equal(await ladder.locator(".segment").count(), folded);
  });

pageTest("bulk over time", "reference", { hash: "#scenario=stream/window_closes" }, async (page) => {
  const plot = page.locator(".below:visible .plot");
  for (const curve of ["sent", "acknowledged", "echoed"]) {
    assert.match(await plot.locator(`.curve.${curve}`).getAttribute("d"), /^M[\d.]+ [\d.]+[HV]/);
  }
  assert.ok(await plot.locator(".zero-windows rect").count() > 0);
  assert.match(await plot.getAttribute("aria-label"), /sent.*echoed/);
});

pageTest("bulk over time, where segments are not in the page", "bulk",
  { hash: "#scenario=stream/slow_reader" }, async (page) => {
    const flow = await page.evaluate(() => {
      const report = JSON.parse(document.getElementById("data").textContent);
      return report.flows[report.scenarios.findIndex(({ name }) => name === "stream/slow_reader")][0];
    });
    assert.ok(flow.count > 1000 && flow.segments.length / 9 === 400, `${flow.count} segments`);
    const plot = page.locator(".below:visible .plot");
    const width = await plot.evaluate((node) => node.clientWidth);
    for (const curve of ["sent", "acknowledged", "echoed"]) {
      const d = await plot.locator(`.curve.${curve}`).getAttribute("d");
      const sampled = [...d.matchAll(/L([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
      assert.ok(sampled.length >= 60 && sampled.length <= 512, `${curve}: ${sampled.length}`);
      // On to the end, and never down.
      assert.ok(sampled.at(-1)[0] > width - 20 && sampled.at(-1)[1] < 40, `${curve}: ${d.slice(-40)}`);
      assert.ok(sampled.every(([x, y], at) => at === 0 ||
        (x >= sampled[at - 1][0] && y <= sampled[at - 1][1])), curve);
    }
    // How often the window was closed is the kernel's own affair.
    const zeroWindows = flow.from_client[6];
    const bars = await plot.locator(".zero-windows rect.client").count();
    assert.equal(bars > 0, zeroWindows > 0, `${bars} bars, ${zeroWindows} zero windows`);
    assert.match(await page.locator(".below:visible .time-sequence figcaption").innerText(),
      /[\d,]+ segments are not on this page/);
  });

pageTest("a stall between segments that are not in the page", "bulk", { hash: "#scenario=stalls" },
  async (page) => {
    const stalls = page.locator(".below:visible .plot .stall title");
    assert.equal(await stalls.count(), 1);
    assert.match(await stalls.first().textContent(), /^nothing for (1\.[5-9]|[2-9]\.\d)\d* s$/);
    // In it the curves stand still, and no window is closed.
    const band = await page.locator(".below:visible .plot .stall rect").evaluate((rect) =>
      ["x", "width"].map((name) => Number(rect.getAttribute(name))));
    const inside = (x) => x > band[0] + 2 && x < band[0] + band[1] - 2;
    for (const curve of ["sent", "echoed"]) {
      const d = await page.locator(`.below:visible .plot .curve.${curve}`).getAttribute("d");
      const [before, after] = [...d.matchAll(/[ML]([\d.]+) ([\d.]+)/g)]
        .map(([, x, y]) => [Number(x), Number(y)])
        .reduce(([last, next], point) => [point[0] <= band[0] + 2 ? point : last,
          next ?? (point[0] >= band[0] + band[1] - 2 ? point : undefined)], []);
      assert.ok(Math.abs(before[1] - after[1]) < 1, `${curve}: ${before} to ${after}`);
    }
    const bars = await page.locator(".below:visible .plot .zero-windows rect").evaluateAll((all) =>
      all.map((rect) => ["x", "width"].map((name) => Number(rect.getAttribute(name)))));
    assert.ok(bars.every(([x, width]) => !inside(x + width / 2)), JSON.stringify(bars));
  });

pageTest("several connections are tabs", "reference", { hash: "#scenario=concurrency/five_at_once" },
  async (page) => {
    const tabs = page.locator("[role=tab]");
    assert.ok(await tabs.count() >= 5);
    await tabs.first().focus();
    await page.keyboard.press("ArrowRight");
    assert.equal(await tabs.nth(1).getAttribute("aria-selected"), "true");
    assert.equal(await page.locator("[role=tabpanel]:visible").count(), 1);
    const panel = await tabs.nth(1).getAttribute("aria-controls");
    assert.ok(await page.locator(`#${panel} .segment`).count() > 5);
    await page.keyboard.press("Home");
    assert.equal(await tabs.first().getAttribute("aria-selected"), "true");
    await page.keyboard.press("ArrowLeft");
    assert.equal(await tabs.last().getAttribute("aria-selected"), "true");
  });

// A segment in a connection whose tab was never shown.
pageTest("a link into another tab leads to its segment", "reference",
  { hash: "#scenario=concurrency/five_at_once" }, async (page) => {
    await page.locator("[role=tab]").nth(3).click();
    await page.locator("[role=tabpanel]:visible .segment").nth(2).click();
    const place = await page.evaluate(() => location.hash);
    assert.match(place, /frame=\d+$/);
    await page.reload();
    await page.waitForFunction(() => document.activeElement?.matches(".segment"));
    const stays = await page.evaluate(() => new Promise((done) => {
      requestAnimationFrame(() => requestAnimationFrame(() =>
        done(document.activeElement.getAttribute("aria-selected"))));
    }));
    assert.equal(stays, "true");
    assert.equal(await page.evaluate(() => location.hash), place);
  });
