# SPDX-License-Identifier: MIT
"""Holds what conditions.py finds in a small C++ file, and that a wrapped file compiles to the same program until a
mutant is chosen."""

import os
import pathlib
import subprocess
import tempfile
import unittest

import conditions

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SOURCE = r"""
#include <memory>
#include <optional>
#define BOTH(a, b) ((a) && (b))
constexpr bool kLarge = sizeof(long) == 8 && true;
static_assert(sizeof(int) == 4 || sizeof(int) == 8);
struct Point {
  int x = 0;
  bool operator==(const Point&) const = default;
  bool Right() const { return x > 0; }
};
std::optional<int> Half(int n) { return n % 2 == 0 ? std::optional(n / 2) : std::nullopt; }
template <int kStep>
int Steps(int n) {
  if constexpr (kStep > 1) n *= kStep;
  int count = 0;
  for (int i = 0; i < n; ++i) count += i;  // "a && b", in a comment
  while (count > 100) count -= 100;
  return count;
}
int Judge(int n, const std::unique_ptr<Point>& point) {
  if (auto half = Half(n)) return *half;
  if (point && (point->x == n || n < 0)) return -1;
  if (BOTH(n > 30, n < 90)) return -2;
  if (n == 1) {
    return 5;
  } else if (!point) {
    return 6;
  }
  const auto odd = [](int a) { return a % 2 != 0; };
  return odd(n) ? Steps<2>(n) : 0;
}
int main(int count, char** words) {
  const auto point = count > 2 ? std::make_unique<Point>() : nullptr;
  return Judge(count > 1 ? std::atoi(words[1]) : 0, point);
}
"""


class Conditions(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        root = pathlib.Path(cls.folder.name)
        (root / "judge.cc").write_text("#include <cstdlib>" + SOURCE)
        cls.found = conditions.find(root, ["judge.cc"])
        changed = conditions.wrap((root / "judge.cc").read_bytes(), "judge.cc", list(enumerate(cls.found, 1)))
        (root / "changed.cc").write_bytes(changed)
        cls.changed = changed.decode()
        subprocess.run(["c++", "-std=c++20", f"-I{ROOT}", "-o", root / "judge", root / "changed.cc"], check=True)

    def run_it(self, *words, **environment):
        program = pathlib.Path(self.folder.name, "judge")
        return subprocess.run([program, *words], env={**os.environ, **environment}).returncode

    def number(self, text):
        numbers = [n for n, condition in enumerate(self.found, 1) if condition.text == text]
        self.assertEqual(len(numbers), 1, text)
        return numbers[0]

    def kinds(self, text):
        return list(self.found[self.number(text) - 1].kinds)

    def test_finds_what_decides_and_nothing_else(self):
        self.assertEqual([(c.function, c.text) for c in self.found], [
            ("Point::Right", "x > 0"),
            ("Half", "n % 2 == 0"),
            ("Steps", "i < n"),
            ("Steps", "count > 100"),
            ("Judge", "auto half = Half(n)"),
            ("Judge", "point"),
            ("Judge", "(point->x == n || n < 0)"),
            ("Judge", "point->x == n"),
            ("Judge", "n < 0"),
            ("Judge", "n == 1"),
            ("Judge", "!point"),
            ("Judge", "a % 2 != 0"),
            ("Judge", "odd(n)"),
            ("main", "count > 2"),
            ("main", "count > 1"),
        ])

    def test_has_the_mutants_that_each_place_can_have(self):
        self.assertEqual(self.kinds("n == 1"), ["inverted", "true", "false"])
        self.assertEqual(self.kinds("i < n"), ["inverted", "false"])
        self.assertEqual(self.kinds("point"), ["inverted", "dropped"])
        self.assertEqual(self.kinds("(point->x == n || n < 0)"), ["dropped"])

    def test_drops_an_operand_to_what_leaves_the_others_alone(self):
        kinds = {condition.text: condition.kinds for condition in self.found}
        self.assertEqual(kinds["point"]["dropped"], "t")
        self.assertEqual(kinds["n < 0"]["dropped"], "f")

    def test_keeps_line_numbers(self):
        lines = self.changed.splitlines()
        self.assertEqual(lines[1], '#line 1 "judge.cc"')
        self.assertEqual(len(lines) - 2, ("#include <cstdlib>" + SOURCE).count("\n"))
        self.assertIn("n == 1", lines[self.found[self.number("n == 1") - 1].line + 1])

    def test_a_name_says_nothing_of_lines(self):
        self.assertEqual(self.found[self.number("n < 0") - 1].key("dropped"), "judge.cc Judge `n < 0` dropped")

    def test_without_a_mutant_the_program_is_the_same(self):
        self.assertEqual(self.run_it("6"), 3)
        self.assertEqual(self.run_it("1"), 5)
        self.assertEqual(self.run_it("7", "with a point"), 91)

    def test_a_mutant_changes_its_condition(self):
        number = self.number("n == 1")
        self.assertEqual(self.run_it("1", ECHOCHECK_MUTANT=f"{number}:i"), 6)
        self.assertEqual(self.run_it("1", ECHOCHECK_MUTANT=f"{number}:f"), 6)
        self.assertEqual(self.run_it("7", ECHOCHECK_MUTANT=f"{number}:t"), 5)

    def test_a_mutant_changes_what_an_if_declares(self):
        number = self.number("auto half = Half(n)")
        self.assertEqual(self.run_it("6", ECHOCHECK_MUTANT=f"{number}:f"), 6)

    def test_a_dropped_guard_is_not_evaluated_in_vain(self):
        self.assertLess(self.run_it("1", ECHOCHECK_MUTANT=f"{self.number('point')}:t"), 0)  # a null pointer

    def test_notes_the_values_that_a_condition_had(self):
        with tempfile.NamedTemporaryFile("r") as file:
            self.run_it("7", "with a point", ECHOCHECK_MUTANTS_SEEN=f"{len(self.found) + 1}:{file.name}")
            values = dict(map(int, line.split()) for line in file)
        self.assertEqual(values[self.number("n == 1")], 2)
        self.assertEqual(values[self.number("odd(n)")], 1)
        self.assertEqual(values[self.number("i < n")], 3)
        self.assertNotIn(self.number("x > 0"), values)

    def test_says_what_libclang_cannot_read(self):
        root = pathlib.Path(self.folder.name)
        (root / "broken.cc").write_text("int f( {")
        with self.assertRaisesRegex(RuntimeError, "broken.cc:1"):
            conditions.find(root, ["broken.cc"])


if __name__ == "__main__":
    unittest.main()
