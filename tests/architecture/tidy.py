#!/usr/bin/env python3
"""clang-tidy with .clang-tidy's checks, over the C++ files that changed since --since (a commit; and what is not
committed), or over all with --all. It reads how each file is compiled from --build, without what only g++ understands.
Exit status 1: it found something; 77: there was nothing to look at, or no clang-tidy."""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

ONLY_GCC = re.compile(r" -Winvalid-pch| -include \S+/cmake_pch\.hxx| -fpch-preprocess| -Wno-(restrict|stringop-overflow|stringop-overread|maybe-uninitialized|dangling-reference)\b")
SKIPPED = 77


def git(*words):
    return subprocess.run(["git", *words], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout.split("\n")


def changed(since):
    names = set(git("diff", "--name-only", "--diff-filter=d", since, "--")) | set(git("ls-files", "--others", "--exclude-standard"))
    return {name for name in names if name.endswith((".cpp", ".h"))}


def commands(build):
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as stream:
        every = json.load(stream)
    for each in every:
        each["command"] = ONLY_GCC.sub("", each["command"]) + " -Wno-unknown-warning-option -Wno-everything"
    return [each for each in every if "_autogen/" not in each["file"] and "/_deps/" not in each["file"]]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", required=True)
    parser.add_argument("--since", default="HEAD~1")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--most", type=int, default=0, help="not more files than this; how many are left out is said")
    options = parser.parse_args()
    build, program = os.path.abspath(options.build), shutil.which("clang-tidy")
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
    if not program:
        print("clang-tidy is not installed.")
        return SKIPPED
    top, every = os.getcwd(), commands(build)
    known = {os.path.relpath(each["file"], top) for each in every}
    wanted = sorted(known if options.all else known & changed(options.since))
    left = 0
    if options.most and len(wanted) > options.most:
        left, wanted = len(wanted) - options.most, wanted[: options.most]
    print(f"{len(wanted)} files" + (f", {left} more are left to the nightly run" if left else ""), flush=True)
    if not wanted:
        return SKIPPED
    with tempfile.TemporaryDirectory(prefix="tidy-") as folder:
        with open(os.path.join(folder, "compile_commands.json"), "w", encoding="utf-8") as stream:
            json.dump(every, stream)

        def look(name):
            done = subprocess.run([program, "-p", folder, "--quiet", name], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            text = done.stdout.strip()
            if done.returncode != 0:
                print(f"--- {name}\n{text or done.stderr[-2000:]}", flush=True)
            return done.returncode

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            wrong = sum(code != 0 for code in pool.map(look, wanted))
    print(f"{wrong} of {len(wanted)} files have something that clang-tidy would change.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
