# SPDX-License-Identifier: MIT
"""Holds run_mutants.py to a layer of one file: a mutant that no test notices is reported, an accepted one is not, and
what is out of date is. A stand-in for the build makes the test program."""

import contextlib
import io
import pathlib
import subprocess
import tempfile
import unittest
from unittest import mock

import run_mutants

ROOT = run_mutants.HERE.parent.parent
LAYER = """
int Sign(int n) {
  if (n > 0) return 1;
  if (n < 0) return -1;
  return 0;
}
int Down(int n) {
  while (n > 3) --n;
  return n;
}
"""
# A stand-in for a GoogleTest program: it knows the flags that run_mutants.py uses.
TESTS = r"""
#include <fstream>
#include <iostream>
#include <string>
int Sign(int n);
int Down(int n);
int main(int, char** words) {
  const std::string word = words[1];
  if (word == "--gtest_list_tests") {
    std::cout << "Sign.\n  Positive\nDown.\n  Stops\n";
    return 0;
  }
  std::string filter;
  std::ifstream file(word.substr(word.find('=') + 1));
  std::getline(file, filter);
  if (filter.find("Sign.Positive") != filter.npos && Sign(2) != 1) return 1;
  if (filter.find("Down.Stops") != filter.npos && Down(5) != 3) return 1;
}
"""
SURVIVORS = ["harness/tiny/sign.cc Sign `n < 0` inverted", "harness/tiny/sign.cc Sign `n < 0` true",
             "harness/tiny/sign.cc Sign `n < 0` false", "harness/tiny/sign.cc Sign `n > 0` true"]


class Runs(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        self.here = self.root / "here"
        for name, text in {"harness/tiny/sign.cc": LAYER, "tests.cc": TESTS, "here/accepted.txt": "",
                           "here/conditions.py": ""}.items():
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            (self.root / name).write_text(text)

    def build(self, command, **options):
        if command[0] == "cmake":
            (self.root / "build/mutants/bin").mkdir(parents=True, exist_ok=True)
            command = ["c++", "-std=c++20", f"-I{ROOT}", "-o", self.root / "build/mutants/bin/tiny_test",
                       self.root / "build/mutants/sources/harness/tiny/sign.cc", self.root / "tests.cc"]
            options = {"check": True}
        return self.real_run(command, **options)

    def run_it(self, *arguments, accepted=""):
        (self.here / "accepted.txt").write_text(accepted)
        self.real_run = subprocess.run
        out = io.StringIO()
        with mock.patch.object(run_mutants, "HERE", self.here), mock.patch("subprocess.run", self.build), \
                contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            code = run_mutants.main(list(arguments), self.root, ["tiny"])
        return code, out.getvalue()

    def test_reports_what_survives(self):
        code, text = self.run_it()
        self.assertEqual(code, 1)
        # A condition that no test reaches, and one of which a test sees only one side.
        self.assertIn("survived: harness/tiny/sign.cc:4: Sign `n < 0` false", text)
        self.assertIn("survived: harness/tiny/sign.cc:3: Sign `n > 0` true", text)
        self.assertEqual(text.count("survived: "), len(SURVIVORS))
        # The loop that never ends under `n > 3` inverted has been killed, and `false` fails.
        self.assertRegex(text, r"tiny +3 +8 +4 +0 +4 +50\.0 %")

    def test_accepts_what_is_listed_with_a_reason(self):
        code, text = self.run_it("--show", accepted="\n".join(SURVIVORS) + "\n    Signs are\n    of no matter.\n")
        self.assertEqual(code, 0, text)
        self.assertRegex(text, r"tiny +3 +8 +4 +4 +0 +100\.0 %")
        self.assertEqual(text.count("    Signs are of no matter."), 4)

    def test_says_what_is_out_of_date(self):
        killed, gone = "harness/tiny/sign.cc Sign `n > 0` false", "harness/tiny/sign.cc Sign `n == 0` false"
        code, text = self.run_it(accepted="\n".join([*SURVIVORS, killed, gone]) + "\n  A reason.\n")
        self.assertEqual(code, 1)
        self.assertIn(f"a test kills {killed}", text)
        self.assertIn(f"there is no mutant {gone}", text)

    def test_takes_the_same_sample_each_time(self):
        first, second = self.run_it("--sample", "3"), self.run_it("--sample", "3")
        self.assertEqual(first, second)
        self.assertRegex(first[1], r"tiny +3 +3 ")
        found = run_mutants.find_conditions(self.root, self.root / "build/mutants", "tiny")
        mutants = [run_mutants.Mutant(n, c, kind) for n, c in enumerate(found, 1) for kind in c.kinds]
        keys = lambda sample: {m.key for m in sample}
        three = keys(run_mutants.sample_of(mutants, 3, "0"))
        # The sample without one of the others is the same; without one of its own, it has the other two.
        for mutant in mutants:
            left = keys(run_mutants.sample_of([m for m in mutants if m is not mutant], 3, "0"))
            self.assertGreaterEqual(left, three - {mutant.key})

    def test_runs_the_survivors_again(self):
        self.run_it()
        code, text = self.run_it("--again")
        self.assertEqual(code, 1)
        self.assertRegex(text, r"tiny +3 +4 +0 +0 +4 +0\.0 %")
        (self.root / "tests.cc").write_text(TESTS.replace("Sign(2) != 1", "Sign(2) != 1 || Sign(-2) != -1"))
        self.run_it("--again", "--only", "n < 0")
        # The rest: `n > 0` true, which the new test kills, and `n < 0` true, which only a 0 would show.
        self.assertRegex(self.run_it("--again")[1], r"tiny +3 +2 +1 +0 +1 ")

    def test_takes_no_reason_for_granted(self):
        with self.assertRaisesRegex(run_mutants.Mistake, "no reason"):
            run_mutants.read_accepted("a.cc F `x` true\n")
        with self.assertRaisesRegex(run_mutants.Mistake, "a reason without a mutant"):
            run_mutants.read_accepted("# What for.\n  Because.\n")
        with self.assertRaisesRegex(run_mutants.Mistake, "is there twice"):
            run_mutants.read_accepted("a\n  r\na\n  r\n")

    def test_refuses_tests_that_fail_anyway(self):
        (self.root / "tests.cc").write_text(TESTS.replace("Sign(2) != 1", "Sign(2) != 2"))
        with self.assertRaisesRegex(run_mutants.Mistake, "Sign.Positive fails without any mutant"):
            self.run_it()


if __name__ == "__main__":
    unittest.main()
