#!/usr/bin/env python3
"""Are all messages, attachments, files and log-ins found, equal to the byte? Makes captures from three fresh
seeds and compares what `cleartext analyze` finds in them with what was put there."""
import argparse
import collections
import hashlib
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import make_capture  # noqa: E402
from capture_maker import plan  # noqa: E402

CREDENTIAL = (
    "protocol",
    "client",
    "server",
    "mechanism",
    "user",
    "secret",
    "challenge",
    "response",
    "accepted",
    "decrypted",
)
MESSAGE = ("protocol", "envelope_from", "envelope_to", "from", "to", "subject", "bytes", "parts")
PART = ("type", "filename", "encoding", "bytes", "sha256")
STREAM = ("stream", "client", "server", "bytes_client", "bytes_server", "sha256_client", "sha256_server")
FILE = ("command", "name", "bytes", "sha256")


def records(program, capture, kind, *words, save=None):
    """What the program shows of one kind."""
    command = [program, "analyze", capture, "--show", kind, "--format", "jsonl", *words]
    if os.path.exists(capture + ".keylog"):
        command += ["--keylog", capture + ".keylog"]
    if save:
        command += ["--save", save]
    ran = subprocess.run(command, capture_output=True, check=False)
    if ran.returncode != 0:
        sys.exit(
            f"{' '.join(command)}\nexit status {ran.returncode}: {ran.stderr.decode('utf-8', 'replace')}"
        )
    return [json.loads(line) for line in ran.stdout.splitlines()]


def credential_key(row):
    fields = {"challenge": None, "response": None, "decrypted": False, "secret": None, **row}
    return tuple(fields[name] for name in CREDENTIAL)


def message_key(row):
    fields = {
        **row,
        "envelope_to": tuple(row["envelope_to"] or ()),
        "parts": tuple(tuple(part[name] for name in PART) for part in row["parts"]),
    }
    if row["protocol"] != "smtp":
        fields["envelope_from"], fields["envelope_to"] = "", ()
    return tuple(fields[name] for name in MESSAGE)


def file_key(row):
    return tuple(row[name] for name in FILE)


class Comparison:
    """Counts differences between two multisets, and shows the first of them."""

    def __init__(self, say, most_shown):
        self.most_shown = most_shown
        self.say, self.differences, self.compared = say, 0, 0

    def check(self, what, true, found, key, fields):
        """True rows against found rows; both are dictionaries with a stream."""
        want, got = self.by_key(true, key), self.by_key(found, key)
        missing = [row for each, rows in want.items() for row in rows[len(got.get(each, ())) :]]
        extra = [row for each, rows in got.items() for row in rows[len(want.get(each, ())) :]]
        self.compared += len(true)
        self.differences += len(missing) + len(extra)
        self.say(
            f"  {what}: {len(true)} true, {len(found)} found, {len(missing)} missing, {len(extra)} extra"
        )
        pairs = pair_up(missing, extra)
        for lost, other in pairs[: self.most_shown]:
            unlike = [
                f"{name}: {short(lost.get(name))} against {short(other.get(name))}"
                for name in fields
                if lost.get(name) != other.get(name)
            ]
            self.say(f"    differs: stream {lost.get('stream')}: {'; '.join(unlike)}")
        for name, rows in (("missing", missing), ("extra", extra)):
            rows.sort(key=lambda row: row.get("stream") or 0)
            for row in rows[: self.most_shown]:
                text = ", ".join(f"{field} {short(row.get(field))}" for field in fields)
                self.say(f"    {name}: stream {row.get('stream')}: {text}")
        shown = min(len(pairs), self.most_shown) + sum(
            min(len(rows), self.most_shown) for rows in (missing, extra)
        )
        if shown < len(pairs) + len(missing) + len(extra):
            self.say("    … and more")

    @staticmethod
    def by_key(rows, key):
        table = collections.defaultdict(list)
        for row in rows:
            table[key(row)].append(row)
        return table


def short(value):
    """A value as it is, or its beginning."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) < 500 else text[:500] + "…"


def pair_up(missing, extra):
    """Takes out those of which one is nearly the other: same stream, most fields alike."""
    pairs = []
    for lost in list(missing):
        near = [row for row in extra if row.get("stream") == lost.get("stream") is not None]
        alike = [
            (sum(lost[name] == row.get(name) for name in lost), number) for number, row in enumerate(near)
        ]
        if not alike or max(alike)[0] * 2 < len(lost):
            continue
        other = near[max(alike)[1]]
        pairs.append((lost, other))
        missing.remove(lost)
        extra.remove(other)
    return pairs


def saved_sums(folder, found, pattern):
    """The fingerprints of what --save wrote under names of this pattern, with the stream and the protocol of
    the message that a name counts."""
    out = []
    for name in sorted(os.listdir(folder)):
        counted = re.fullmatch(pattern, name)
        if not counted:
            continue
        with open(os.path.join(folder, name), "rb") as stream:
            row = {"name": name, "sha256": hashlib.sha256(stream.read()).hexdigest()}
        if found is not None:
            row.update({key: found[int(counted[1]) - 1][key] for key in ("stream", "protocol")})
        out.append(row)
    return out


def compare(program, capture, truth, protocols, say, most_shown):
    """All comparisons for one capture; the number of differences, and of records compared."""
    result = Comparison(say, most_shown)
    result.check(
        "streams",
        truth["streams"],
        records(program, capture, "streams", "--digest"),
        lambda row: tuple(row[name] for name in STREAM),
        STREAM,
    )
    mail_protocols = {"smtp", "pop3", "imap"} & set(protocols)
    check_credentials(result, truth["credentials"], records(program, capture, "credentials"))
    result.check("files", truth["files"], records(program, capture, "files"), file_key, FILE)
    with tempfile.TemporaryDirectory(prefix="cleartext-exact-") as folder:
        found = records(program, capture, "messages", save=folder)
        for row in found:
            row["parts"] = [{name: part[name] for name in PART} for part in row["parts"]]
        true = [row for row in truth["messages"] if row["protocol"] in mail_protocols]
        mails = [row for row in found if row["protocol"] in mail_protocols]
        result.check("messages", true, mails, message_key, MESSAGE)
        check_saved(result, truth, true, found, folder)
    if "http" in protocols:
        check_web(result, truth["messages"], found)
    check_streams(result, truth, mails)
    return result


def check_credentials(result, true, found):
    """The same Basic log-in on one connection counts once; whether a form was accepted counts only where it
    is certain."""
    unsure = {
        (row["client"], row["user"], row["secret"])
        for row in true
        if row["mechanism"] == "form" and row["accepted"] is None
    }
    for row in found:
        if row["mechanism"] == "form" and (row["client"], row["user"], row.get("secret")) in unsure:
            row["accepted"] = None
    result.check("credentials", once(true), once(found), credential_key, CREDENTIAL)


def once(rows):
    seen, out = set(), []
    answered = {
        (row.get("stream"), row["user"], row.get("secret"))
        for row in rows
        if row["mechanism"] == "Basic" and row["accepted"] is not None
    }
    for row in rows:
        key = (row.get("stream"), credential_key(row))
        # Said again and not answered any more: nothing new.
        if row["mechanism"] == "Basic" and row["accepted"] is None and (row.get("stream"), row["user"], row.get("secret")) in answered:
            continue
        if row["mechanism"] != "Basic" or key not in seen:
            out.append(row)
        seen.add(key)
    return out


def check_saved(result, truth, true, found, folder):
    """--save writes letters as they were, what was attached to them, and files."""
    fields = ("sha256", "bytes", "name")
    letters = [row for row in saved_sums(folder, found, r"message-(\d+)\.eml") if row["protocol"] != "http"]
    result.check("saved letters", true, letters, lambda row: row["sha256"], fields)
    want = [{**part, "stream": row["stream"]} for row in true for part in row["parts"] if part["filename"]]
    attached = [row for row in saved_sums(folder, found, r"message-(\d+)-.*") if row["protocol"] != "http"]
    result.check("saved attachments", want, attached, lambda row: row["sha256"], fields)
    result.check(
        "saved files",
        truth["files"],
        saved_sums(folder, None, r"file-(\d+)-.*"),
        lambda row: row["sha256"],
        fields,
    )


def check_web(result, true, found):
    """Every body that crossed HTTP is among the parts that were found there."""
    have = collections.Counter(
        part["sha256"] for row in found if row["protocol"] == "http" for part in row["parts"]
    )
    want, kept = [], []
    for row in true:
        if row["protocol"] != "http":
            continue
        for part in row["parts"]:
            want.append({**part, "stream": row.get("stream")})
            if have[part["sha256"]] > 0:
                have[part["sha256"]] -= 1
                kept.append(part)
    result.check("http parts", want, kept, lambda row: row["sha256"], PART)


def check_streams(result, truth, mails):
    """Records name the stream as Wireshark counts it."""
    want = collections.Counter(
        (row["protocol"], row["stream"]) for row in truth["messages"] if row["protocol"] != "http"
    )
    got = collections.Counter((row["protocol"], row["stream"]) for row in mails)
    if want != got:
        result.say(
            f"  stream numbers of messages differ: {sorted((want - got).items())[:5]}"
            f" against {sorted((got - want).items())[:5]}"
        )
        result.differences += 1


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True, help="the program cleartext")
    parser.add_argument("--seeds", type=int, default=3, help="how many fresh seeds")
    parser.add_argument("--seed", help="this seed instead of fresh ones, to repeat a failure")
    parser.add_argument("--streams", type=int, default=300)
    parser.add_argument("--big", type=int, default=400_000)
    parser.add_argument(
        "--tls", action="store_true", help="some sessions inside TLS, most with their secrets"
    )
    parser.add_argument("--protocols", default=",".join(plan.ALL))
    parser.add_argument(
        "--avoid", default="", help="what captures are to do without, as make_capture.py names it"
    )
    parser.add_argument("--shown", type=int, default=12, help="so many differences of a kind are shown")
    parser.add_argument("--keep", help="leave captures and truths in this folder")
    options = parser.parse_args()
    seeds = (
        [options.seed]
        if options.seed
        else [str(random.SystemRandom().randint(1, 10**9)) for _ in range(options.seeds)]
    )
    protocols = tuple(options.protocols.split(","))
    differences = compared = 0
    with tempfile.TemporaryDirectory(prefix="cleartext-exact-") as folder:
        folder = options.keep or folder
        os.makedirs(folder, exist_ok=True)
        for number, seed in enumerate(seeds):
            stem = os.path.join(folder, f"seed-{seed}")
            capture = stem + (".pcap" if number % 3 == 2 else ".pcapng")
            begin = time.monotonic()
            settings = plan.Settings(
                seed,
                options.streams,
                protocols,
                options.tls,
                big=options.big,
                avoid=filter(None, options.avoid.split(",")),
            )
            truth, packets, streams = make_capture.make(settings, capture, stem + ".json")
            print(
                f"seed {seed}: {os.path.getsize(capture)} bytes, {packets} packets, {streams} streams, "
                f"made in {time.monotonic() - begin:.1f} s",
                flush=True,
            )
            result = compare(
                os.path.abspath(options.program), capture, truth, protocols, print, options.shown
            )
            differences += result.differences
            compared += result.compared
    print(
        f"{compared} records compared, {differences} differences"
        + ("" if differences == 0 else f"; repeat with --seed SEED --streams {options.streams}")
    )
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
