// SPDX-License-Identifier: MIT
// All about one scenario. Made when it is opened: sixty of them at once would be slow to open.

class ScenarioDetail {
  // `onSegment(frame)` hears what has the focus.
  constructor(scenario, flows, onSegment) {
    this.scenario = scenario;
    this.flows = flows;
    this.onSegment = onSegment;
    this.marked = markedFrames(scenario);
    this.connections = new Map();
    this.element = h("div", { class: "detail" });
  }

  fill() {
    const { scenario } = this;
    this.element.append(...[
      this.introduction(),
      scenario.error && h("div", { class: "finding error" }, h("h3", {}, say("our_error")),
        h("p", ENGLISH, scenario.error)),
      scenario.not_played && h("p", { class: "note" }, scenario.not_played),
      scenario.known_failure && h("p", { class: "note" },
        say("known", { reason: scenario.known_failure })),
      this.attempts(),
      findingsPart(scenario, (frame) => this.goToFrame(frame)),
      this.wire(), clientsPart(scenario),
      scenario.played && targetPart(scenario),
      this.repeat()].filter(Boolean));
    if (this.tabs) this.tabs.show(this.firstTab);
    else this.only?.draw();
  }

  introduction() {
    const { scenario } = this;
    return h("div", { class: "introduction" },
      scenario.description
        ? h("p", { class: "description", lang: scenario.description_lang }, scenario.description)
        : h("p", { class: "description", lang: scenario.title_lang }, scenario.title),
      h("p", { class: "quiet" }, [scenario.level, scenario.source,
        say("points_of", { earned: scenario.earned, points: scenario.points }),
        scenario.path].filter(Boolean).join(" · "),
      scenario.tags.map((tag) => [" ", h("span", { class: "tag" }, tag)])));
  }

  attempts() {
    const { attempts, flaky } = this.scenario;
    if (attempts.length === 0) return null;
    return h("section", {}, h("h3", {}, say(flaky ? "attempts_flaky" : "attempts")),
      h("ol", { class: "attempts" }, attempts.map((attempt) => h("li", {}, badge(attempt.verdict), " ",
        attempt.alone && `${say("alone")} `, formatDuration(attempt.duration_ns), " ",
        attempt.failed.map((check) => [h("code", {}, check), " "]),
        attempt.folder && h("a", { href: fileHref(attempt.folder, "capture.pcap") }, attempt.folder)))));
  }

  wire() {
    const { scenario, flows } = this;
    if (flows.length === 0) {
      return scenario.capture_note && h("p", { class: "note" }, scenario.capture_note);
    }
    const heading = h("h3", {}, say(flows.length === 1 ? "one_connection" : "connections",
      { count: formatCount(flows.length) }));
    const notes = [scenario.capture_note && h("p", { class: "note" }, scenario.capture_note),
      scenario.flows_left_out > 0 && h("p", { class: "note" },
        say("flows_left_out", { count: formatCount(scenario.flows_left_out) }))];
    if (flows.length === 1) {
      this.only = this.connection(0);
      return h("section", {}, heading, notes, this.only.element);
    }
    this.tabs = new Tabs(say("connections", { count: flows.length }), flows.map((flow, index) => ({
      title: `${flow.name ? `${flow.name} ` : ""}${portOf(flow.client)}`,
      note: formatCount(flow.count),
      marked: this.isMarked(flow),
      make: (panel) => {
        panel.append(this.connection(index).element);
        this.connection(index).draw();
      },
    })));
    this.firstTab = Math.max(flows.findIndex((flow) => this.isMarked(flow)), 0);
    return h("section", {}, heading, notes, this.tabs.element);
  }

  connection(index) {
    if (!this.connections.has(index)) {
      this.connections.set(index,
        new Connection(this.flows[index], this.marked, this.onSegment));
    }
    return this.connections.get(index);
  }

  isMarked(flow) {
    const port = Number(portOf(flow.client));
    return this.scenario.findings.some((finding) => isBad(finding) && finding.ports.includes(port)) ||
      segmentsOf(flow).some((segment) => this.marked.has(segment.frame));
  }

  // To the connection that has it, and in that to its segment.
  goToFrame(frame) {
    for (const [index, flow] of this.flows.entries()) {
      if (!segmentsOf(flow).some((segment) => segment.frame === frame)) continue;
      if (this.tabs) this.tabs.show(index);
      this.connection(index).ladder.goTo(frame);
      return;
    }
    tell(say("frame_not_here", { frame }));
  }

  repeat() {
    const { scenario } = this;
    return h("section", {}, h("h3", {}, say("repeat")),
      scenario.repeat && commandLine("echocheck", scenario.repeat),
      scenario.tshark && commandLine("tshark", scenario.tshark),
      scenario.files.length > 0 && h("p", { class: "files" }, say("files"), " ",
        scenario.files.map((file) => [h("a", { href: fileHref(scenario.folder, file) }, file), " "])));
  }
}

function portOf(address) {
  return address.slice(address.lastIndexOf(":") + 1);
}

// Frames that findings name: frame -> the checks that name it.
function markedFrames(scenario) {
  const marked = new Map();
  for (const finding of scenario.findings.filter(isBad)) {
    for (const frame of finding.frames) {
      if (!marked.has(frame)) marked.set(frame, []);
      marked.get(frame).push(finding.check);
    }
  }
  return marked;
}
