#!/usr/bin/env python3
"""How many clients do our servers serve a second, next to others' in the same run? Rounds alternate; medians, ranges
and ratios are printed. Everything listens in a network and a folder made for it, and is ended by its id."""
import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

from visits import network, peers
from visits.lab import Lab

HERE = os.path.dirname(os.path.abspath(__file__))
SMALL, BIG = 10_000, 100_000_000


def compiled(folder):
    path = os.path.join(folder, "visitor")
    compiler = shutil.which("c++")
    if not compiler:
        sys.exit("A C++ compiler is needed for the visitor.")
    subprocess.run([compiler, "-O2", "-std=c++20", "-pthread", "-o", path, os.path.join(HERE, "visits", "visitor.cpp")], check=True)
    return path


class Case:
    """One kind of session, and who is visited with it. The first is ours."""

    def __init__(self, name, talk, hosts, goal, bound, **words):
        self.name, self.talk, self.goal, self.bound = name, talk, goal, bound
        self.words = {"user": "v#", "password": peers.PASSWORD, "item": "v1#@hamburger.edu", "count": 5, "connections": 10, **words}
        self.hosts = [host for host in hosts if host]
        self.rates = {host[0]: [] for host in self.hosts}
        self.costs = {host[0]: [] for host in self.hosts}

    def visit(self, visitor, seconds):
        for name, server, at, words in self.hosts:
            said = {**self.words, **words}
            command = [visitor, self.talk, at[0], at[1], said["connections"], seconds, said["user"], said["password"], said["item"], said["count"]]
            before = server.busy()
            ran = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, text=True, check=True)
            result = json.loads(ran.stdout)
            if result["failed"]:
                print(f"{self.name}, {name}: {result['failed']} sessions failed", file=sys.stderr)
            amount = result["bytes"] / 1e6 if self.talk == "ftp" and "MB/s" in self.name else result["sessions"]
            self.rates[name].append(amount / result["seconds"])
            self.costs[name].append((server.busy() - before) * 1e6 / max(amount, 1))
            print(".", end="", file=sys.stderr, flush=True)

    def report(self):
        ours = self.hosts[0][0]
        for name, rates in self.rates.items():
            middle, cost = statistics.median(rates), statistics.median(self.costs[name])
            row = f"{self.name:26}{name:12}{middle:9.0f} {f'({min(rates):.0f}-{max(rates):.0f})':18}{cost:9.0f}"
            if name != ours and middle and cost:
                own_cost = statistics.median(self.costs[ours])
                row += f"{statistics.median(self.rates[ours]) / middle:11.2f}x{cost / max(own_cost, 0.001):11.2f}x"
            print(row)
        print(f"{'':26}goal: {self.goal}. Bound: {self.bound}.\n")


def own(lab, service, **words):
    host = "ftp.hamburger.edu" if service == "ftp" else "mail.hamburger.edu"
    return "cleartext", lab, lab.at(service, host), words


def other(others, name, at=None):
    peer = others.get(name)
    return (name, peer, at or peer.at, peer.words) if peer else None


def durable_cases(lab, others):
    """What a lab with a data folder is compared with."""
    imap = other(others, "dovecot", (peers.ADDRESS, others["imap port"]))
    ftp = [own(lab, "ftp"), other(others, "pyftpdlib"), other(others, "vsftpd")]
    return [
        Case("SMTP, kept on the disk", "smtp", [own(lab, "smtp"), other(others, "aiosmtpd"), other(others, "smtp-sink")],
             "ahead of aiosmtpd, which stores nothing", "the disk's syncs, two a letter, shared by those who wait together", count=2000),
        Case("POP3, 5 RETR", "pop3", [own(lab, "pop3"), other(others, "dovecot")], "2x", "one processor: calls for sockets and files"),
        Case("IMAP, 5 FETCH", "imap", [own(lab, "imap"), imap], "2x", "one processor: calls for sockets and files"),
        Case("FTP, one file of 10 KB", "ftp", ftp, "1.5x pyftpdlib", "one processor: calls for two connections a session", item="small.bin", user="v0"),
        Case("FTP, one of 100 MB: MB/s", "ftp", ftp, "1x", "the kernel's copy from page to socket", item="big.bin", user="v0", connections=1),
    ]


def temporary_cases(lab, others):
    """What a lab is compared with that keeps nothing beyond its end."""
    return [
        Case("SMTP, temporary lab", "smtp", [own(lab, "smtp"), other(others, "smtp-sink"), other(others, "aiosmtpd")],
             "0.67x smtp-sink, which stores nothing", "one processor: calls for a socket and a file", count=2000),
    ]


def make_files(folder):
    os.makedirs(folder, exist_ok=True)
    for name, size in (("small.bin", SMALL), ("big.bin", BIG)):
        with open(os.path.join(folder, name), "wb") as stream:
            stream.write(os.urandom(1000) * (size // 1000))
    for path in (folder, *(os.path.join(folder, name) for name in ("small.bin", "big.bin"))):
        os.chmod(path, 0o755 if os.path.isdir(path) else 0o644)


def start_others(folder, files):
    started = {"smtp-sink": peers.smtp_sink(folder), "aiosmtpd": peers.aiosmtpd(folder),
               "pyftpdlib": peers.pyftpdlib(folder, files), "vsftpd": peers.vsftpd(folder, files)}
    started["dovecot"], port = peers.dovecot(folder)
    for name, peer in started.items():
        if peer is None:
            print(f"{name} is not here (or needs root): left out", file=sys.stderr)
    return {**started, "imap port": port}


def run(rows, visitor, options):
    """Rounds alternate between the servers, so that what else the machine does meets all of them."""
    rows = [case for case in rows if not options.only or any(word.lower() in case.name.lower() for word in options.only)]
    for _ in range(options.rounds):
        for case in rows:
            case.visit(visitor, options.seconds)
    print(file=sys.stderr)
    for case in rows:
        case.report()


def measure(options, folder, running):
    visitor = compiled(folder)
    files = os.path.join(folder, "files")
    make_files(files)
    others = start_others(folder, files)
    running += [peer for peer in others.values() if isinstance(peer, peers.Peer)]
    print(f"{'':38}{'a second':>9} {'(range)':18}{'us each':>9}{'ours/theirs':>12}{'theirs/ours':>12}")
    print(f"{'':66}{'processor':>9}{'rate':>12}{'processor':>12}")
    runtime = tempfile.mkdtemp(prefix="visits-", dir="/dev/shm")
    try:
        measure_labs(options, visitor, others, folder, runtime, running)
    finally:
        shutil.rmtree(runtime)


def measure_labs(options, visitor, others, folder, runtime, running):
    for data, made in ((os.path.join(folder, "data"), durable_cases), (None, temporary_cases)):
        lab = Lab(options.program, runtime, data)
        running.append(lab)
        if data:
            make_files(os.path.join(data, "ftp"))
            lab.fill()
        run(made(lab, others), visitor, options)
        running.pop().stop()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True, help="the program cleartext, built for release")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2, help="a visit")
    parser.add_argument("--only", nargs="*", default=[], help="words of the cases wanted: SMTP POP3 IMAP FTP 100")
    options = parser.parse_args()
    network.enter()
    running = []
    with tempfile.TemporaryDirectory(prefix="visits-") as folder:
        os.chmod(folder, 0o755)
        try:
            measure(options, folder, running)
        finally:
            for each in running:
                each.stop()


if __name__ == "__main__":
    main()
