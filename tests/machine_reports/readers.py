# SPDX-License-Identifier: MIT
"""Each format as another program reads it. A reader gives the outcome of each test in its order, as
"pass", "fail", "error", "skip", "todo" or "none" (neither passed nor failed), or raises Misread."""

import html.parser
import json
import pathlib
import re
import subprocess

import jsonschema
import junitparser
import yaml

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
# What the XML of a summary may be made of; no attribute but those of tables and of code's language.
MARKDOWN_TAGS = set("h2 h3 p code pre table thead tbody tr th td ul li strong details summary".split())
SUMMARY_LIMIT = 1 << 20  # of GitHub, in bytes


class Misread(Exception):
    """What a reader does not take."""


def run(*words):
    done = subprocess.run(words, capture_output=True, check=False)
    if done.returncode != 0:
        raise Misread(f"{words[0]} exits with {done.returncode}:\n{(done.stdout + done.stderr).decode()}")
    return done.stdout


def read_junit(path):
    run("xmllint", "--noout", "--schema", str(PROJECT / "tests/schemas/junit.xsd"), str(path))
    outcomes = []
    document = junitparser.JUnitXml.fromfile(str(path))
    totals = {"tests": 0, "failures": 0, "errors": 0}
    for suite in document:
        told = {"tests": suite.tests, "failures": suite.failures, "errors": suite.errors}
        skipped = suite.skipped
        suite.update_statistics()  # counts for itself
        counted = {"tests": suite.tests, "failures": suite.failures, "errors": suite.errors}
        if told != counted or skipped != suite.skipped:
            raise Misread(f"suite {suite.name} tells {told}, and has {counted}")
        for name, number in counted.items():
            totals[name] += number
        for case in suite:
            outcomes.append((case.name, junit_outcome(case)))
    if totals != {name: getattr(document, name) for name in totals}:
        raise Misread(f"the document's totals are not {totals}")
    return dict(outcomes), None


def junit_outcome(case):
    if not case.result:
        return "pass"
    (result,) = case.result
    if not result.text or not result.message:
        raise Misread(f"{case.name}: a result without content or message")
    if isinstance(result, junitparser.Skipped):
        return "todo" if result.type == "known-failure" else "skip"
    return "error" if isinstance(result, junitparser.Error) else "fail"


def read_tap(path):
    read = json.loads(run("perl", str(HERE / "read_tap.pl"), str(path)))
    if read["errors"] or read["unknown"]:
        raise Misread(f"TAP::Parser complains: {read['errors']} {read['unknown']}")
    outcomes = {}
    for test in read["tests"]:
        name = re.sub(r"\\([#\\])", r"\1", test["description"].removeprefix("- "))
        kind = test["directive"] or ("pass" if test["ok"] else "fail")
        outcomes[name] = kind.lower()
        if kind != "pass" and not test.get("yaml", {}).get("message"):
            raise Misread(f"{name}: no diagnosis")
    # What perl's small reader takes is YAML, too, and says the same.
    blocks = re.findall(r"^  ---\n(.*?)^  \.\.\.$", path.read_text("utf-8"), re.M | re.S)
    theirs = [test["yaml"]["severity"] for test in read["tests"] if "yaml" in test]
    if [yaml.safe_load(block)["severity"] for block in blocks] != theirs:
        raise Misread("a YAML reader sees other diagnoses than perl's")
    return outcomes, len(read["tests"])


def prove(path):
    """Whether perl's prove is content with it."""
    words = ["prove", "--exec", "cat", str(path)]
    return subprocess.run(words, capture_output=True, check=False).returncode == 0


def read_json(path, schema):
    document = json.loads(path.read_bytes().decode("utf-8"))
    rules = json.loads((PROJECT / "reports" / schema).read_text())
    jsonschema.Draft202012Validator.check_schema(rules)
    for error in jsonschema.Draft202012Validator(rules).iter_errors(document):
        raise Misread(f"{path.name} at /{'/'.join(map(str, error.path))}: {error.message[:300]}")
    return document


def read_gradescope(path):
    document = read_json(path, "gradescope.schema.json")
    outcomes = {}
    for test in document["tests"]:
        if test["score"] > test["max_score"]:
            raise Misread(f"{test['name']}: more points than there are")
        outcomes[test["name"]] = {"passed": "pass", "failed": "fail"}[test["status"]]
        if outcomes[test["name"]] == "fail" and test["score"] > 0:
            raise Misread(f"{test['name']}: points for a failure")
    return outcomes, sum(test["score"] for test in document["tests"])


def read_check50(path):
    document = read_json(path, "check50.schema.json")
    words = {True: "pass", False: "fail", None: "none"}
    return {result["name"]: words[result["passed"]] for result in document["results"]}, None


class TagCollector(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags = {}
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.tags[tag] = self.tags.get(tag, 0) + 1
        for name, value in attrs:
            if (tag, name) not in {("td", "align"), ("th", "align"), ("code", "class")}:
                raise Misread(f"<{tag} {name}={value!r}>")

    def handle_data(self, data):
        self.text += data


def read_markdown(path):
    text = path.read_bytes()
    if len(text) > SUMMARY_LIMIT:
        raise Misread(f"{len(text)} bytes are too many for GitHub")
    extensions = [word for name in ("table", "autolink", "strikethrough") for word in ("-e", name)]
    collector = TagCollector()
    collector.feed(run("cmark-gfm", "--unsafe", *extensions, str(path)).decode("utf-8"))
    collector.close()
    if strange := set(collector.tags) - MARKDOWN_TAGS:
        raise Misread(f"elements that nobody wanted: {sorted(strange)}")
    return collector


def read_annotations(path):
    """As GitHub's runner reads a line."""
    kinds = []
    for line in path.read_bytes().decode("utf-8").split("\n")[:-1]:
        match = re.fullmatch(r"::(error|warning|notice) title=([^:,\r]*)::([^\r]*)", line)
        if not match:
            raise Misread(f"no command, or one with too much in it: {line!r}")
        for part in match.groups()[1:]:
            if re.search(r"%(?!25|0D|0A|3A|2C)", part):
                raise Misread(f"a percent sign that is not escaped: {line!r}")
        kinds.append(match[1])
    return kinds
