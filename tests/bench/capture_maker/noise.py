"""What else there is on a network: SSH, TLS without keys, scans, unknown protocols, names looked up, pings,
ARP."""
import struct

from .talk import CLIENT, SERVER, Endpoint, Talk
from .wire import ICMP, ICMP6, UDP, Frame, Path, datagram, echo


def draw_noise(draw, world):
    """A TCP talk in which nothing is to be found."""
    kind = draw.choice(["ssh", "tls", "scan", "binary", "chatter"])
    port = {"ssh": 22, "tls": 443, "scan": draw.randint(1, 1000), "binary": 9999, "chatter": 7000}[kind]
    talk = Talk("noise", *world.pair(port))
    talk.start = draw.randint(0, 20_000_000_000)
    if kind == "ssh":
        talk.client_says(f"SSH-2.0-OpenSSH_9.{draw.randint(0, 9)}\r\n")
        talk.server_says(b"SSH-2.0-dropbear\r\n" + struct.pack(">IB", 700, 6) + draw.blob(695))
        for _ in range(draw.randint(1, 9)):
            talk.say(draw.choice([CLIENT, SERVER]), draw.blob(draw.size(16, 4000)))
    elif kind == "tls":
        hello = b"\x01" + (200).to_bytes(3, "big") + b"\x03\x03" + draw.blob(198)
        talk.client_says(b"\x16\x03\x01" + struct.pack(">H", len(hello)) + hello)
        for _ in range(draw.randint(1, 9)):
            record = draw.blob(draw.size(40, 9000))
            talk.say(draw.choice([CLIENT, SERVER]), b"\x17\x03\x03" + struct.pack(">H", len(record)) + record)
    elif kind == "binary":
        for _ in range(draw.randint(1, 9)):
            talk.say(draw.choice([CLIENT, SERVER]), b"\0\1" + draw.blob(draw.size(1, 4000)))
    elif kind == "chatter":
        for _ in range(draw.randint(1, 5)):
            talk.ask(draw.words(1, 4), draw.words(1, 9))
    else:
        talk.ending = draw.choice(["rst", "open"])
    return talk


def draw_datagrams(draw, world, count, span):
    """Frames that are not TCP."""
    out = []
    for _ in range(count):
        time = draw.randint(0, span)
        kind = draw.choice(["dns", "dns", "ping", "arp"])
        client, server = world.pair(53)
        path = Path(draw, Endpoint(client.address, client.port), server)
        if kind == "dns":
            name = b"".join(bytes([len(part)]) + part.encode() for part in (draw.word(), "example")) + b"\0"
            query = struct.pack(">HHHHHH", draw.randint(0, 65535), 0x100, 1, 0, 0, 0) + name + b"\0\1\0\1"
            answer = query[:2] + b"\x81\x80\0\1\0\1" + query[8:] + b"\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4\x0a\0\0\1"
            frames = path.frames(CLIENT, UDP, datagram(path, CLIENT, query)) + path.frames(
                SERVER, UDP, datagram(path, SERVER, answer)
            )
        elif kind == "ping":
            number, payload = draw.randint(0, 65535), draw.blob(48)
            protocol = ICMP6 if path.is_v6 else ICMP
            frames = [
                path.frames(side, protocol, echo(path, side, number, payload))[0] for side in (CLIENT, SERVER)
            ]
        else:
            body = struct.pack(
                ">HHBBH6s4s6s4s", 1, 0x800, 6, 4, 1, path.macs[0], b"\x0a\x64\0\1", bytes(6), b"\x0a\x64\0\2"
            )
            frames = [Frame(b"\xff" * 6 + path.macs[0] + b"\x08\x06" + body + bytes(18), [], [])]
        for number, frame in enumerate(frames):
            frame.time = time + number * draw.randint(1000, 10**6)
        out += frames
    return out
