#!/usr/bin/env python3
"""Captures that mean harm, written into a pipe: `cleartext analyze` must end, say something sensible, and stay inside
a bound of memory. --scale 1 is the full size (a stream of 4 GB takes a while), the test takes a small part of it."""
import argparse
import os
import struct
import subprocess
import sys
import threading
import time

ETHERNET = b"\0" * 12 + b"\x08\0"
SYN, ACK, PSH, FIN = 2, 16, 8, 1


def head():
    return struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, 1)


class Clock:
    now = 1_700_000_000_000_000


def record(frame, step=1):
    Clock.now += step
    return struct.pack("<IIII", Clock.now // 10**6, Clock.now % 10**6, len(frame), len(frame)) + frame


def ip(payload, source, destination, fragment=0, number=1):
    return ETHERNET + struct.pack(
        ">BBHHHBBHII", 0x45, 0, 20 + len(payload), number, fragment, 64, 6, 0, source, destination
    ) + payload


def tcp(source_port, port, sequence, acknowledgment, flags, payload=b""):
    return struct.pack(
        ">HHIIBBHHH", source_port, port, sequence & 0xFFFFFFFF, acknowledgment & 0xFFFFFFFF, 0x50, flags, 65535, 0, 0
    ) + payload


class Connection:
    """One TCP connection, told from both sides."""

    def __init__(self, port=25, source=0x0A000001, source_port=40000):
        self.ends, self.ports, self.next = (source, 0x0A000002), (source_port, port), [1, 1]

    def open(self):
        yield self.frame(0, SYN)
        self.next[0] += 1
        yield self.frame(1, SYN | ACK)
        self.next[1] += 1

    def frame(self, side, flags, payload=b""):
        return record(
            ip(
                tcp(self.ports[side], self.ports[1 - side], self.next[side], self.next[1 - side], flags, payload),
                self.ends[side],
                self.ends[1 - side],
            )
        )

    def say(self, side, payload):
        out = self.frame(side, ACK | PSH, payload)
        self.next[side] += len(payload)
        return out

    def pour(self, side, content, size=60_000):
        for at in range(0, len(content), size):
            yield self.say(side, content[at : at + size])

    def letter(self):
        """Everything up to the letter itself."""
        yield from self.open()
        for side, line in (
            (1, b"220 x ESMTP\r\n"),
            (0, b"EHLO a\r\n"),
            (1, b"250 x\r\n"),
            (0, b"MAIL FROM:<a@b.example>\r\n"),
            (1, b"250 ok\r\n"),
            (0, b"RCPT TO:<c@d.example>\r\n"),
            (1, b"250 ok\r\n"),
            (0, b"DATA\r\n"),
            (1, b"354 go\r\n"),
        ):
            yield self.say(side, line)

    def end_letter(self):
        yield self.say(0, b"\r\n.\r\n")
        yield self.say(1, b"250 queued\r\n")


def million_syns(scale):
    for i in range(int(1_000_000 * scale)):
        yield record(ip(tcp(1024 + i % 60_000, 25, i, 0, SYN), 0x0A000000 + i // 60_000 * 7 + i, 0xC0A80001))


def million_begun(scale):
    for i in range(int(1_000_000 * scale)):
        talk = Connection(25, 0x0B000000 + i, 1024 + i % 60_000)
        yield from talk.open()
        yield talk.say(1, b"220 x ESMTP\r\n")
        yield talk.say(0, b"EHLO a")


def long_letter(scale):
    talk = Connection()
    yield from talk.letter()
    yield talk.say(0, b"Subject: long\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n")
    piece = (b"QUJD" * 19 + b"\r\n") * 700
    for _ in range(int(4e9 * scale) // len(piece)):
        yield talk.say(0, piece)
    yield from talk.end_letter()


def long_nothing(scale):
    talk = Connection(9999)
    yield from talk.open()
    piece = b"x" * 60_000
    for _ in range(int(4e9 * scale) // len(piece)):
        yield talk.say(0, piece)


def long_line(scale):
    talk = Connection()
    yield from talk.open()
    yield talk.say(1, b"220 x ESMTP\r\n")
    piece = b"EHLO " + b"y" * 60_000
    for _ in range(int(1e9 * scale) // len(piece)):
        yield talk.say(0, piece)


def deep_parts(scale):
    talk = Connection()
    yield from talk.letter()
    yield talk.say(0, b"MIME-Version: 1.0\r\n")
    count = int(10_000 * max(scale, 0.2))
    deep = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (i, i) for i in range(count)
    )
    yield from talk.pour(0, deep + b"Content-Type: text/plain\r\n\r\ninnermost\r\n")
    yield from talk.pour(0, b"".join(b"--b%d--\r\n" % i for i in reversed(range(count))))
    yield from talk.end_letter()


def many_parts(scale):
    talk = Connection()
    yield from talk.letter()
    yield talk.say(0, b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n")
    piece = b"--b\r\nContent-Type: text/plain; name=a.txt\r\n\r\nx\r\n" * 1000
    for _ in range(int(1000 * scale) + 1):
        yield talk.say(0, piece)
    yield from talk.end_letter()


def long_header(scale):
    talk = Connection()
    yield from talk.letter()
    yield talk.say(0, b"Subject: ")
    for _ in range(int(1e8 * scale) // 60_000):
        yield talk.say(0, b"s" * 60_000)
    yield from talk.end_letter()


def many_header_lines(scale):
    talk = Connection()
    yield from talk.letter()
    for _ in range(int(1e8 * scale) // 60_000):
        yield talk.say(0, b"X-Line: and another one\r\n" * 2400)
    yield from talk.end_letter()


def many_recipients(scale):
    talk = Connection()
    yield from talk.letter()
    yield from talk.end_letter()
    yield talk.say(0, b"MAIL FROM:<a@b.example>\r\n")
    for _ in range(int(2000 * scale) + 1):
        yield talk.say(0, b"RCPT TO:<somebody-with-a-long-name@somewhere.example>\r\n" * 1000)


def holes(scale):
    """Every second segment is missing, in thousands of streams at once."""
    talks = [Connection(25, 0x0C000000 + i) for i in range(int(5000 * scale) + 5)]
    for talk in talks:
        yield from talk.open()
    for _ in range(100):
        for talk in talks:
            talk.next[0] += 1000
            yield talk.say(0, b"h" * 1000)


def many_unknown(scale):
    """A little of something that might still become anything, in pieces of one byte."""
    talks = [Connection(25, 0x0F000000 + i) for i in range(int(20_000 * scale) + 5)]
    for talk in talks:
        yield from talk.open()
    for _ in range(60):
        for talk in talks:
            yield talk.say(0, b"E")


def many_lines_begun(scale):
    """Lines that are long and never end, in very many streams."""
    for i in range(int(20_000 * scale) + 5):
        talk = Connection(25, 0x10000000 + i)
        yield from talk.open()
        yield talk.say(1, b"220 x ESMTP\r\n")
        yield talk.say(0, b"EHLO a\r\n")
        yield talk.say(0, b"MAIL FROM:<" + b"m" * 50_000)


def many_headers_begun(scale):
    """Letters whose headers are long and never end, in very many streams."""
    for i in range(int(2_000 * scale) + 2):
        talk = Connection(25, 0x11000000 + i)
        yield from talk.letter()
        for _ in range(10):
            yield talk.say(0, b"X-Line: and another one\r\n" * 2000)


def long_questions(scale):
    """Long commands that nobody ever answers."""
    talk = Connection()
    yield from talk.open()
    yield talk.say(1, b"220 x ESMTP\r\n")
    for _ in range(int(10_000 * scale) + 5):
        yield talk.say(0, b"RCPT TO:<" + b"q" * 50_000 + b">\r\n")


def long_names(scale):
    """Parts whose file names are as long as a header may be."""
    talk = Connection()
    yield from talk.letter()
    yield talk.say(0, b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n")
    for _ in range(int(500 * scale) + 5):
        yield from talk.pour(0, b"--b\r\nContent-Type: text/plain; name=" + b"n" * 900_000 + b"\r\n\r\nx\r\n")
    yield from talk.end_letter()


def endless_words(scale):
    """Encoded words that begin and never end: each must not be searched for anew."""
    talk = Connection()
    yield from talk.letter()
    yield from talk.pour(0, b"Subject: " + b"=?a?q?x" * int(140_000 * max(scale, 0.1)) + b"\r\n\r\n")
    yield from talk.end_letter()


def fragments(scale):
    for i in range(int(1_000_000 * scale)):
        yield record(ip(b"f" * 1400, 0x0D000000 + i, 0x0A000002, 0x2000, i & 0xFFFF))


def many_questions(scale):
    """Commands that nobody ever answers."""
    talk = Connection(143)
    yield from talk.open()
    yield talk.say(1, b"* OK x\r\n")
    for i in range(int(2000 * scale) + 1):
        yield talk.say(0, b"".join(b"a%d LOGIN bob hungry\r\n" % (i * 1000 + j) for j in range(1000)))


def many_hellos(scale):
    """TLS sessions that begin and never go on."""
    hello = b"\x03\x03" + b"r" * 32 + b"\0" + b"\0\2\x13\x01" + b"\1\0"
    message = b"\1" + struct.pack(">I", len(hello))[1:] + hello
    for i in range(int(300_000 * scale)):
        talk = Connection(993, 0x0E000000 + i)
        yield from talk.open()
        yield talk.say(0, b"\x16\3\1" + struct.pack(">H", len(message)) + message)
        yield talk.say(0, b"\x17\3\3\x40\0" + b"e" * 0x4000)


CASES = {
    each.__name__: each
    for each in (
        million_syns,
        million_begun,
        long_letter,
        long_nothing,
        long_line,
        deep_parts,
        many_parts,
        long_header,
        many_header_lines,
        many_recipients,
        holes,
        many_unknown,
        many_lines_begun,
        many_headers_begun,
        long_questions,
        long_names,
        endless_words,
        fragments,
        many_questions,
        many_hellos,
    )
}


def pour(case, scale, into):
    """Writes the capture, many records at a time. The number of bytes."""
    written, waiting = 0, [head()]
    size = 0
    try:
        for each in case(scale):
            waiting.append(each)
            size += len(each)
            if size > 1 << 20:
                into.write(b"".join(waiting))
                written += size
                waiting, size = [], 0
        into.write(b"".join(waiting))
        into.close()
    except BrokenPipeError:
        pass
    return written + size


class Watcher(threading.Thread):
    def __init__(self, pid):
        super().__init__()
        self.pid, self.peak = pid, 0

    def run(self):
        try:
            while True:
                with open(f"/proc/{self.pid}/status", encoding="ascii", errors="replace") as stream:
                    rows = dict(line.split(":", 1) for line in stream if ":" in line)
                if "RssAnon" not in rows:
                    return
                self.peak = max(self.peak, int(rows["RssAnon"].split()[0]))
                time.sleep(0.01)
        except (OSError, ValueError):
            return


def attack(program, name, show, scale, most, longest):
    """One case. Empty, or what is wrong."""
    process = subprocess.Popen(
        [program, "analyze", "-", "--show", show, "--format", "jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    watcher = Watcher(process.pid)
    watcher.start()
    begin = time.monotonic()
    written = pour(CASES[name], scale, process.stdin)
    try:
        process.wait(longest)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    watcher.join()
    seconds = time.monotonic() - begin
    print(
        f"{name:18} {show:12} {written / 1e6:8.1f} MB  {seconds:6.1f} s  {watcher.peak / 1024:6.1f} MB resident",
        flush=True,
    )
    if process.returncode != 0:
        return f"{name}: ended with {process.returncode}: {process.stderr.read()[-300:]!r}"
    return "" if watcher.peak <= most * 1024 else f"{name}: {watcher.peak / 1024:.0f} MB, more than {most}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--scale", type=float, default=1.0, help="1 is the full size")
    parser.add_argument("--most", type=int, default=300, help="megabytes of memory")
    parser.add_argument("--longest", type=int, default=600, help="seconds after the last byte was written")
    parser.add_argument("--show", default="messages,credentials,summary")
    parser.add_argument("cases", nargs="*", choices=[*CASES, []])
    options = parser.parse_args()
    wrong = [
        fault
        for name in options.cases or CASES
        for show in options.show.split(",")
        if (fault := attack(options.program, name, show, options.scale, options.most, options.longest))
    ]
    print("\n".join(wrong) if wrong else "all of them stayed inside the bound")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
