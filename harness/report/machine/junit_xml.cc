// SPDX-License-Identifier: MIT
#include "harness/report/machine/junit_xml.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include <pugixml.hpp>

#include "harness/base/time_bounds.h"
#include "harness/report/console_text.h"
#include "harness/report/machine/test_case.h"
#include "harness/report/remarks.h"

namespace echocheck {
namespace {

constexpr const char* kPackage = "echocheck";

class StringWriter : public pugi::xml_writer {
 public:
  void write(const void* data, std::size_t size) override {
    text.append(static_cast<const char*>(data), size);
  }
  std::string text;
};

void Set(pugi::xml_node node, const char* name, const std::string& value) {
  node.append_attribute(name).set_value(value.c_str());
}

struct Totals {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
  std::size_t skipped = 0;
  Nanoseconds time{0};

  void Add(const TestCase& test) {
    ++tests;
    if (test.scenario != nullptr) {
      time = BoundedSum(time, test.scenario->evidence.durations.total);
    }
    switch (test.outcome) {
      case CaseOutcome::kPassed:
      case CaseOutcome::kWarned:
        break;
      case CaseOutcome::kFailed:
        ++failures;
        break;
      case CaseOutcome::kNotJudged:
        ++errors;
        break;
      case CaseOutcome::kSkipped:
      case CaseOutcome::kKnownFailure:
        ++skipped;
        break;
    }
  }
  void Show(pugi::xml_node node) const {
    Set(node, "tests", std::to_string(tests));
    Set(node, "failures", std::to_string(failures));
    Set(node, "errors", std::to_string(errors));
  }
};

void AddProperties(const RunRecord& run, pugi::xml_node suite) {
  pugi::xml_node properties = suite.append_child("properties");
  const auto add = [&](const char* name, const std::string& value) {
    if (value.empty()) return;
    pugi::xml_node property = properties.append_child("property");
    Set(property, "name", name);
    Set(property, "value", SafeLine(value));
  };
  add("echocheck.version", run.tool_version);
  add("echocheck.started", run.started);
  add("echocheck.kernel", run.host_kernel);
  add("echocheck.command", run.command);
  add("echocheck.target", run.target);
  add("echocheck.profile", run.profile);
  add("echocheck.seed", std::to_string(run.seed));
  add("echocheck.strict", run.strict ? "true" : "false");
  add("echocheck.verdict", std::string(ToString(run.verdict)));
  add("echocheck.exit_code", std::to_string(run.exit_code));
  for (const std::string& line : DowngradesIn(run)) add("echocheck.downgrade", line);
  for (const Remark& remark : RemarksOf(run)) add("echocheck.remark", RemarkLine(remark));
}

// What kind of failure it is, by which readers group: the cause, otherwise the check.
std::string TypeOf(const TestCase& test) {
  if (test.decisive == nullptr) return VerdictWords(test);
  return SafeLine(test.decisive->cause ? test.decisive->cause->id : test.decisive->check);
}

void AddResult(const TestCase& test, const char* element, const std::string& type,
               const std::string& message, pugi::xml_node node) {
  pugi::xml_node result = node.append_child(element);
  Set(result, "type", type);
  Set(result, "message", message);
  // Some readers show the content alone: it says all.
  result.append_child(pugi::node_pcdata)
      .set_value((VerdictWords(test) + ": " + message + "\n\n" + test.details).c_str());
}

void AddOutput(const TestCase& test, pugi::xml_node node) {
  node.append_child("system-out")
      .append_child(pugi::node_pcdata)
      .set_value((VerdictWords(test) + ": " + test.headline + "\n\n" + test.details).c_str());
}

void AddCase(const TestCase& test, pugi::xml_node suite) {
  pugi::xml_node node = suite.append_child("testcase");
  // Jenkins takes what stands before the last point for a package.
  Set(node, "classname", kPackage + ("." + test.topic));
  Set(node, "name", test.name);
  Set(node, "time",
      Seconds(test.scenario == nullptr ? Nanoseconds(0) : test.scenario->evidence.durations.total));
  switch (test.outcome) {
    case CaseOutcome::kPassed:
      break;
    case CaseOutcome::kWarned:
      AddOutput(test, node);
      break;
    case CaseOutcome::kFailed:
      AddResult(test, "failure", TypeOf(test), test.headline, node);
      break;
    case CaseOutcome::kNotJudged:
      AddResult(test, "error", VerdictWords(test), test.headline, node);
      break;
    case CaseOutcome::kSkipped:
      AddResult(test, "skipped", "skipped", test.headline, node);
      break;
    case CaseOutcome::kKnownFailure:
      AddResult(test, "skipped", "known-failure",
                "known failure: " + SafeLine(*test.scenario->known_failure), node);
      break;
  }
}

void AddSuite(const RunRecord& run, const std::vector<TestCase>& tests, const std::string& topic,
              pugi::xml_node root) {
  pugi::xml_node suite = root.append_child("testsuite");
  Totals totals;
  for (const TestCase& test : tests) {
    if (test.topic == topic) totals.Add(test);
  }
  Set(suite, "name", topic);
  totals.Show(suite);
  Set(suite, "skipped", std::to_string(totals.skipped));
  Set(suite, "time", Seconds(totals.time));
  AddProperties(run, suite);
  for (const TestCase& test : tests) {
    if (test.topic == topic) AddCase(test, suite);
  }
}

}  // namespace

std::string RenderJunitXml(const RunRecord& run) {
  const std::vector<TestCase> tests = TestCasesOf(run);
  Totals totals;
  std::vector<std::string> topics;
  for (const TestCase& test : tests) {
    totals.Add(test);
    if (std::ranges::find(topics, test.topic) == topics.end()) topics.push_back(test.topic);
  }
  pugi::xml_document document;
  pugi::xml_node root = document.append_child("testsuites");
  Set(root, "name", kPackage);
  totals.Show(root);
  Set(root, "time", Seconds(run.duration));
  for (const std::string& topic : topics) AddSuite(run, tests, topic, root);
  StringWriter writer;
  pugi::xml_node declaration = document.prepend_child(pugi::node_declaration);
  Set(declaration, "version", "1.0");
  Set(declaration, "encoding", "UTF-8");
  document.save(writer, "  ", pugi::format_default, pugi::encoding_utf8);
  return std::move(writer.text);
}

}  // namespace echocheck
