"""Frames: Ethernet with VLAN tags, IPv4 (RFC 791) with options and fragments, IPv6 (RFC 8200) with extension
headers and fragments. Checksums are right."""
import ipaddress
import struct

from .talk import CLIENT
from .world import moving_bytes

TCP, UDP, ICMP, ICMP6 = 6, 17, 1, 58


def checksum(content):
    """The Internet checksum (RFC 1071): the words' sum modulo 65535 is the whole number's."""
    if len(content) % 2:
        content += b"\0"
    return (0xFFFF - int.from_bytes(content, "big") % 0xFFFF) % 0xFFFF


class Frame:
    """One captured frame; `ups` and `downs` are where a copy of the plan changes a byte."""

    __slots__ = ("time", "content", "ups", "downs", "talk", "interface")

    def __init__(self, content, ups, downs):
        self.time, self.content, self.ups, self.downs = 0, content, ups, downs
        self.talk, self.interface = None, 0


class Path:
    """How frames between two hosts look: tags, options, extension headers, and identification numbers."""

    def __init__(self, draw, client, server):
        self.draw = draw
        self.ends = (client, server)
        self.packed = [ipaddress.ip_address(end.address).packed for end in self.ends]
        self.is_v6 = len(self.packed[0]) == 16
        self.macs = [b"\x02" + draw.randbytes(5) for _ in self.ends]
        self.tags = b""
        if draw.chance(0.15):
            if draw.chance(0.3):
                self.tags += struct.pack(">HH", draw.choice([0x88A8, 0x8100]), draw.randint(1, 4094))
            self.tags += struct.pack(">HH", 0x8100, draw.randint(0, 7) << 13 | draw.randint(1, 4094))
        self.options = draw.choice([b"\x01\x01\x01\x00", b"\x94\x04\x00\x00"]) if draw.chance(0.05) else b""
        self.extensions = draw.choice([(0, 60), (60,), (0,), (43,)]) if draw.chance(0.08) else ()
        self.ids = [draw.randint(0, 65535), draw.randint(0, 65535)]
        self.lives = [draw.randint(40, 64), draw.choice([55, 64, 128, 250])]
        self.padded = draw.chance(0.8)

    def pseudo(self, side, protocol, length):
        """The pseudo header (RFC 9293, 3.1; RFC 8200, 8.1)."""
        addresses = self.packed[side] + self.packed[1 - side]
        return addresses + (
            struct.pack(">IHBB", length, 0, 0, protocol)
            if self.is_v6
            else struct.pack(">BBH", 0, protocol, length)
        )

    def frames(self, side, protocol, segment, pieces=1):
        """The segment in one frame, or in several fragments."""
        self.ids[side] = (self.ids[side] + 1) & 0xFFFF
        if pieces == 1 or len(segment) < 8 * pieces:
            return [self.packet(side, protocol, segment, None)]
        size = max(8, (len(segment) // pieces) & ~7)
        starts = list(range(0, size * pieces, size))
        out = []
        for number, start in enumerate(starts):
            last = number == len(starts) - 1
            out.append(
                self.packet(
                    side,
                    protocol,
                    segment[start:] if last else segment[start : start + size],
                    (start, not last),
                )
            )
        return out

    def packet(self, side, protocol, payload, fragment):
        if self.is_v6:
            return self.packet6(side, protocol, payload, fragment)
        offset, more = fragment or (0, False)
        header = bytearray(
            struct.pack(
                ">BBHHHBBH",
                0x45 + len(self.options) // 4,
                0,
                20 + len(self.options) + len(payload),
                self.ids[side],
                (0x2000 if more else 0 if fragment else 0x4000) | offset // 8,
                self.lives[side],
                protocol,
                0,
            )
        )
        header += self.packed[side] + self.packed[1 - side] + self.options
        struct.pack_into(">H", header, 10, checksum(bytes(header)))
        return self.frame(side, 0x0800, bytes(header), payload, 12)

    def packet6(self, side, protocol, payload, fragment):
        chain = list(self.extensions) + ([44] if fragment else [])
        kinds = chain + [protocol]
        extra = b""
        for number, kind in enumerate(chain):
            following = kinds[number + 1]
            if kind == 44:
                offset, more = fragment
                extra += struct.pack(">BBHI", following, 0, offset | more, 0xABC00000 | self.ids[side])
            elif kind == 43:
                extra += struct.pack(">BBBBI", following, 0, 253, 0, 0)
            else:
                extra += struct.pack(">BBBB4s", following, 0, 1, 4, b"\0" * 4)
        header = (
            struct.pack(
                ">IHBB",
                0x60000000 | self.ids[side] << 4 & 0xFFFFF,
                len(extra) + len(payload),
                kinds[0],
                self.lives[side],
            )
            + self.packed[side]
            + self.packed[1 - side]
        )
        return self.frame(side, 0x86DD, header + extra, payload, 8)

    def frame(self, side, kind, header, payload, addresses):
        link = self.macs[1 - side] + self.macs[side] + self.tags + struct.pack(">H", kind)
        content = link + header + payload
        if self.padded and len(content) < 60:
            content += b"\0" * (60 - len(content))
        up, down = moving_bytes(self.is_v6)
        size = len(self.packed[0])
        ups, downs = [], []
        for end, at in ((side, addresses), (1 - side, addresses + size)):
            if self.ends[end].moves:
                ups.append(len(link) + at + up)
                downs.append(len(link) + at + down)
        return Frame(content, ups, downs)


def tcp_segment(path, side, sequence, acknowledgment, flags, payload, options=b"", window=64240):
    """A TCP segment with its checksum."""
    source, destination = path.ends[side].port, path.ends[1 - side].port
    header = (
        struct.pack(
            ">HHIIBBHHH",
            source,
            destination,
            sequence & 0xFFFFFFFF,
            acknowledgment & 0xFFFFFFFF,
            (20 + len(options)) // 4 << 4,
            flags,
            window,
            0,
            0,
        )
        + options
    )
    segment = header + payload
    total = checksum(path.pseudo(side, TCP, len(segment)) + segment)
    return segment[:16] + struct.pack(">H", total) + segment[18:]


def datagram(path, side, payload):
    """UDP (RFC 768)."""
    header = struct.pack(">HHHH", path.ends[side].port, path.ends[1 - side].port, 8 + len(payload), 0)
    total = checksum(path.pseudo(side, UDP, 8 + len(payload)) + header + payload) or 0xFFFF
    return header[:6] + struct.pack(">H", total) + payload


def echo(path, side, number, payload):
    """A ping, or from the server its answer (RFC 792, RFC 4443)."""
    asks = side == CLIENT
    if path.is_v6:
        body = struct.pack(">BBHHH", 128 if asks else 129, 0, 0, 7, number) + payload
        total = checksum(path.pseudo(side, ICMP6, len(body)) + body)
    else:
        body = struct.pack(">BBHHH", 8 if asks else 0, 0, 0, 7, number) + payload
        total = checksum(body)
    return body[:2] + struct.pack(">H", total) + body[4:]
