#!/usr/bin/env python3
"""A long day in class: one lab serves real clients for --minutes, while all lessons are played in a loop beside it, and
pictures of every view are made now and then. At the end every letter that was acknowledged must have been fetched, every
file be equal, memory flat, and nothing left behind: no process, mount, socket or file. Exit status 1: something was."""
import argparse
import ftplib
import imaplib
import io
import os
import poplib
import re
import smtplib
import statistics
import subprocess
import sys
import tempfile
import threading
import time

from visits import network
from visits.lab import Lab

HAMBURGER, CREPES, FTP = "mail.hamburger.edu", "mail.crepes.fr", "ftp.hamburger.edu"
PASSWORDS = {"bob": "hungry", "alice": "crepe-suzette"}


class Class:
    """What everybody did, and what went wrong."""

    def __init__(self):
        self.over, self.sent, self.fetched = False, {"bob": set(), "alice": set()}, {"bob": set(), "alice": set()}
        self.files, self.lessons, self.pictures, self.wrong = 0, 0, 0, []

    def loop(self, talk):
        def run():
            count = 0
            while not self.over:
                try:
                    talk(count)
                except Exception as error:  # whatever it was, it is told at the end
                    self.wrong.append(f"{talk.__name__}: {type(error).__name__}: {error}")
                    time.sleep(0.2)
                count += 1

        thread = threading.Thread(target=run)
        thread.start()
        return thread


def identities(text):
    return re.findall(rb"Message-ID: <soak\.(\w+\.\d+)>", text)


class Clients:
    def __init__(self, lab, school):
        self.lab, self.school = lab, school

    def write(self, to, address, count):
        name = f"{to}.{count}"
        with smtplib.SMTP(*self.lab.at("smtp", HAMBURGER), timeout=30) as smtp:
            smtp.sendmail("eve@crepes.fr", [address], f"Message-ID: <soak.{name}>\r\nSubject: {count}\r\n\r\n" + ("y" * 70 + "\r\n") * 60)
        self.school.sent[to].add(name)
        time.sleep(0.1)

    def to_bob(self, count):
        self.write("bob", "bob@hamburger.edu", count)

    def to_alice(self, count):  # over the relay
        self.write("alice", "alice@crepes.fr", count)

    def bob_fetches(self, _):
        time.sleep(0.5)
        pop = poplib.POP3(*self.lab.at("pop3", HAMBURGER), timeout=30)
        pop.user("bob")
        pop.pass_(PASSWORDS["bob"])
        got = set()
        for number in range(1, pop.stat()[0] + 1):
            got |= {name.decode() for name in identities(b"\r\n".join(pop.retr(number)[1]))}
            pop.dele(number)
        pop.quit()
        self.school.fetched["bob"] |= got

    def alice_fetches(self, _):
        time.sleep(0.5)
        imap = imaplib.IMAP4(*self.lab.at("imap", CREPES), timeout=30)
        imap.login("alice", PASSWORDS["alice"])
        imap.select("INBOX")
        found = imap.uid("SEARCH", "ALL")[1][0].split()
        if found:
            answers = imap.uid("FETCH", b",".join(found).decode(), "(BODY[])")[1]
            names = {name.decode() for answer in answers if isinstance(answer, tuple) for name in identities(answer[1])}
            imap.uid("STORE", b",".join(found).decode(), "+FLAGS", "(\\Deleted)")
            imap.expunge()
            self.school.fetched["alice"] |= names
        imap.logout()

    def files_come_and_go(self, count):
        ftp = ftplib.FTP(timeout=30)
        ftp.connect(*self.lab.at("ftp", FTP))
        ftp.login("bob", PASSWORDS["bob"])
        content, back = f"{count}".encode() * 30_000, io.BytesIO()
        ftp.storbinary(f"STOR soak.{count}", io.BytesIO(content))
        ftp.retrbinary(f"RETR soak.{count}", back.write)
        ftp.delete(f"soak.{count}")
        ftp.quit()
        if back.getvalue() != content:
            raise ValueError(f"soak.{count} came back changed")
        self.school.files += 1
        time.sleep(0.1)


class Lessons:
    def __init__(self, program, folder, school, pictures):
        self.program, self.folder, self.school, self.pictures = program, folder, school, pictures
        listing = subprocess.run([program, "lessons", "--format", "jsonl"], stdout=subprocess.PIPE, text=True, check=True).stdout
        self.names = re.findall(r'"(?:id|lesson)":\s*"([\w-]+)"', listing)

    def run(self, words, **environment):
        place = dict(os.environ, XDG_RUNTIME_DIR=f"{self.folder}/class", HOME=f"{self.folder}/home", **environment)
        done = subprocess.run([self.program, *words], env=place, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=600)
        if done.returncode != 0:
            raise RuntimeError(f"cleartext {' '.join(words)} ended with {done.returncode}: {done.stdout[-300:]}")

    def lessons_are_played(self, count):
        self.run(["play", self.names[count % len(self.names)], "--network", "private"])
        self.school.lessons += 1

    def pictures_are_made(self, _):
        self.run(["tour", "--save", f"{self.folder}/pictures"], QT_QPA_PLATFORM="offscreen")
        self.school.pictures += 1
        for _ in range(600):
            if self.school.over:
                return
            time.sleep(0.5)


def left_behind(folder):
    """Processes that know the folder by their environment."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/environ", "rb") as stream:
                if f"{folder}/".encode() in stream.read() and int(pid) != os.getpid():
                    with open(f"/proc/{pid}/cmdline", "rb") as words:
                        found.append(words.read().replace(b"\0", b" ").decode())
        except OSError:
            pass
    return found


def around():
    """What the machine holds: mounts, and sockets of this network (without those that wait out their time)."""
    with open("/proc/self/mountinfo", encoding="utf-8") as stream:
        mounts = len(stream.readlines())
    sockets = 0
    for table in ("tcp", "tcp6", "udp", "packet"):
        if os.path.exists(f"/proc/net/{table}"):
            with open(f"/proc/net/{table}", encoding="ascii") as stream:
                sockets += sum(1 for line in stream.readlines()[1:] if table[:3] != "tcp" or line.split()[3] != "06")
    return {"mounts": mounts, "sockets": sockets}


def watch(lab, school, minutes):
    """Resident memory without file pages, open files and threads, each ten seconds."""
    rows, end = [], time.monotonic() + minutes * 60
    while time.monotonic() < end and lab.process.poll() is None:
        time.sleep(min(10.0, max(0.0, end - time.monotonic())))
        threads = len(os.listdir(f"/proc/{lab.process.pid}/task"))
        rows.append((lab.memory()[1], len(os.listdir(f"/proc/{lab.process.pid}/fd")), threads))
        if len(rows) % 30 == 0:
            print(f"{len(rows) // 6} min: {rows[-1][0]:.1f} MB, {rows[-1][1]} files, {rows[-1][2]} threads; {len(school.sent['bob'])} letters, {school.lessons} lessons, {len(school.wrong)} wrong", flush=True)
    return rows


def play(options, folder):
    for name in ("run", "class", "home", "tmp"):
        os.mkdir(f"{folder}/{name}", 0o700)
    os.environ["TMPDIR"] = f"{folder}/tmp"
    before, school = around(), Class()
    lab = Lab(options.program, f"{folder}/run", f"{folder}/data", users=0)
    clients, lessons = Clients(lab, school), Lessons(options.program, folder, school, options.pictures)
    talks = [clients.to_bob, clients.to_alice, clients.files_come_and_go, lessons.lessons_are_played]
    readers = [clients.bob_fetches, clients.alice_fetches]
    threads = [school.loop(talk) for talk in talks + readers + ([lessons.pictures_are_made] if options.pictures else [])]
    rows = watch(lab, school, options.minutes)
    school.over = True
    for thread in threads:
        thread.join()
    end = time.monotonic() + 60
    try:
        while any(school.sent[who] - school.fetched[who] for who in school.sent) and time.monotonic() < end:
            clients.bob_fetches(0)
            clients.alice_fetches(0)
    finally:
        lab.stop()
    return report(school, rows, before, around(), folder)


def report(school, rows, before, after, folder):
    wrong = list(school.wrong)
    for who in school.sent:
        lost = school.sent[who] - school.fetched[who]
        wrong += [f"lost: {each}" for each in sorted(lost)[:10]]
        print(f"{who}: {len(school.sent[who])} letters acknowledged, {len(lost)} lost")
    third = max(1, len(rows) // 3)
    for at, (what, most) in enumerate([("MB", 4), ("files", 20), ("threads", 4)]):
        early, late = (statistics.median(row[at] for row in part) for part in (rows[:third], rows[-third:]))
        print(f"{what}: {early:.1f} in the first third, {late:.1f} in the last, at most {max(row[at] for row in rows):.1f}")
        if late > early + most:
            wrong.append(f"{what} grew from {early:.1f} to {late:.1f}")
    wrong += [f"still running: {each}" for each in left_behind(folder)]
    for what in before:
        if after[what] > before[what]:  # others on this machine may let go of something meanwhile
            wrong.append(f"{what}: {before[what]} before, {after[what]} after")
    wrong += [f"left behind: {place}/{each}" for place in ("run", "class", "tmp") for _, folders, files in os.walk(f"{folder}/{place}") for each in (files if place != "tmp" else folders + files)]
    print(f"{school.lessons} lessons played, {school.files} files came and went, {school.pictures} tours; {len(wrong)} things wrong")
    for each in wrong[:20]:
        print("wrong:", each)
    return 1 if wrong or not school.lessons or not school.files or not all(school.sent.values()) else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--pictures", action="store_true", help="make pictures of every view too, each five minutes")
    options = parser.parse_args()
    options.program = os.path.abspath(options.program)
    network.enter()
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        sys.exit(play(options, folder))


if __name__ == "__main__":
    main()
