#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Installs the npm packages of a package-lock.json into a folder of the build, once.

    install_packages.py FOLDER [FOLDER_OF_LOCK]
"""

import pathlib
import shutil
import subprocess
import sys

here = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else __file__).resolve()
here = here if here.is_dir() else here.parent
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
