# SPDX-License-Identifier: MIT
"""Holds scenario.schema.json to every scenario and to samples.json; the loader is held to the same
samples by scenario_samples_test.cc. Usage: schema_test.py SCENARIOS_FOLDER SAMPLES_FILE"""

import copy
import json
import pathlib
import sys

import jsonschema


def scenario_of(sample, base):
    scenario = copy.deepcopy(base)
    scenario.update(sample.get("set", {}))
    for key in sample.get("drop", []):
        del scenario[key]
    client = scenario.get("clients", [None])[0] if "set" not in sample else None
    if client is not None:
        client.update(sample.get("client", {}))
        client["steps"] += [sample["step"]] if "step" in sample else []
    return scenario


def main(folder, samples_file):
    folder = pathlib.Path(folder)
    schema = json.loads((folder / "scenario.schema.json").read_text())
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    wrong = []

    scenarios = [f for f in folder.rglob("*.json") if not f.name.endswith(".schema.json")]
    if not scenarios:
        wrong.append(f"no scenario in {folder}")
    for file in scenarios:
        scenario = json.loads(file.read_text())
        wrong += [f"{file}: {error.message}" for error in validator.iter_errors(scenario)]
        if not (file.parent / scenario.get("$schema", "missing")).samefile(folder / "scenario.schema.json"):
            wrong.append(f"{file}: $schema does not lead to the schema")

    samples = json.loads(pathlib.Path(samples_file).read_text())
    for sample in samples["samples"]:
        wanted = sample.get("schema", sample["accept"])
        if validator.is_valid(scenario_of(sample, samples["base"])) != wanted:
            wrong.append(f"sample \"{sample['name']}\": expected {'valid' if wanted else 'invalid'}")

    print("\n".join(wrong) or f"{len(scenarios)} scenarios, {len(samples['samples'])} samples")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
