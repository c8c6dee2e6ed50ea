"""The whole plan: which connections there are, how each begins and ends, and the truth about what can be found."""
from . import ftp, noise, pop3, smtp
from .draw import Draw
from .talk import Talk
from .world import World

SECOND = 1_000_000_000
PORTS = {"smtp": [25] * 6 + [587] * 3 + [2525, 10025, 24, 26], "pop3": [110] * 6 + [1110, 8110],
         "ftp": [21] * 6 + [8021, 2121, 2021], "noise": [22, 443, 8443, 9999]}
ALL = ("smtp", "pop3", "ftp")
WEIGHTS = {"smtp": 5, "pop3": 4, "ftp": 5, "imap": 4, "http": 4}


class Settings:
    """What a capture is made of."""

    def __init__(self, seed, streams=300, protocols=ALL, tls=False, big=400_000, scale=1, noise=True):
        self.seed, self.streams, self.protocols, self.tls = seed, streams, protocols, tls
        self.big, self.scale, self.noise = big, scale, noise


class Plan:
    """Draws everything; the truth stands before a packet does."""

    def __init__(self, settings):
        self.settings = settings
        self.draw = Draw(settings.seed, "plan")
        self.world = World(Draw(settings.seed, "world"))
        self.talks = []
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
            self.fill(draw, protocol, client, server, reused=talk)

    def fill(self, draw, protocol, client, server, reused=None):
        """One session: its talk and those that carry its data; all join the plan."""
        talk = Talk(protocol, client, server)
        budget = self.settings.big if draw.chance(0.04) else draw.choice([300, 3000, 30_000]) * self.settings.scale
        data = []
        if protocol == "smtp":
            smtp.draw_smtp(draw, talk, budget)
        elif protocol == "pop3":
            pop3.draw_pop3(draw, talk, budget)
        elif protocol == "ftp":
            data = ftp.draw_ftp(draw, talk, budget, self.world)
        talk.ending = draw.choice(["fin"] * 12 + ["rst", "open"])
        if reused:
            talk.anchor = (reused, None, draw.randint(SECOND // 100, 5 * SECOND))
        else:
            talk.start = draw.randint(0, max(1, self.settings.streams) * SECOND // 10)
            self.cut(draw, talk)
        self.talks += [talk, *[each for each in data if self.is_kept(talk, each)]]
        return talk

    def cut(self, draw, talk):
        """Some captures begin after a connection did, or end before it."""
        kind = draw.random()
        if kind < 0.04:
            talk.handshake = False
        elif kind < 0.08 and talk.safe and talk.server.port < 1024:
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
        from .world import moved_address
        out = {"credentials": [], "messages": [], "files": []}
        for copy in range(copies):
            for talk in self.talks:
                for finding in talk.kept_findings():
                    record = dict(finding.record)
                    if talk.number is not None:
                        record["stream"] = talk.number + copy * self.stream_count
                    if copy and "client" in record and talk.client.moves:
                        record["client"] = str(type(talk.client)(moved_address(talk.client.address, copy),
                                                                 talk.client.port))
                    out[finding.kind].append(record)
        return out

    stream_count = 0
