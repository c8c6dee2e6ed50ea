#!/usr/bin/env python3
"""Does the live capture keep up? Mail is said on lo inside the lab's private network, so many packets a second, while
`cleartext serve --pcap` listens, or the window under Xvfb. Every packet must be in the file that is saved at the end, or
be counted there as missed. Nothing leaves the private network."""
import argparse
import glob
import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
LOAD_MAC = b"\2\0\0\0\0\0" * 2  # live_load.c's frames carry it, and no others


def compiled(folder):
    path = os.path.join(folder, "live_load")
    subprocess.run(["cc", "-O2", "-o", path, os.path.join(HERE, "live_load.c")], check=True)
    return path


def wait_for(what, condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            sys.exit(f"{what} did not come within {seconds} s")
        time.sleep(0.05)


def usage(pid):
    """Processor seconds of all threads, and megabytes resident without file pages."""
    with open(f"/proc/{pid}/stat", encoding="ascii") as stream:
        fields = stream.read().rsplit(")", 1)[1].split()
    with open(f"/proc/{pid}/status", encoding="ascii") as stream:
        anonymous = next(int(line.split()[1]) for line in stream if line.startswith("RssAnon"))
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"), anonymous / 1024


def count(path):
    """(packets of the load, packets that the file says were missed) of a little-endian pcapng."""
    packets = missed = 0
    with open(path, "rb") as stream:
        data = stream.read()
    at = 0
    while at + 12 <= len(data):
        kind, length = struct.unpack_from("<II", data, at)
        if kind == 6 and data[at + 28 : at + 40] == LOAD_MAC:
            packets += 1
        if kind == 5:
            option = at + 20
            while option + 4 <= at + length - 4:
                code, size = struct.unpack_from("<HH", data, option)
                if code == 5:
                    missed += struct.unpack_from("<Q", data, option + 4)[0]
                option += 4 + (size + 3) // 4 * 4
        at += length
    return packets, missed


def rest(pid, seconds=300):
    """Waits until the program has nothing to do, and says how long that took."""
    begin, busy = time.monotonic(), -1.0
    while usage(pid)[0] - busy > 0.1:
        if time.monotonic() > begin + seconds:
            sys.exit(f"the program had no rest within {seconds} s")
        busy = usage(pid)[0]
        time.sleep(2)
    return time.monotonic() - begin - 2


class Bench:
    def __init__(self, program, folder, rate, seconds):
        self.program, self.folder, self.rate, self.seconds = program, folder, rate, seconds
        self.load = compiled(folder)
        self.environment = dict(os.environ, XDG_RUNTIME_DIR=folder)  # so that no other lab is joined

    def start(self, name, words, **environment):
        self.saved = os.path.join(self.folder, f"{name}.pcapng")
        process = subprocess.Popen(
            [self.program, *[word.replace("SAVED", self.saved) for word in words]],
            env=dict(self.environment, **environment),
            stdout=subprocess.DEVNULL,
        )
        wait_for("the lab", lambda: process.poll() is not None or glob.glob(f"{self.folder}/cleartext/lab-*[0-9]"))
        if process.poll() is not None:
            sys.exit(f"cleartext {' '.join(words)} ended with {process.returncode}")
        time.sleep(2)
        return process

    def pour(self, process):
        before, _ = usage(process.pid)
        answer = subprocess.run(
            [self.program, "shell", "--", self.load, str(self.rate), str(self.seconds)],
            env=self.environment,
            stdout=subprocess.PIPE,
            check=True,
            text=True,
        ).stdout.split()
        after, memory = usage(process.pid)
        return int(answer[0]), float(answer[1]), after - before, memory

    def report(self, name, sent, seconds, busy, memory):
        packets, missed = count(self.saved)
        print(
            f"{name:8} {sent} sent in {seconds:.2f} s ({sent / seconds:.0f}/s): {packets} saved, {missed} counted as missed, "
            f"{sent - packets - missed} unaccounted for; busy {busy / seconds:.2f} processors, {memory:.0f} MB",
            flush=True,
        )
        return sent == packets + missed

    def serve(self):
        process = self.start("serve", ["serve", "--network", "private", "--pcap", "SAVED"])
        figures = self.pour(process)
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        process.wait(120)
        return self.report("serve", *figures)

    def window(self, display, picture):
        screen = subprocess.Popen(["Xvfb", display, "-screen", "0", "1600x1000x24"], stderr=subprocess.DEVNULL)
        time.sleep(1)
        process = self.start("window", ["--network", "private", "--lesson", "alice-sends-bob"], DISPLAY=display, QT_QPA_PLATFORM="xcb")
        try:
            rest(process.pid)
            figures = self.pour(process)
            print(f"window   at rest {rest(process.pid):.0f} s after the last packet", flush=True)
            if picture:
                subprocess.run(["import", "-display", display, "-window", "root", picture], check=True)
            self.save_by_key(display)
            wait_for("the saved capture", lambda: os.path.exists(self.saved), 120)
            return self.report("window", *figures)
        finally:
            process.terminate()
            process.wait(60)
            screen.terminate()
            screen.wait(10)

    def save_by_key(self, display):
        def keys(*words):
            subprocess.run(["xdotool", *words], env=dict(os.environ, DISPLAY=display), check=True)

        keys("search", "--onlyvisible", "--name", "Cleartext", "windowfocus")  # no window manager gives it the keys
        time.sleep(1)
        keys("key", "ctrl+s")
        time.sleep(5)
        keys("type", "--delay", "20", self.saved)
        keys("key", "Return")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True, help="the program cleartext, built for release")
    parser.add_argument("--rate", type=int, default=100_000, help="packets a second")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--window", action="store_true", help="listen with the window too; needs Xvfb and xdotool")
    parser.add_argument("--display", default=":93")
    parser.add_argument("--picture", help="what the window showed then, as a PNG; needs ImageMagick")
    options = parser.parse_args()
    if options.window and not (shutil.which("Xvfb") and shutil.which("xdotool")):
        sys.exit("Xvfb or xdotool is missing")
    with tempfile.TemporaryDirectory(prefix="cleartext-live-") as folder:
        bench = Bench(os.path.abspath(options.program), folder, options.rate, options.seconds)
        accounted = bench.serve()
        if options.window:
            accounted = bench.window(options.display, options.picture) and accounted
    return 0 if accounted else 1


if __name__ == "__main__":
    sys.exit(main())
