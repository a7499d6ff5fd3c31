# SPDX-License-Identifier: MIT
"""Finds the conditions of C++ files with libclang, and wraps each in a call of mutants.h.

A condition is what if, while, for, do and ?: decide by, each operand of && and ||, and what a return statement
returns as a bool. Left out are: what the compiler evaluates (static_assert, if constexpr, constexpr variables),
what a macro makes, and a declaration as the condition of a loop."""

import dataclasses
import pathlib
import re

from clang.cindex import CursorKind, Index, TranslationUnit, TypeKind

# What a mutant makes of its condition: the kind of mutants.h.
LOOP = ("inverted", "false")
SIMPLE = ("inverted", "true", "false")
FUNCTIONS = (CursorKind.FUNCTION_DECL, CursorKind.CXX_METHOD, CursorKind.CONSTRUCTOR, CursorKind.DESTRUCTOR,
             CursorKind.CONVERSION_FUNCTION, CursorKind.FUNCTION_TEMPLATE)
CLASSES = (CursorKind.CLASS_DECL, CursorKind.STRUCT_DECL, CursorKind.CLASS_TEMPLATE)
WRAPPERS = (CursorKind.UNEXPOSED_EXPR, CursorKind.PAREN_EXPR)
COMMENT_OR_STRING = re.compile(rb'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)


@dataclasses.dataclass
class Condition:
    file: str  # below the root
    line: int
    begin: int  # bytes in the file
    end: int
    function: str
    text: str
    kinds: dict  # the name of a mutant -> its letter in mutants.h
    declares: str = ""  # the variable, where the condition of an if is a declaration
    ordinal: int = 1  # of those with the same text in the same function

    def key(self, kind):
        """What names a mutant for good: no line number, and no count of other conditions."""
        again = f" #{self.ordinal}" if self.ordinal > 1 else ""
        return f"{self.file} {self.function} `{self.text}`{again} {kind}"


class _File:
    def __init__(self, name, data):
        self.name = name
        self.data = data
        # Comments and strings are blank here, at the same offsets.
        self.code = COMMENT_OR_STRING.sub(lambda m: b" " * len(m.group()), data)
        self.macros = []


class _Finder:
    def __init__(self, files):
        self.files = files  # the path that libclang says -> _File
        self.found = {}  # (path, begin, end) -> Condition

    def file_of(self, cursor):
        place = cursor.extent.start.file
        return self.files.get(str(pathlib.Path(place.name).resolve())) if place else None

    def visit_all(self, unit):
        for cursor in unit.cursor.get_children():
            if cursor.kind == CursorKind.MACRO_INSTANTIATION and (file := self.file_of(cursor)):
                file.macros.append(_range(cursor))
        for cursor in unit.cursor.get_children():
            if not cursor.kind.is_preprocessing() and self.file_of(cursor):
                self.visit(cursor, "")

    def visit(self, cursor, function):
        kind = cursor.kind
        if kind == CursorKind.STATIC_ASSERT or self.is_constant(cursor):
            return
        if kind in FUNCTIONS or (kind == CursorKind.VAR_DECL and not function):
            parent = cursor.semantic_parent
            inside = parent.spelling + "::" if parent is not None and parent.kind in CLASSES else ""
            function = inside + cursor.spelling
        children = list(cursor.get_children())
        if kind == CursorKind.IF_STMT:
            self.take_if(cursor, children, function)
        elif kind == CursorKind.WHILE_STMT:
            self.take_loop(children[-2], children[:-2], function)
        elif kind == CursorKind.DO_STMT:
            self.take_loop(children[-1], [], function)
        elif kind == CursorKind.FOR_STMT:
            self.take_for(cursor, children, function)
        elif kind == CursorKind.CONDITIONAL_OPERATOR:
            self.take(children[0], SIMPLE, function)
        elif kind == CursorKind.RETURN_STMT and children and children[0].type.kind == TypeKind.BOOL:
            self.take(children[0], SIMPLE, function)
        elif operator := self.logical(cursor):
            neutral = "t" if operator == b"&&" else "f"
            for child in children:
                inner = self.logical(_bare(child))
                if inner == operator:
                    continue
                self.add(child, {"dropped": neutral} if inner else {"inverted": "i", "dropped": neutral}, function)
        for child in children:
            self.visit(child, function)

    def is_constant(self, cursor):
        """Returns whether there is nothing to change inside, because the compiler evaluates or writes it."""
        if cursor.kind in FUNCTIONS and (file := self.file_of(cursor)):
            begin, end = _range(cursor)
            return re.search(rb"=\s*default$", file.code[begin:end]) is not None
        if cursor.kind != CursorKind.VAR_DECL:
            return False
        file = self.file_of(cursor)
        begin, _ = _range(cursor)
        return file is not None and b"constexpr" in file.code[begin:cursor.location.offset]

    def logical(self, cursor):
        """Returns b"&&" or b"||" if the cursor is one of them, as the language has it."""
        if cursor.kind != CursorKind.BINARY_OPERATOR:
            return None
        children = list(cursor.get_children())
        file = self.file_of(cursor)
        if len(children) != 2 or file is None:
            return None
        between = file.code[_range(children[0])[1]:_range(children[1])[0]].strip()
        return between if between in (b"&&", b"||") else None

    def take_if(self, cursor, children, function):
        file = self.file_of(cursor)
        if file is None or re.match(rb"if\s+constexpr\b", file.code[_range(cursor)[0]:]):
            return
        between = file.code[_range(children[-2])[1]:_range(children[-1])[0]]
        has_else = re.search(rb"\belse\b", between) is not None
        at = len(children) - (3 if has_else else 2)
        declared = _declared(children[at], children[:at])
        if declared is None:
            self.take(children[at], SIMPLE, function)
        else:
            self.add(declared, _letters(SIMPLE), function, declared.spelling)

    def take_loop(self, condition, before, function):
        if _declared(condition, before) is None:
            self.take(condition, LOOP, function)

    def take_for(self, cursor, children, function):
        file = self.file_of(cursor)
        if file is None:
            return
        first, second = _semicolons(file.code, _range(cursor)[0])
        for child in children:
            begin, end = _range(child)
            if first < begin and end <= second:
                self.take(child, LOOP, function)

    def take(self, expression, kinds, function):
        if not self.logical(_bare(expression)):  # otherwise its operands are taken
            self.add(expression, _letters(kinds), function)

    def add(self, cursor, kinds, function, declares=""):
        file = self.file_of(cursor)
        if file is None:
            return
        begin, end = _range(cursor)
        text = " ".join(file.data[begin:end].decode().split())
        if text in ("true", "false") or any(b < end and begin < e for b, e in file.macros if not (begin <= b and e <= end)):
            return
        if any(b == begin or e == end for b, e in file.macros):
            return
        key = (file.name, begin, end)
        if key in self.found:
            self.found[key].kinds.update(kinds)
        else:
            line = file.data.count(b"\n", 0, begin) + 1
            self.found[key] = Condition(file.name, line, begin, end, function, text, kinds, declares)


def _letters(kinds):
    return {kind: kind[0] for kind in kinds}


def _range(cursor):
    return cursor.extent.start.offset, cursor.extent.end.offset


def _bare(cursor):
    """Returns what is inside of parentheses and conversions."""
    while cursor.kind in WRAPPERS:
        children = list(cursor.get_children())
        if len(children) != 1:
            break
        cursor = children[0]
    return cursor


def _declared(condition, before):
    """Returns the variable that the condition itself declares, as in `if (auto x = f())`."""
    begin, _ = _range(condition)
    for cursor in before:
        variables = [cursor] if cursor.kind == CursorKind.VAR_DECL else \
            [c for c in cursor.get_children() if c.kind == CursorKind.VAR_DECL]
        for variable in variables:
            if _range(variable)[0] <= begin < _range(variable)[1]:
                return variable
    return None


def _semicolons(code, begin):
    """Returns where the two semicolons of the for statement at `begin` are."""
    found, depth = [], 0
    for at in range(code.index(b"(", begin), len(code)):
        character = code[at:at + 1]
        if character in b"([{":
            depth += 1
        elif character in b")]}":
            depth -= 1
        elif character == b";" and depth == 1:
            found.append(at)
            if len(found) == 2:
                return found
    raise ValueError("a for statement without two semicolons")


def find(root, paths, options=()):
    """Returns the conditions of the files `paths` (below `root`), in the order of their places.

    Sources are parsed a dozen at once, because most of the time goes into what they include; where that fails because
    two of them have the same names, fewer."""
    root = pathlib.Path(root).resolve()
    sources = [path for path in paths if not path.endswith(".h")]
    files = {str(root / path): _File(path, (root / path).read_bytes()) for path in paths}
    finder = _Finder(files)
    # A header by itself as well: it may be included by nobody here.
    waiting = [[path for path in paths if path.endswith(".h")]] + \
        [sources[at:at + 12] for at in range(0, len(sources), 12)]
    while waiting:
        batch = waiting.pop()
        if not batch:
            continue
        everything = "".join(f'#include "{root / path}"\n' for path in batch)
        unit = Index.create().parse("everything.cc", ["-x", "c++", "-std=c++20", f"-I{root}", *options],
                                    [("everything.cc", everything)],
                                    TranslationUnit.PARSE_DETAILED_PROCESSING_RECORD)
        mistakes = [str(d) for d in unit.diagnostics if d.severity >= d.Error]
        if not mistakes:
            finder.visit_all(unit)
        elif len(batch) > 1:
            half = len(batch) // 2
            waiting += [batch[:half], batch[half:]]
        else:
            raise RuntimeError("libclang cannot read this:\n" + "\n".join(mistakes[:5]))
    conditions = sorted(finder.found.values(), key=lambda c: (c.file, c.begin, -c.end))
    counts = {}
    for condition in conditions:
        same = (condition.file, condition.function, condition.text)
        condition.ordinal = counts[same] = counts.get(same, 0) + 1
    return conditions


def wrap(data, file, numbered):
    """Returns the bytes `data` of `file` with each condition of `numbered` (number, Condition) wrapped. Lines keep
    their numbers."""
    # (place, inner ends before outer ends before beginnings, text)
    insertions = []
    for number, condition in numbered:
        length = condition.end - condition.begin
        if condition.declares:
            text = f"; ::mutants::Is({number}, static_cast<bool>({condition.declares}))"
            insertions.append((condition.end, 0, length, text))
        else:
            insertions.append((condition.begin, 1, -length, f"::mutants::Is({number}, static_cast<bool>("))
            insertions.append((condition.end, 0, length, "))"))
    insertions.sort()
    result, done = [f'#include "tests/mutants/mutants.h"\n#line 1 "{file}"\n'.encode()], 0
    for place, _, _, text in insertions:
        result += [data[done:place], text.encode()]
        done = place
    return b"".join(result + [data[done:]])
