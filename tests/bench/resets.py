#!/usr/bin/env python3
"""Connections that break at every point: each service's whole talk is cut after each of its bytes, half of the times with
a reset and half with an orderly end. Afterwards every service answers a fresh client, and no file is left open."""
import argparse
import os
import socket
import struct
import sys
import tempfile
import time

from crowd import FTP, MAIL, SERVICES, first_word
from visits import network
from visits.lab import Lab

TALKS = {
    "smtp": b"EHLO a\r\nMAIL FROM:<a@crepes.fr>\r\nRCPT TO:<bob@hamburger.edu>\r\nRCPT TO:<alice@crepes.fr>\r\nDATA\r\nSubject: x\r\n\r\n.\r\nQUIT\r\n",
    "pop3": b"USER bob\r\nPASS hungry\r\nUIDL\r\nRETR 1\r\nDELE 1\r\nQUIT\r\n",
    "imap": b"a LOGIN bob hungry\r\nb SELECT INBOX\r\nc APPEND Sent {12+}\r\nSubject: x\r\n\r\nd FETCH 1:* (FLAGS BODY[])\r\ne IDLE\r\nDONE\r\nf LOGOUT\r\n",
    "http": b"GET /login HTTP/1.1\r\nHost: x\r\n\r\nPOST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 23\r\n\r\nuser=bob&password=guess",
    "ftp": b"USER bob\r\nPASS hungry\r\nPASV\r\nLIST\r\nABOR\r\nEPSV\r\nSTOR new\r\nPORT 127,0,0,1,200,10\r\nRETR welcome.txt\r\nQUIT\r\n",
    "sftp": b"SSH-2.0-x\r\n" + bytes(range(64)),
    "imaps": bytes.fromhex("16030100c8010000c40303") + bytes(200),
}
RESET = struct.pack("ii", 1, 0)


def files_of(process):
    return len(os.listdir(f"/proc/{process.pid}/fd"))


def cut(at, talk, length):
    with socket.create_connection(at, 20) as wire:
        wire.sendall(talk[:length])
        if length % 2:
            wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        elif length % 4:
            wire.shutdown(socket.SHUT_WR)
            wire.settimeout(5)
            while wire.recv(65536):
                pass


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--step", type=int, default=1, help="bytes between two cuts")
    options = parser.parse_args()
    network.enter()
    with tempfile.TemporaryDirectory(prefix="resets-") as folder:
        lab = Lab(options.program, folder, f"{folder}/data", users=0)
        try:
            before, cuts = files_of(lab.process), 0
            for service, talk in TALKS.items():
                for length in range(0, len(talk) + 1, options.step):
                    cut(lab.at(service, FTP if "ftp" in service else MAIL), talk, length)
                    cuts += 1
            for service, host in SERVICES:
                first_word(lab, service, host)
            end = time.monotonic() + 20
            while files_of(lab.process) > before + 4 and time.monotonic() < end:
                time.sleep(0.05)
            left = files_of(lab.process) - before
            print(f"{cuts} connections cut; every service answers; {left} more files open than before")
            sys.exit(1 if left > 4 or lab.process.poll() is not None else 0)
        finally:
            lab.stop()


if __name__ == "__main__":
    main()
