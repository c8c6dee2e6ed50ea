#!/usr/bin/env python3
"""Clients that never come to an end, or never begin: endless lines, headers, literals, bodies and commands, clients that
do not read, data connections that nobody opens. The memory that a lab takes for all of them has a bound, and each
service still answers a fresh client."""
import argparse
import contextlib
import os
import socket
import sys
import tempfile
import time

from crowd import MAIL, FTP, SERVICES, first_word
from visits import network
from visits.lab import Lab

CHUNK = 256 * 1024


class Attack:
    """What is said first, what is then said without end, and how many do it at once."""

    def __init__(self, name, service, begin, endless, clients=1):
        self.name, self.service, self.begin, self.clients = name, service, begin, clients
        self.piece = endless * max(1, CHUNK // len(endless))


ATTACKS = [
    Attack("SMTP, an endless line", "smtp", [], b"x" * CHUNK),
    Attack("SMTP, commands whose answers nobody reads", "smtp", [b"EHLO a\r\n"], b"HELP\r\n"),
    Attack("SMTP, an endless letter", "smtp", [b"EHLO a\r\n", b"MAIL FROM:<a@crepes.fr>\r\n", b"RCPT TO:<bob@hamburger.edu>\r\n", b"DATA\r\n"], b"y" * 70 + b"\r\n"),
    Attack("SMTP, an endless line in a letter", "smtp", [b"HELO a\r\n", b"MAIL FROM:<a@crepes.fr>\r\n", b"RCPT TO:<bob@hamburger.edu>\r\n", b"DATA\r\n"], b"y" * CHUNK),
    Attack("SMTP, recipients without end", "smtp", [b"HELO a\r\n", b"MAIL FROM:<a@crepes.fr>\r\n"], b"RCPT TO:<bob@hamburger.edu>\r\n"),
    Attack("POP3, an endless line", "pop3", [], b"x" * CHUNK),
    Attack("POP3, commands whose answers nobody reads", "pop3", [b"USER bob\r\n", b"PASS hungry\r\n"], b"CAPA\r\n"),
    Attack("IMAP, an endless line", "imap", [], b"x" * CHUNK),
    Attack("IMAP, a literal without end", "imap", [b"a LOGIN {99999999999+}\r\n"], b"x" * CHUNK),
    Attack("IMAP, a letter without end", "imap", [b"a LOGIN bob hungry\r\n", b"b APPEND INBOX {9999999999+}\r\n"], b"x" * CHUNK),
    Attack("IMAP, parentheses without end", "imap", [b"a LOGIN bob hungry\r\n", b"b SELECT INBOX\r\n"], b"c SEARCH " + b"(" * 8000 + b"\r\n"),
    Attack("IMAP, answers that nobody reads", "imap", [b"a LOGIN bob hungry\r\n"], b"c LIST \"\" *\r\n"),
    Attack("HTTP, an endless first line", "http", [], b"G" * CHUNK),
    Attack("HTTP, an endless header line", "http", [b"GET / HTTP/1.1\r\nHost: "], b"x" * CHUNK),
    Attack("HTTP, header lines without end", "http", [b"GET / HTTP/1.1\r\n"], b"A: b\r\n"),
    Attack("HTTP, a body without end", "http", [b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n"], b"x" * CHUNK),
    Attack("HTTP, pieces without end", "http", [b"POST /login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"], b"4\r\nabcd\r\n"),
    Attack("HTTP, pages that nobody reads", "http", [], b"GET /login HTTP/1.1\r\nHost: x\r\n\r\n"),
    Attack("FTP, an endless line", "ftp", [], b"x" * CHUNK),
    Attack("FTP, ports that nobody opens", "ftp", [b"USER bob\r\n", b"PASS hungry\r\n"], b"PASV\r\n", 20),
    Attack("FTP, commands behind a transfer that does not begin", "ftp", [b"USER bob\r\n", b"PASS hungry\r\n", b"PASV\r\n", b"LIST\r\n"], b"NOOP\r\n"),
    Attack("SFTP, an endless first line", "sftp", [], b"x" * CHUNK),
    Attack("TLS, nonsense instead of a handshake", "imaps", [], b"x" * CHUNK),
]


def peak(process):
    with open(f"/proc/{process.pid}/status", encoding="ascii", errors="replace") as stream:
        rows = dict(line.split(":", 1) for line in stream if ":" in line)
    return int(rows["VmHWM"].split()[0]) / 1024


def forget_peak(process):
    with contextlib.suppress(OSError), open(f"/proc/{process.pid}/clear_refs", "w", encoding="ascii") as stream:
        stream.write("5")


def attack(lab, which, megabytes, seconds):
    """Says it until it is all said, refused, or time is up; reads only what it must before."""
    host = FTP if which.service in ("ftp", "sftp") else MAIL
    wires = [socket.create_connection(lab.at(which.service, host), 20) for _ in range(which.clients)]
    try:
        for wire in wires:
            wire.settimeout(20)
            if which.service not in ("http", "imaps"):
                wire.recv(65536)
            for line in which.begin:
                wire.sendall(line)
                if which.service != "http" and not line.startswith(b"b APPEND") and line != b"LIST\r\n" and b"{" not in line:
                    wire.recv(65536)
            wire.setblocking(False)
        end, said = time.monotonic() + seconds, 0
        while wires and time.monotonic() < end and said < megabytes * 1e6:
            for wire in list(wires):
                try:
                    said += wire.send(which.piece)
                except BlockingIOError:
                    time.sleep(0.002)
                except OSError:
                    wires.remove(wire)
                    wire.close()
        return said / 1e6
    finally:
        for wire in wires:
            wire.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--megabytes", type=float, default=200, help="that each says")
    parser.add_argument("--seconds", type=float, default=5, help="and for how long, if it is not read")
    parser.add_argument("--bound", type=float, default=90, help="megabytes that the lab may take beyond what it had")
    options = parser.parse_args()
    network.enter()
    bad = 0
    with tempfile.TemporaryDirectory(prefix="endless-") as folder:
        os.chmod(folder, 0o700)
        lab = Lab(options.program, folder, users=0)
        try:
            base = lab.memory()[0]
            for which in ATTACKS:
                forget_peak(lab.process)
                said = attack(lab, which, options.megabytes, options.seconds)
                grown = peak(lab.process) - base
                waits = max(first_word(lab, service, host) for service, host in SERVICES)
                bad += grown > options.bound
                print(f"{which.name:52}{said:7.1f} MB said, {grown:6.1f} MB taken, a fresh client waits {waits * 1000:5.0f} ms{'  TOO MUCH' if grown > options.bound else ''}", flush=True)
        finally:
            lab.stop()
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
