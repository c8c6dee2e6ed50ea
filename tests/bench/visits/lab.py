"""Our own side: `cleartext serve` on the plain loopback, with accounts and letters to be fetched."""
import json
import os
import signal
import smtplib
import subprocess
import sys

from visits import peers


class Lab:
    """A running lab; `at(service, host)` is where a service listens."""

    def __init__(self, program, runtime, data=None, users=peers.USERS, network="loopback"):
        command = [program, "serve", "--network", network, "--format", "jsonl"]
        command += ["--data", data] if data else []
        for number in range(users):
            command += ["--account", f"{peers.user(number)}:{peers.PASSWORD}@hamburger.edu"]
        place = dict(os.environ)
        place.setdefault("XDG_RUNTIME_DIR", runtime)
        self.process = subprocess.Popen(command, env=place, stdout=subprocess.PIPE, text=True, start_new_session=True)
        line = self.process.stdout.readline()
        if not line or self.process.stdout.readline() != "ready\n":
            sys.exit("cleartext serve did not start")
        self.services = json.loads(line)["services"]

    def at(self, service, host):
        for each in self.services:
            if each["service"] == service and each["host"] == host:
                return each["address"], each["port"]
        raise KeyError(service)

    def fill(self, users=peers.USERS):
        """The letters that POP3 and IMAP fetch."""
        with smtplib.SMTP(*self.at("smtp", "mail.hamburger.edu"), timeout=20) as smtp:
            for number in range(users):
                for _ in range(peers.LETTERS):
                    smtp.sendmail("alice@crepes.fr", [f"{peers.user(number)}@hamburger.edu"], peers.letter())

    def memory(self):
        """Resident megabytes: all, and without the file pages that other programs share."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii", errors="replace") as stream:
            rows = dict(line.split(":", 1) for line in stream if ":" in line)
        return int(rows["VmRSS"].split()[0]) / 1024, int(rows["RssAnon"].split()[0]) / 1024

    def busy(self):
        return peers.busy(self.process.pid)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
