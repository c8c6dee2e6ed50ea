"""A talk as TCP segments (RFC 9293), with all that happens on the way: cuts, repeats, disorder,
keep-alives."""
import struct

from .talk import CLIENT, SERVER
from .wire import TCP, Path, tcp_segment

FIN, SYN, RST, PSH, ACK = 1, 2, 4, 8, 16
MICRO, MILLI = 1_000, 1_000_000


class Faults:
    """How often what goes wrong."""

    def __init__(self, repeated=0.005, disordered=0.005, fragments=0.004, avoid=()):
        self.repeated, self.disordered = repeated, disordered
        self.fragments = 0 if "fragments" in avoid else fragments
        self.shortest_late = 2 if "lone-byte-late" in avoid else 1


class Segment:
    """One segment before it becomes a frame."""

    __slots__ = ("side", "at", "content", "acknowledged", "flags", "time", "options", "fixed")

    def __init__(self, side, at, content, acknowledged, flags, time, options=None):
        self.side, self.at, self.content, self.acknowledged = side, at, content, acknowledged
        self.flags, self.time, self.options = flags, time, options
        self.fixed = False  # neither repeated nor moved


class Connection:
    """Renders one talk."""

    def __init__(self, draw, talk, faults, path=None, starts=None):
        self.draw, self.talk, self.faults = draw, talk, faults
        self.path = path or Path(draw, talk.client, talk.server)
        self.segments = []
        self.starts = starts or [initial_number(draw), initial_number(draw)]
        self.next = [1, 1]  # places count from the SYN
        self.told = [1, 1]  # what each side has acknowledged of the other
        self.now = 0
        self.most = draw.choice([1460, 1460, 1448, 1440, 1380, 536, 1220, 8960, 16000])
        self.stamped = draw.chance(0.5)
        self.pace = draw.choice([20 * MICRO, 100 * MICRO, 400 * MICRO])
        self.turn_times = []

    def wait(self, low, high):
        self.now += self.draw.randint(low, high)

    def add(self, side, flags, content=b"", at=None, options=None):
        segment = Segment(
            side,
            self.next[side] if at is None else at,
            content,
            self.next[1 - side],
            flags,
            self.now,
            options,
        )
        self.told[side] = self.next[1 - side]
        self.segments.append(segment)
        return segment

    # What is said.

    def open(self):
        options = b"\x02\x04" + struct.pack(">H", self.most) + b"\x01\x03\x03\x07\x04\x02"
        options += b"\x08\x0a" + bytes(8) if self.stamped else b"\0\0"
        self.next = [0, 0]
        first = self.add(CLIENT, SYN, options=options)
        first.acknowledged = None
        self.next[CLIENT] = 1
        self.wait(MICRO, 20 * MILLI)
        self.add(SERVER, SYN | ACK, options=options)
        self.next[SERVER] = 1
        self.wait(MICRO, 500 * MICRO)
        self.add(CLIENT, ACK)
        for segment in self.segments:
            segment.fixed = True

    def cuts(self, content):
        """A turn's bytes in pieces, as they are sent."""
        out, at, size = [], 0, len(content)
        style = self.draw.random()
        while at < size:
            if style < 0.55 or size - at > 40 * self.most:
                count = self.most
            elif style < 0.6 and size < 400:
                count = 1
            else:
                count = self.draw.size(1, self.most)
            if self.draw.chance(0.002):
                for _ in range(self.draw.randint(3, 30)):  # a few bytes one by one
                    out.append(content[at : at + 1])
                    at += 1
                continue
            out.append(content[at : at + count])
            at += count
        return [piece for piece in out if piece]

    def say(self, turn):
        side, other = turn.side, 1 - turn.side
        pieces = self.cuts(turn.content)
        for number, piece in enumerate(pieces):
            self.wait(1, self.pace)
            last = number == len(pieces) - 1
            self.add(side, ACK | (PSH if last or self.draw.chance(0.1) else 0), piece)
            self.next[side] += len(piece)
            if self.draw.chance(0.35):
                self.wait(1, self.pace)
                self.add(other, ACK)
        if self.told[other] != self.next[side] and self.draw.chance(0.4):
            self.wait(1, 2 * self.pace)
            self.add(other, ACK)

    def pause(self):
        if self.talk.calm or self.draw.chance(0.8):
            return self.wait(10 * MICRO, 10 * MILLI)
        self.wait(MILLI, 900 * MILLI)
        if self.draw.chance(0.15):
            self.keep_alive()

    def keep_alive(self):
        """A byte that was said already, or none, from before what comes next (RFC 9293, 3.8.4)."""
        side = self.draw.choice([CLIENT, SERVER])
        if self.next[side] < 3:
            return
        for flags, who, content, at in (
            (ACK, side, self.draw.choice([b"", b"\0"]), self.next[side] - 1),
            (ACK, 1 - side, b"", None),
        ):
            self.wait(MICRO, MILLI)
            self.add(who, flags, content, at).fixed = True

    def close(self):
        ending = self.talk.ending
        self.wait(10 * MICRO, 5 * MILLI)
        if ending == "open":
            return
        if ending == "rst":
            self.add(self.draw.choice([CLIENT, SERVER]), RST | ACK).fixed = True
            return
        first = {"fin-client": CLIENT, "fin-server": SERVER}.get(ending, self.draw.choice([CLIENT, SERVER]))
        last = self.segments[-1]
        if last.content and last.side == first and self.draw.chance(0.5):
            last.flags |= FIN
        else:
            self.add(first, FIN | ACK)
        self.next[first] += 1
        self.wait(MICRO, 2 * MILLI)
        if self.draw.chance(0.5):
            self.add(1 - first, ACK)
            self.wait(MICRO, 2 * MILLI)
        self.add(1 - first, FIN | ACK)
        self.next[1 - first] += 1
        self.wait(MICRO, 2 * MILLI)
        self.add(first, ACK)
        if self.draw.chance(0.03):
            self.wait(MICRO, MILLI)
            self.add(first, RST | ACK).fixed = True

    # What happens to it.

    def repeat(self):
        """Some segments are sent again: as they were, or cut differently."""
        sent = {CLIENT: {}, SERVER: {}}
        out = []
        waiting = []
        for number, segment in enumerate(self.segments):
            out.append(segment)
            if segment.content and not segment.fixed:
                sent[segment.side][segment.at] = segment.content
                if self.draw.chance(self.faults.repeated):
                    waiting.append((number + self.draw.choice([0, 0, 1, 2, 5]), segment))
            due = [each for each in waiting if each[0] <= number]
            waiting = [each for each in waiting if each[0] > number]
            out += [self.again(segment.time, again, sent[again.side]) for _, again in due]
        last = self.segments[-1].time
        if not self.segments[-1].flags & RST:
            out += [self.again(last, again, sent[again.side]) for _, again in waiting]
        self.segments = out

    def again(self, time, segment, sent):
        at, content = segment.at, segment.content
        kind = self.draw.random()
        after = sent.get(at + len(content))
        if kind < 0.25 and after:  # joined with what came next
            content += after[: self.draw.randint(1, len(after))]
        elif kind < 0.4 and len(content) > 1:  # only its end
            cut = self.draw.randint(1, len(content) - 1)
            at, content = at + cut, content[cut:]
        elif kind < 0.5 and len(content) > 1:  # only its start
            content = content[: self.draw.randint(1, len(content) - 1)]
        flags = segment.flags & ~FIN if content != segment.content else segment.flags
        copy = Segment(
            segment.side, at, content, segment.acknowledged, flags, time + self.draw.randint(1, 900)
        )
        copy.fixed = True
        return copy

    def disorder(self):
        """Some segments reach the capture after others that were sent later."""
        begin = 0 if self.talk.handshake else 8
        for number, segment in enumerate(self.segments):
            if (
                number < begin
                or len(segment.content) < self.faults.shortest_late
                or segment.fixed
                or not self.draw.chance(self.faults.disordered)
            ):
                continue
            target = min(number + self.draw.choice([1, 1, 2, 3]), len(self.segments) - 1)
            passed = self.segments[number + 1 : target + 1]
            if any(each.flags & (RST | SYN) or each.content == b"\0" for each in passed) or not passed:
                continue  # before a keep-alive's garbage, nobody could tell it from the truth
            if passed[-1].time - segment.time > 700 * MILLI:
                continue
            segment.time = max(each.time for each in passed) + self.draw.randint(1, 90)

    def frames(self):
        out = []
        ticks = self.draw.randint(1, 2**31)
        for segment in sorted(self.segments, key=lambda each: each.time):
            options = segment.options
            if options is None:
                options = (
                    b"\x01\x01\x08\x0a"
                    + struct.pack(">II", ticks + segment.time // MILLI & 0xFFFFFFFF, ticks)
                    if self.stamped
                    else b""
                )
            flags, side = segment.flags, segment.side
            acknowledged = 0 if segment.acknowledged is None else self.starts[1 - side] + segment.acknowledged
            packed = tcp_segment(
                self.path, side, self.starts[side] + segment.at, acknowledged, flags, segment.content, options
            )
            pieces = 1
            if len(segment.content) > 40 and not segment.fixed and self.draw.chance(self.faults.fragments):
                pieces = self.draw.randint(2, 4)
            frames = self.path.frames(side, TCP, packed, pieces if out else 1)
            if len(frames) > 1 and self.draw.chance(0.3):
                self.draw.shuffle(frames)
            for number, frame in enumerate(frames):
                frame.time = segment.time + number
                frame.talk = self.talk
                out.append(frame)
        return out


def initial_number(draw):
    """Often close to where sequence numbers begin anew."""
    return (0x100000000 - draw.randint(1, 5000)) if draw.chance(0.15) else draw.randint(0, 0xFFFFFFFF)


def render(draw, talk, faults, durations, **how):
    """All frames of a talk, their times counted from its start; turn_times tells when each turn began."""
    connection = Connection(draw, talk, faults, **how)
    if talk.handshake:
        connection.open()
    times = {}
    for number, turn in enumerate(talk.turns[: talk.last]):
        if number < talk.first:
            continue
        connection.pause()
        if turn.after and turn.after.anchor[1] in times:  # else the capture begins after its announcement
            data, begun = turn.after, times[turn.after.anchor[1]]
            over = begun + data.anchor[2] + durations[data]
            connection.now = max(connection.now, int(over - draw.choice([0, 0, 0.05]) * durations[data]))
        times[number] = connection.now
        connection.say(turn)
    connection.close()
    if connection.segments:
        connection.repeat()
        connection.disorder()
    return connection, connection.frames(), times
