#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds JSON documents against a JSON Schema: validate_report.py SCHEMA FILE ...

Exit 0: the schema is sound and every file keeps to it. Exit 1: what does not, with its JSON pointer.
"""
import json
import sys

import jsonschema


def pointer(error):
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in error.absolute_path)


def main(arguments):
    if len(arguments) < 2:
        sys.exit(__doc__)
    with open(arguments[0], encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    wrong = 0
    for path in arguments[1:]:
        with open(path, encoding="utf-8") as file:
            document = json.load(file)
        for error in validator.iter_errors(document):
            wrong += 1
            print(f"{path}: {pointer(error) or '/'}: {error.message[:300]}")
    sys.exit(1 if wrong else 0)


main(sys.argv[1:])
