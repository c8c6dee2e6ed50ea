#!/usr/bin/env python3
"""Is every C++ file as clang-format 14 lays it out with .clang-format? --fix lays them out so. Exit status 1: some are
not, and are named; 77: there is no clang-format 14 (others break lines in other places)."""
import argparse
import os
import shutil
import subprocess
import sys

SKIPPED = 77


def program():
    for name in ("clang-format-14", "clang-format"):
        found = shutil.which(name)
        if found and " version 14." in subprocess.run([found, "--version"], stdout=subprocess.PIPE, text=True, check=True).stdout:
            return found
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fix", action="store_true")
    options = parser.parse_args()
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
    clang_format = program()
    if clang_format is None:
        print("clang-format 14 is not installed.")
        return SKIPPED
    files = subprocess.run(["git", "ls-files", "*.cpp", "*.h"], stdout=subprocess.PIPE, text=True, check=True).stdout.split()
    if not files:
        print("git names no C++ file here.")
        return 1
    if options.fix:
        return subprocess.run([clang_format, "-i", *files]).returncode
    wrong = sorted({line.split(":", 1)[0] for line in subprocess.run([clang_format, "--dry-run", "-Werror", *files], stderr=subprocess.PIPE, text=True).stderr.splitlines() if ": error: " in line})
    for name in wrong:
        print(f"{name} is not laid out as .clang-format says; tests/architecture/format.py --fix does it.")
    print(f"{len(files)} files, {len(wrong)} laid out otherwise")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
