"""A connection as it is planned: who says what, in which order, and what a listener should find in it."""
import hashlib
import re

CLIENT, SERVER = 0, 1


def shown(text):
    """Bytes as a record shows them: UTF-8 as it is, every other byte as \\xNN."""
    if isinstance(text, str):
        return text
    return text.decode("utf-8", "backslashreplace")


class Endpoint:
    """An address and a port; `moves` where each copy of the plan gives it another address."""

    def __init__(self, address, port, moves=False):
        self.address, self.port, self.moves = address, port, moves

    def __eq__(self, other):
        return (self.address, self.port) == (other.address, other.port)

    def __hash__(self):
        return hash((self.address, self.port))

    def __str__(self):
        return f"[{self.address}]:{self.port}" if ":" in self.address else f"{self.address}:{self.port}"

    def with_port(self, port):
        return Endpoint(self.address, port, self.moves)


class Turn:
    """What one side says before the other speaks again."""

    def __init__(self, side, content):
        self.side, self.content = side, content
        self.after = None  # a talk that is over (nearly) before this turn


class Finding:
    """A record of the truth, and the turns between which it was said."""

    def __init__(self, kind, record, first, last):
        self.kind, self.record, self.first, self.last = kind, record, first, last
        self.greeting = False  # the record's challenge stands in the first line of the talk


class Talk:
    """One TCP connection."""

    def __init__(self, protocol, client, server):
        self.protocol, self.client, self.server = protocol, client, server
        self.turns, self.findings = [], []
        self.safe = []  # turns at which a capture may begin or end without cutting a finding
        self.first, self.last = 0, None
        self.handshake, self.ending = True, "fin"
        self.start = 0  # nanoseconds
        self.anchor = None  # (talk, turn, nanoseconds): begins then
        self.calm = False  # nothing is said in one-byte pieces, much is said at once
        self.number = None  # stream number, known when the packets are in order
        self.session = None  # the TLS session that carries what is said
        self.known = True  # its secrets are in the file
        self.to_the_end = False  # a body ends with the connection
        self.place_left = False  # FTP: a place for data was announced, and not used

    def say(self, side, content):
        if isinstance(content, str):
            content = content.encode()
        if self.session:
            self.session.say(side, content)
        else:
            self.pass_on(side, content)

    def pass_on(self, side, content):
        """Bytes as they cross."""
        if (
            self.turns
            and self.turns[-1].side == side
            and not (self.turns[-1].after and self.turns[-1].content)
        ):
            self.turns[-1].content += content
        else:
            self.turns.append(Turn(side, content))

    def client_says(self, content):
        self.say(CLIENT, content)

    def server_says(self, content):
        self.say(SERVER, content)

    def server_says_after(self, talk, content):
        """Said when another talk is over, or nearly."""
        self.turns.append(Turn(SERVER, b""))
        self.turns[-1].after = talk
        self.server_says(content)

    def ask(self, question, answer):
        """A command line and its answer; both without their last line end."""
        self.client_says(question + (b"\r\n" if isinstance(question, bytes) else "\r\n"))
        self.server_says(answer + (b"\r\n" if isinstance(answer, bytes) else "\r\n"))

    def here(self):
        """The number of the turn that is being said."""
        return max(len(self.turns) - 1, 0)

    def mark(self):
        """A capture may begin (or end) between the last turn and the next."""
        self.safe.append(len(self.turns))

    def found(self, kind, record, first):
        """Notes what can be found, unless nobody has the keys."""
        if self.session and not self.known:
            return
        if self.session:
            record["decrypted"] = True
        self.findings.append(Finding(kind, record, first, self.here()))

    def credential(self, first, mechanism, user, secret, accepted, challenge=None, response=None):
        record = {
            "protocol": self.protocol,
            "client": str(self.client),
            "server": str(self.server),
            "mechanism": mechanism,
            "user": None if user is None else shown(user),
            "secret": None if secret is None else shown(secret),
            "challenge": challenge,
            "response": response,
            "accepted": accepted,
            "decrypted": self.session is not None,
        }
        self.found("credentials", record, first)

    def kept_findings(self):
        """What can still be found in the part that is in the file."""
        last = len(self.turns) if self.last is None else self.last
        kept = [each for each in self.findings if each.first >= self.first and each.last < last]
        return [
            (each.kind, {**each.record, "challenge": ""} if each.greeting and self.first else each.record)
            for each in kept
        ]

    def stream_record(self):
        """What each side said, as far as it is in the file."""
        said = [
            b"".join(turn.content for turn in self.kept_turns() if turn.side == side)
            for side in (CLIENT, SERVER)
        ]
        return {
            "client": str(self.client),
            "server": str(self.server),
            "bytes_client": len(said[CLIENT]),
            "bytes_server": len(said[SERVER]),
            "sha256_client": hashlib.sha256(said[CLIENT]).hexdigest(),
            "sha256_server": hashlib.sha256(said[SERVER]).hexdigest(),
        }

    def kept_turns(self):
        return self.turns[self.first : self.last]


def stuffed(raw):
    """A letter between DATA and the dot: lines that begin with a dot get one more (RFC 5321, 4.5.2)."""
    if raw.startswith(b"."):
        raw = b"." + raw
    return re.sub(rb"\n\.", b"\n..", raw) + b".\r\n"
