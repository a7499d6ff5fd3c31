# SPDX-License-Identifier: MIT
"""tests/zoo.json, and how its servers are launched."""

import json
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
ZOO = ROOT / "tests" / "zoo.json"

# Small and quick to start: a hundred launches a run.
JAVA = "java -XX:+UseSerialGC -Xint -XX:-UsePerfData -Xshare:auto -Xmx64m"
PYTHON_OPTIONS = "-I -S"


def load():
    with open(ZOO, encoding="utf-8") as file:
        return json.load(file)["servers"]


def command(server, folder, python):
    """The words for --target, with {port} in them."""
    if server["language"] == "Python":
        return f"'{python}' {PYTHON_OPTIONS} '{ROOT / server['source']}' {{port}}"
    if server["language"] == "Java":
        return f"{JAVA} -cp '{folder}/classes' {pathlib.Path(server['source']).stem} {{port}}"
    return f"'{folder}/{server['name']}' {{port}}"
