#!/usr/bin/env python3
"""What was acknowledged is there after SIGKILL at any moment: clients send mail, put files, append and mark letters, and
write down each yes they hear; the lab is killed in the midst of it and started again, round after round; then
everything that was written down is looked for."""
import argparse
import ftplib
import imaplib
import io
import os
import random
import re
import smtplib
import sys
import tempfile
import threading
import time

from visits import network
from visits.lab import Lab

BOB, ALICE, PASSWORDS = "bob@hamburger.edu", "alice@crepes.fr", {"bob": "hungry", "alice": "crepe-suzette"}
GONE = (OSError, EOFError, smtplib.SMTPException, imaplib.IMAP4.error, ftplib.Error)


class Record:
    """What was acknowledged. Written by many threads; list.append is whole."""

    def __init__(self):
        self.mails = {BOB: [], ALICE: []}
        self.files = {}
        self.appended = []  # (validity, uid, id)
        self.flagged = []

    def count(self):
        return sum(map(len, self.mails.values())), len(self.files), len(self.appended), len(self.flagged)


class Clients:
    """One round's clients. Each goes on until the lab is gone."""

    def __init__(self, lab, record, number):
        self.lab, self.record, self.number, self.over = lab, record, number, False
        talks = [(self.send, BOB), (self.send, BOB), (self.send, ALICE), (self.put, 0), (self.append, 0)]
        self.threads = [threading.Thread(target=self.run, args=(*talk, at)) for at, talk in enumerate(talks)]
        for thread in self.threads:
            thread.start()

    def run(self, talk, what, at):
        while not self.over:
            try:
                talk(what, f"{self.number}.{at}.{time.monotonic_ns()}")
            except GONE:
                time.sleep(0.01)

    def join(self):
        self.over = True
        for thread in self.threads:
            thread.join()

    def send(self, to, name):
        """Mail for Alice goes to Bob's server first: it is in a queue, or there."""
        with smtplib.SMTP(*self.lab.at("smtp", "mail.hamburger.edu"), timeout=10) as smtp:
            for count in range(20):
                text = f"Message-ID: <{name}.{count}>\r\nSubject: x\r\n\r\n" + "y" * 3000 + "\r\n"
                smtp.sendmail("eve@crepes.fr", [to], text)
                self.record.mails[to].append(f"{name}.{count}")

    def put(self, _, name):
        ftp = ftplib.FTP(timeout=10)
        ftp.connect(*self.lab.at("ftp", "ftp.hamburger.edu"))
        ftp.login("bob", PASSWORDS["bob"])
        for count in range(20):
            content = f"{name}.{count}".encode() * 3000
            if ftp.storbinary(f"STOR {name}.{count}", io.BytesIO(content)).startswith("226"):
                self.record.files[f"{name}.{count}"] = content
        ftp.quit()

    def append(self, _, name):
        imap = imaplib.IMAP4(*self.lab.at("imap", "mail.hamburger.edu"), timeout=10)
        imap.login("bob", PASSWORDS["bob"])
        imap.select("Sent")
        for count in range(10):
            said = imap.append("Sent", "", None, f"Message-ID: <{name}.{count}>\r\n\r\nz\r\n".encode())
            validity, uid = re.search(rb"APPENDUID (\d+) (\d+)", said[1][0]).groups()
            self.record.appended.append((int(validity), int(uid), f"{name}.{count}"))
            if imap.uid("STORE", uid.decode(), "+FLAGS", "(\\Flagged)")[0] == "OK":
                self.record.flagged.append(f"{name}.{count}")
        imap.logout()


def letters(lab, server, user, folder):
    """What a mailbox holds: (validity, {id: (uid, flags)})."""
    imap = imaplib.IMAP4(*lab.at("imap", server), timeout=20)
    imap.login(user, PASSWORDS[user])
    imap.select(folder)
    validity = int(imap.response("UIDVALIDITY")[1][0])
    found = {}
    _, answers = imap.uid("FETCH", "1:*", "(FLAGS BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")
    for answer in answers:
        if isinstance(answer, tuple):
            name = re.search(rb"<(.*)>", answer[1])
            uid = re.search(rb"UID (\d+)", answer[0])
            if name:
                found[name.group(1).decode()] = (int(uid.group(1)), answer[0])
    imap.logout()
    return validity, found


def missing(lab, record, data):
    """Everything that was acknowledged and is not there; the relay gets a while to bring its letters."""
    lost = []
    _, bobs = letters(lab, "mail.hamburger.edu", "bob", "INBOX")
    lost += [f"mail {name}" for name in record.mails[BOB] if name not in bobs]
    end = time.monotonic() + 60
    while True:
        _, alices = letters(lab, "mail.crepes.fr", "alice", "INBOX")
        waiting = [name for name in record.mails[ALICE] if name not in alices]
        if not waiting or time.monotonic() > end:
            break
        time.sleep(0.2)
    lost += [f"relayed mail {name}" for name in waiting]
    validity, sent = letters(lab, "mail.hamburger.edu", "bob", "Sent")
    for told_validity, uid, name in record.appended:
        if name not in sent:
            lost.append(f"appended letter {name}")
        elif told_validity == validity and sent[name][0] != uid:
            lost.append(f"the number of {name}: was {uid}, is {sent[name][0]}")
    lost += [f"flag of {name}" for name in record.flagged if name in sent and b"\\Flagged" not in sent[name][1]]
    tree = os.path.join(data, "ftp")
    for name, content in record.files.items():
        path = os.path.join(tree, name)
        if not os.path.exists(path):
            lost.append(f"file {name}")
        else:
            with open(path, "rb") as stream:
                if stream.read() != content:
                    lost.append(f"content of file {name}")
    lost += [f"{name} was not swept" for name in os.listdir(tree) if name.startswith(".upload-")]
    return lost


def play(options, data, runtime):
    chance = random.Random(options.seed)
    record = Record()
    for number in range(options.rounds):
        lab = Lab(options.program, runtime, data, users=0)
        clients = Clients(lab, record, number)
        time.sleep(chance.uniform(0.05, options.longest))
        lab.process.kill()
        lab.process.wait()
        clients.join()
    lab = Lab(options.program, runtime, data, users=0)
    try:
        lost = missing(lab, record, data)
    finally:
        lab.stop()
    mails, files, appended, flagged = record.count()
    print(f"{options.rounds} kills, seed {options.seed}: {mails} mails, {files} files, {appended} appended letters, {flagged} flags acknowledged; {len(lost)} lost")
    for each in lost[:20]:
        print("lost:", each)
    return 1 if lost or min(mails, files, appended) == 0 else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--longest", type=float, default=1.5, help="seconds until a kill, at most")
    parser.add_argument("--seed", default=str(time.time_ns()))
    options = parser.parse_args()
    network.enter()
    with tempfile.TemporaryDirectory(prefix="killed-") as folder:
        os.mkdir(os.path.join(folder, "run"), 0o700)
        sys.exit(play(options, os.path.join(folder, "data"), os.path.join(folder, "run")))


if __name__ == "__main__":
    main()
