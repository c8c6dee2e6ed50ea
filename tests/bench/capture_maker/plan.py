"""The whole plan: which connections there are, how each begins and ends, and the truth about what can be
found."""
from . import ftp, http, imap, noise, pop3, smtp, tls
from .draw import Draw
from .talk import CLIENT, Endpoint, Talk
from .world import World, moved_address

SECOND = 1_000_000_000
PORTS = {
    "smtp": [25] * 6 + [587] * 3 + [2525, 10025, 24, 26],
    "pop3": [110] * 6 + [1110, 8110],
    "ftp": [21] * 6 + [8021, 2121, 2021],
    "imap": [143] * 6 + [1143, 9143],
    "http": [80] * 5 + [8080, 8000, 3128, 5000],
}
SECURE_PORTS = {"smtp": 465, "pop3": 995, "imap": 993, "http": 443}
KNOWN_PORTS = (21, 25, 587, 110, 143, 80)
FILLS = {"smtp": smtp.draw_smtp, "pop3": pop3.draw_pop3, "imap": imap.draw_imap, "http": http.draw_http}
ALL = ("smtp", "pop3", "imap", "http", "ftp")
WEIGHTS = {"smtp": 5, "pop3": 4, "ftp": 5, "imap": 4, "http": 4}


AVOIDABLE = {
    "folded-at-colon": "a field whose text begins on its second line",
    "greeting-without-syn": "APOP in a connection whose SYN the capture missed, though not its greeting",
    "lone-byte-late": "a segment of a single byte captured after what was sent later",
    "percent-in-plain-piece": "a file name in pieces (RFC 2231, 4.1), a plain one with a percent sign",
    "protected-data": "FTP data connections inside TLS",
    "fragments": "IP fragments",
}


class Settings:
    """What a capture is made of; `avoid` names what it is to do without, out of AVOIDABLE."""

    def __init__(
        self, seed, streams=300, protocols=ALL, tls=False, big=400_000, scale=1, noise=True, avoid=()
    ):
        self.seed, self.streams, self.protocols, self.tls = seed, streams, protocols, tls
        self.big, self.scale, self.noise = big, scale, noise
        self.avoid = frozenset(avoid)
        unknown = self.avoid - AVOIDABLE.keys()
        if unknown:
            raise ValueError(
                f"nothing is called {', '.join(sorted(unknown))}; known are {', '.join(AVOIDABLE)}"
            )


class Plan:
    """Draws everything; the truth stands before a packet does."""

    def __init__(self, settings):
        self.settings = settings
        self.draw = Draw(settings.seed, "plan")
        self.world = World(Draw(settings.seed, "world"))
        self.talks = []
        self.sessions = []
        self.authority = tls.Authority() if settings.tls else None
        number = 0
        while len(self.talks) < settings.streams:
            number += 1
            self.session(number, Draw(settings.seed, "session", number))
        if settings.noise:
            for i in range(settings.streams // 12):
                self.talks.append(noise.draw_noise(Draw(settings.seed, "noise", i), self.world))

    def session(self, number, draw):
        weights = [WEIGHTS[name] for name in self.settings.protocols]
        protocol = draw.choices(self.settings.protocols, weights)[0]
        port = draw.choice(PORTS[protocol])
        client, server = self.world.pair(port)
        talk = self.fill(draw, protocol, client, server)
        if draw.chance(0.04) and talk.ending == "fin":
            self.fill(draw, protocol, client, talk.server, reused=talk)

    def fill(self, draw, protocol, client, server, reused=None):
        """One session: its talk and those that carry its data; all join the plan."""
        draw.avoid = self.settings.avoid
        talk = Talk(protocol, client, server)
        budget = (
            self.settings.big if draw.chance(0.04) else draw.choice([300, 3000, 30_000]) * self.settings.scale
        )
        data = []
        if protocol == "ftp":
            secure = self.authority and not reused and draw.chance(0.2)
            data = ftp.draw_ftp(draw, talk, budget, self.world, self.beginner(draw, talk) if secure else None)
        elif self.authority and protocol in SECURE_PORTS and not reused and draw.chance(0.25):
            self.fill_secure(draw, talk, budget)
        else:
            FILLS[protocol](draw, talk, budget)
        talk.ending = "fin-server" if talk.to_the_end else draw.choice(["fin"] * 12 + ["rst", "open"])
        if reused:
            talk.anchor = (reused, None, draw.randint(SECOND // 100, 5 * SECOND))
        else:
            talk.start = draw.randint(0, max(1, self.settings.streams) * SECOND // 10)
            self.cut(draw, talk)
        self.talks += [talk, *[each for each in data if self.is_kept(talk, each)]]
        return talk

    def fill_secure(self, draw, talk, budget):
        """A session inside TLS, from the start or from STARTTLS on."""
        begin = self.beginner(draw, talk)
        if talk.protocol == "http" or draw.chance(0.5):
            talk.server = talk.server.with_port(SECURE_PORTS[talk.protocol])
            begin()
            FILLS[talk.protocol](draw, talk, budget)
        else:
            FILLS[talk.protocol](draw, talk, budget, begin)
        if draw.chance(0.8):
            talk.session.close()

    def beginner(self, draw, talk):
        """What puts a talk, or one that carries its data, inside TLS; the secrets of some are nowhere."""
        talk.known = draw.chance(0.85)

        def begin(inner=talk, asks=CLIENT):
            inner.session = tls.Session(draw, inner, self.authority, talk.known, asks)
            self.sessions.append(inner.session)

        return begin

    def secrets(self):
        """What opens the sessions, in the form of a key log."""
        return "".join(session.secrets for session in self.sessions).encode()

    def cut(self, draw, talk):
        """Some captures begin after a connection did, or end before it."""
        kind = draw.random()
        if talk.to_the_end:
            return
        if kind < 0.04:
            talk.handshake = (
                any(each.greeting for each in talk.findings) and "greeting-without-syn" in self.settings.avoid
            )
        elif kind < 0.08 and talk.safe and talk.server.port in KNOWN_PORTS and not talk.session:
            talk.handshake, talk.first = False, draw.choice(talk.safe)
        elif kind < 0.1 and talk.safe:
            talk.last = draw.choice(talk.safe)
            talk.ending = draw.choice(["open", "rst"])
        if not talk.kept_turns():
            talk.first, talk.last, talk.handshake = 0, None, True

    @staticmethod
    def is_kept(talk, data):
        turn = data.anchor[1]
        return turn >= talk.first and (talk.last is None or turn < talk.last)

    def truth(self, copies=1):
        """The records, in the order of the plan; stream numbers stand there once they are known."""
        out = {"credentials": [], "messages": [], "files": [], "streams": []}
        for copy in range(copies):
            for talk in self.talks:
                out["streams"].append(self.moved(talk, talk.stream_record(), copy))
                for kind, kept in talk.kept_findings():
                    out[kind].append(self.moved(talk, kept, copy))
        return out

    def moved(self, talk, record, copy):
        """A record as it is in a copy: with that copy's addresses, and its stream number where it is
        known."""
        record = dict(record)
        if talk.number is not None:
            record["stream"] = talk.number + copy * self.stream_count
        for name, end in (("client", talk.client), ("server", talk.server)):
            if copy and name in record and end.moves:
                record[name] = str(Endpoint(moved_address(end.address, copy), end.port))
        return record

    stream_count = 0
