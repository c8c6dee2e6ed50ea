#!/usr/bin/env python3
"""How fast is `cleartext analyze`, next to tshark and to a bare libpcap loop on the same file in the same
run? Rounds alternate between the programs; medians, ranges and ratios are printed, with memory and time to
the first output."""
import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))


class Run:
    """One run of a program: seconds, processor seconds, seconds to its first output, and the most memory it
    held."""

    alone = False  # before everything else on the machine, where it lets us

    def __init__(self, command, drained=False):
        self.peak = self.anonymous = 0
        self.first = None
        begin = time.monotonic()
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE if drained else subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=first_of_all if Run.alone else None,
        )
        watcher = threading.Thread(target=self.watch, args=(process.pid,))
        if drained:
            watcher.start()
            while True:
                piece = os.read(process.stdout.fileno(), 1 << 20)
                if not piece:
                    break
                if self.first is None:
                    self.first = time.monotonic() - begin
            process.stdout.close()
        _, status, usage = os.wait4(process.pid, 0)
        self.seconds = time.monotonic() - begin
        self.busy = usage.ru_utime + usage.ru_stime
        self.status = process.returncode = os.waitstatus_to_exitcode(status)
        if drained:
            watcher.join()

    def watch(self, pid):
        """Mapped file pages count in VmHWM; RssAnon is what the program really took."""
        try:
            while True:
                with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as stream:
                    rows = dict(line.split(":", 1) for line in stream if ":" in line)
                if "VmHWM" not in rows:
                    return
                self.peak = max(self.peak, int(rows["VmHWM"].split()[0]))
                self.anonymous = max(self.anonymous, int(rows["RssAnon"].split()[0]))
                time.sleep(0.002)
        except (OSError, ValueError):
            return


def first_of_all():
    os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(5))


def compiled(folder):
    """The bare loop, compiled on the spot; None where there is no compiler or no libpcap."""
    path = os.path.join(folder, "pcap_loop")
    command = ["cc", "-O2", "-o", path, os.path.join(HERE, "pcap_loop.c"), "-lpcap"]
    if (
        shutil.which("cc") is None
        or subprocess.run(command, check=False, stderr=subprocess.DEVNULL).returncode != 0
    ):
        return None
    return path


def made(folder, megabytes, seed):
    """A capture of about this size."""
    copies = max(1, min(100, round(megabytes / 100)))
    streams = max(20, round(850 * megabytes / copies / 100))
    path = os.path.join(folder, "speed.pcapng")
    subprocess.run(
        [
            sys.executable,
            os.path.join(HERE, "make_capture.py"),
            "--seed",
            seed,
            "--out",
            path,
            "--truth",
            os.path.join(folder, "truth.json"),
            "--streams",
            str(streams),
            "--scale",
            "60",
            "--big",
            "3000000",
            "--repeat",
            str(copies),
        ],
        check=True,
    )
    return path


def cases(program, loop, capture, folder):
    """(name, our command, the other's command); a name's fresh folder is made before each run."""
    export = os.path.join(folder, "imf")
    own = [program, "analyze", capture]
    tshark = ["tshark", "-n", "-r", capture] if shutil.which("tshark") else None

    def against(*words):
        return tshark + list(words) if tshark else None

    rows = [
        ("credentials", own + ["--show", "credentials"], against("-q", "-z", "credentials")),
        (
            "dialogue without data",
            own + ["--show", "dialogue", "--no-data"],
            against("-T", "fields", "-e", "frame.number", "-e", "_ws.col.Info"),
        ),
        (
            "messages, decoded and hashed",
            own + ["--show", "messages"],
            against("-q", "--export-objects", f"imf,{export}"),
        ),
    ]
    return rows, [loop, capture] if loop else None, export


def measure(rows, bound, export, rounds, tshark_rounds):
    """Every run, by command."""
    runs = {}

    def once(key, command):
        shutil.rmtree(export, ignore_errors=True)
        os.makedirs(export)
        ran = Run(command)
        if ran.status not in (0, 1):
            sys.exit(f"{' '.join(command)}\nexit status {ran.status}")
        runs.setdefault(key, []).append(ran)
        print(f"\r{sum(map(len, runs.values()))} runs", end="", file=sys.stderr, flush=True)

    for command in {row[0] for _, *commands in rows for row in commands if row}:
        Run([command, "--version"])  # the programs themselves are in memory, as the file is
    for number in range(rounds):
        if bound:
            once("bound", bound)
        for name, own, other in rows:
            once((name, "own"), own)
            if other and number < tshark_rounds:
                once((name, "tshark"), other)
    print("\r", end="", file=sys.stderr)
    return runs


def middle(runs, what):
    return statistics.median(getattr(ran, what) for ran in runs)


def figure(runs):
    seconds = [ran.seconds for ran in runs]
    busy = middle(runs, "busy")
    return f"{middle(runs, 'seconds'):7.3f} s ({min(seconds):.3f}–{max(seconds):.3f}), busy {busy:.3f}"


def report(rows, runs, size):
    """The table."""
    print(f"\n{'':30}{'cleartext':44}{'tshark':44}{'ratio':>8}{'busy':>8}{'GB/s':>7}{'to the loop':>13}")
    bound = runs.get("bound")
    for name, _, _ in rows:
        own, other = runs[name, "own"], runs.get((name, "tshark"))
        ratios = [
            f"{middle(other, what) / middle(own, what):.1f}x" if other else "-"
            for what in ("seconds", "busy")
        ]
        against = f"{middle(own, 'seconds') / middle(bound, 'seconds'):.2f}x" if bound else "-"
        theirs = figure(other) if other else "not installed"
        rate = size / middle(own, "seconds") / 1e9
        print(f"{name:30}{figure(own):44}{theirs:44}{ratios[0]:>8}{ratios[1]:>8}{rate:7.2f}{against:>13}")
    if bound:
        rate = size / middle(bound, "seconds") / 1e9
        print(f"{'libpcap loop, every byte':30}{figure(bound):44}{'':60}{rate:7.2f}")
    print(
        "\nMedians (lowest to highest). busy: processor seconds, of all threads."
        "\nratio: how many times tshark's throughput, by the clock; busy: the same by processor time, which other"
        "\nwork on the machine does not change. to the loop: how many times the libpcap loop's time; the aim is 1."
    )


def memory(rows):
    """Memory and time to the first output, from a run of its own with a pipe that is drained."""
    print(f"\n{'':32}{'peak resident':>16}{'without file pages':>20}{'first output':>16}{'all':>10}")
    for name, own, _ in rows:
        ran = Run(own, drained=True)
        first = f"{ran.first:.3f} s" if ran.first is not None else "none"
        peak, anonymous = ran.peak / 1024, ran.anonymous / 1024
        print(f"{name:32}{peak:12.1f} MiB{anonymous:16.1f} MiB{first:>16}{ran.seconds:8.3f} s")
    print("\nresident: VmHWM and the highest RssAnon in /proc/PID/status, looked at every 2 ms.")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True, help="the program cleartext, built for release")
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--file", help="measure with this capture")
    source.add_argument("--megabytes", type=int, default=300, help="or make one of about this size")
    parser.add_argument("--seed", default="speed")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--alone", action="store_true", help="real-time priority, so that other work on the machine does not count (root)"
    )
    parser.add_argument(
        "--tshark-rounds", type=int, default=3, help="tshark is slow: fewer rounds are enough"
    )
    options = parser.parse_args()
    Run.alone = options.alone
    with tempfile.TemporaryDirectory(prefix="cleartext-speed-") as folder:
        capture = options.file or made(folder, options.megabytes, options.seed)
        with open(capture, "rb") as stream:  # the file is in memory for all of them
            while stream.read(1 << 24):
                pass
        rows, bound, export = cases(os.path.abspath(options.program), compiled(folder), capture, folder)
        size = os.path.getsize(capture)
        print(
            f"{capture}: {size / 1e6:.1f} MB; {os.cpu_count()} processors; rounds: {options.rounds}, "
            f"of tshark {min(options.rounds, options.tshark_rounds)}{'; with real-time priority' if Run.alone else ''}"
        )
        report(rows, measure(rows, bound, export, options.rounds, options.tshark_rounds), size)
        memory(rows)


if __name__ == "__main__":
    main()
