# SPDX-License-Identifier: MIT
"""Installs a build, and checks that each link in the installed documents leads to an installed file.

    installed_documents_test.py --build FOLDER
"""

import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")


def broken_links(documents):
    pages = sorted(documents.rglob("*.md"))
    if documents / "README.md" not in pages:
        yield f"{documents} has no README.md"
    for page in pages:
        for target in LINK.findall(page.read_text()):
            if "://" not in target and not (page.parent / target).exists():
                yield f"{page.relative_to(documents)}: {target} is not installed"


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    case = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="echocheck-documents-") as folder:
        subprocess.run(["cmake", "--install", case.build, "--prefix", folder], check=True, stdout=subprocess.DEVNULL)
        broken = list(broken_links(pathlib.Path(folder, "share", "doc", "echocheck")))
    for line in broken:
        print(line, file=sys.stderr)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
