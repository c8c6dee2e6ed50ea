#!/usr/bin/env python3
"""A crowd in one lab: many connections that say nothing, and many that are busy, on every service at once; meanwhile
fresh clients come to each service, and how long the first word takes is measured. Prints that, and what the silent ones
cost in memory. Exit status 1: somebody was not answered, or a silent one was forgotten."""
import argparse
import json
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time

from servers import compiled, make_files
from visits import network, peers
from visits.lab import Lab

MAIL, FTP = "mail.hamburger.edu", "ftp.hamburger.edu"
SERVICES = [("smtp", MAIL), ("submission", MAIL), ("pop3", MAIL), ("imap", MAIL), ("http", MAIL), ("ftp", FTP), ("sftp", FTP)]
# What a silent one says before it falls silent, and what it says at the end to show that it is still heard.
LOG_IN = {
    "pop3": [b"USER v%d\r\n", b"PASS hungry\r\n"],
    "imap": [b"a LOGIN v%d hungry\r\n", b"b SELECT INBOX\r\n", b"c IDLE\r\n"],
    "ftp": [b"USER v%d\r\n", b"PASS hungry\r\n"],
    "smtp": [b"EHLO idle.example\r\n"],
    "submission": [b"HELO idle.example\r\n"],
}
STILL_THERE = {"imap": b"DONE\r\n", "http": b"GET /login HTTP/1.1\r\nHost: x\r\n\r\n"}


class Silent:
    """One connection that has said who it is, and waits."""

    def __init__(self, lab, service, host, number):
        self.service = service
        self.wire = socket.create_connection(lab.at(service, host), 20)
        if service != "http":
            self.heard()
        for line in LOG_IN.get(service, []):
            self.wire.sendall(line % number if b"%d" in line else line)
            self.heard()

    def heard(self):
        return self.wire.recv(65536)

    def is_there(self):
        if self.service == "sftp":
            return True
        self.wire.sendall(STILL_THERE.get(self.service, b"NOOP\r\n"))
        return self.heard() != b""


def first_word(lab, service, host):
    """Seconds until a fresh client hears something; an HTTP client asks first."""
    begin = time.monotonic()
    with socket.create_connection(lab.at(service, host), 30) as wire:
        if service == "http":
            wire.sendall(b"GET /login HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        if not wire.recv(4096):
            raise OSError("closed without a word")
    return time.monotonic() - begin


def busy_ones(lab, visitor, count, seconds):
    talks = [("smtp", MAIL, "v#", "v#@hamburger.edu", 2000), ("pop3", MAIL, "v#", "x", 5), ("imap", MAIL, "v#", "x", 5),
             ("ftp", FTP, "v0", "small.bin", 1)]
    started = []
    for service, host, user, item, amount in talks:
        address, port = lab.at(service, host)
        words = [visitor, service, address, port, count // len(talks), seconds, user, peers.PASSWORD, item, amount]
        started.append((service, subprocess.Popen([str(word) for word in words], stdout=subprocess.PIPE, text=True)))
    return started


def gather(lab, count):
    """The silent ones, on every service alike. A POP3 mailbox has one visitor, so each has one of its own."""
    before = lab.memory()
    silent = []
    for number in range(count):
        service, host = SERVICES[number % len(SERVICES)] if number % len(SERVICES) < 6 or number < 140 else ("imap", MAIL)
        silent.append(Silent(lab, service, host, 100 + number))
    after = lab.memory()
    print(f"{len(silent)} silent connections: {after[0] - before[0]:.1f} MB more resident ({before[0]:.1f} to {after[0]:.1f}), {after[1] - before[1]:.1f} MB of them not shared")
    return silent


def play(options, folder, lab):
    make_files(f"{folder}/data/ftp")
    lab.fill(options.busy // 4)
    silent = gather(lab, options.idle)
    busy = busy_ones(lab, compiled(folder), options.busy, options.seconds)
    times = {service: [] for service, _ in SERVICES}
    end = time.monotonic() + options.seconds
    time.sleep(0.3)
    while time.monotonic() < end - 0.3:
        for service, host in SERVICES:
            times[service].append(first_word(lab, service, host))
    failed = 0
    for service, process in busy:
        result = json.loads(process.communicate()[0])
        failed += result["failed"]
        if result["sessions"] == 0:
            failed += 1
        print(f"busy: {service:12}{result['sessions'] / result['seconds']:8.0f} sessions a second, slowest {result['slowest']:.0f} ms, {result['failed']} failed")
    forgotten = sum(not each.is_there() for each in silent)
    for service, each in times.items():
        each.sort()
        if options.times:
            print(f"fresh: {service:11}{len(each):5} came; first word after {statistics.median(each) * 1000:6.1f} ms, slowest {each[-1] * 1000:6.1f} ms")
    slowest = max(each[-1] for each in times.values())
    print(f"{forgotten} silent ones forgotten, {failed} busy ones failed" + (f"; the slowest first word took {slowest * 1000:.0f} ms" if options.times else ""))
    return 1 if forgotten or failed or not all(times.values()) else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--idle", type=int, default=1000)
    parser.add_argument("--busy", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--no-times", dest="times", action="store_false", help="for a machine that does other things too")
    options = parser.parse_args()
    network.enter()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with tempfile.TemporaryDirectory(prefix="crowd-") as folder:
        lab = Lab(options.program, folder, f"{folder}/data", users=100 + options.idle)
        try:
            sys.exit(play(options, folder, lab))
        finally:
            lab.stop()


if __name__ == "__main__":
    main()
