#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Installs the npm packages of package-lock.json into a folder of the build, once."""

import pathlib
import shutil
import subprocess
import sys

here = pathlib.Path(__file__).resolve().parent
folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
lock = (here / "package-lock.json").read_bytes()
stamp = folder / "installed.lock"
if stamp.exists() and stamp.read_bytes() == lock:
    sys.exit(0)
for name in ("package.json", "package-lock.json"):
    shutil.copy(here / name, folder / name)
subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=folder, check=True)
stamp.write_bytes(lock)
