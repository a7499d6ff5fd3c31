#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""leftovers.py finds each kind of thing that a run could leave behind. Runs in in_own_namespaces, as the cases do."""

import ctypes
import mmap
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import unittest

import hostile  # noqa: F401  first: it adds the folder of echocheck_run
import leftovers
from echocheck_run import CaseFailed


class LeftoversTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="echocheck-hostile-")
        self.addCleanup(folder.cleanup)
        self.top = pathlib.Path(folder.name)
        (self.top / "outside").mkdir()
        leftovers.END_SECONDS = 0.1
        self.before = leftovers.Snapshot(self.top)

    def assert_found(self, text, allowed=()):
        with self.assertRaisesRegex(CaseFailed, text):
            self.before.check(allowed)

    def test_nothing(self):
        self.before.check([])

    def test_process(self):
        subprocess.Popen(["sleep", "60"])  # killed by the check
        self.assert_found("sleep 60")
        leftovers.check_processes()

    def test_daemon(self):
        subprocess.run(["setsid", "--fork", "sleep", "61"], check=True)
        self.assert_found("sleep 61")

    def test_mount(self):
        subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(self.top / "outside")], check=True)
        self.addCleanup(subprocess.run, ["umount", str(self.top / "outside")], check=True)
        self.assert_found("mounts")

    def test_abstract_socket(self):
        with socket.socket(socket.AF_UNIX) as left:
            left.bind("\0echocheck-left")
            self.assert_found("@echocheck-left")

    def test_shared_memory(self):
        path = pathlib.Path("/dev/shm/left")
        path.write_bytes(b"x" * mmap.PAGESIZE)
        self.addCleanup(path.unlink)
        self.assert_found("/dev/shm/left")

    def test_system_v(self):
        libc = ctypes.CDLL(None)
        left = libc.shmget(0x6c656674, 4096, 0o1666)
        self.addCleanup(libc.shmctl, left, 0, None)
        self.assert_found("System V shm")

    def test_file(self):
        (self.top / "left").touch()
        self.assert_found("left")
        self.before.check(["left"])

    def test_file_beside_an_allowed_one(self):
        (self.top / "run-2").touch()
        self.assert_found("run-2", ["run"])

    def test_content(self):
        file = self.top / "outside" / "file"
        file.write_text("a")
        before = leftovers.content(self.top)
        file.write_text("b")
        self.assertNotEqual(before, leftovers.content(self.top))
        file.write_text("a")
        self.assertEqual(before, leftovers.content(self.top))
        link = self.top.parent / f"{self.top.name}-link"
        os.link(file, link)
        self.addCleanup(link.unlink)
        self.assertEqual(before, leftovers.content(self.top))
        file.unlink()
        file.write_text("a")
        self.assertNotEqual(before, leftovers.content(self.top))


if __name__ == "__main__":
    sys.exit(unittest.main())
