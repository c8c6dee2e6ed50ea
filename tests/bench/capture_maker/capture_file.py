"""Writes pcap with nanoseconds, and pcapng with all that readers must pass over. Copies of a plan are made by
changing bytes in what is written already."""
import struct


def option(code, value):
    return struct.pack("<HH", code, len(value)) + value + b"\0" * (-len(value) % 4)


def block(kind, body):
    body += b"\0" * (-len(body) % 4)
    length = 12 + len(body)
    return struct.pack("<II", kind, length) + body + struct.pack("<I", length)


class PcapFile:
    """The classic format (draft-ietf-opsawg-pcap), little endian, nanoseconds."""

    def __init__(self, draw):
        del draw

    def head(self, secrets):
        del secrets
        return struct.pack("<IHHiIII", 0xA1B23C4D, 2, 4, 0, 0, 262144, 1)

    def record(self, frame, time):
        """The frame's record; where its bytes begin in it, and where its time stands."""
        return (
            struct.pack("<IIII", time // 10**9, time % 10**9, len(frame.content), len(frame.content))
            + frame.content,
            16,
            0,
        )

    def put_time(self, out, at, time, frame):
        del frame
        struct.pack_into("<II", out, at, time // 10**9, time % 10**9)

    def between(self):
        return b""

    def tail(self, secrets):
        del secrets
        return b""


class PcapngFile:
    """draft-ietf-opsawg-pcapng: two interfaces, names, secrets before or after, comments, and unknown
    blocks."""

    def __init__(self, draw):
        self.draw = draw
        self.secrets_first = draw.chance(0.5)

    def head(self, secrets):
        section = struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1) + option(4, b"capture maker") + option(0, b"")
        out = block(0x0A0D0D0A, section)
        for name, places in ((b"left", 9), (b"right", 6)):
            out += block(
                1,
                struct.pack("<HHI", 1, 0, 0) + option(2, name) + option(9, bytes([places])) + option(0, b""),
            )
        out += block(
            4, struct.pack("<HH", 1, 12) + bytes([192, 0, 2, 1]) + b"zoo.ex\0\0" + struct.pack("<HH", 0, 0)
        )
        if secrets and self.secrets_first:
            out += self.secret_block(secrets)
        return out

    @staticmethod
    def secret_block(secrets):
        return block(10, struct.pack("<II", 0x544C534B, len(secrets)) + secrets)

    def record(self, frame, time):
        units = time if frame.interface == 0 else time // 1000
        content = frame.content
        options = option(1, b"seen") + option(0, b"") if self.draw.chance(0.001) else b""
        body = (
            struct.pack(
                "<IIIII", frame.interface, units >> 32, units & 0xFFFFFFFF, len(content), len(content)
            )
            + content
            + b"\0" * (-len(content) % 4)
            + options
        )
        return block(6, body), 28, 12

    def put_time(self, out, at, time, frame):
        units = time if frame.interface == 0 else time // 1000
        struct.pack_into("<II", out, at, units >> 32, units & 0xFFFFFFFF)

    def between(self):
        """At times a block that nobody knows."""
        return block(0x0ABC, self.draw.blob(self.draw.randint(0, 40))) if self.draw.chance(0.0005) else b""

    def tail(self, secrets):
        out = self.secret_block(secrets) if secrets and not self.secrets_first else b""
        return out + block(5, struct.pack("<III", 0, 0, 0))


def write(path, file, frames, copies, span, begin, secrets=b""):
    """Writes all frames, `copies` times; each copy begins where the one before ended."""
    out = bytearray()
    ups, downs, times = [], [], []
    for frame in frames:
        out += file.between()
        record, content, time = file.record(frame, begin + frame.time)
        start = len(out)
        out += record
        ups += [start + content + at for at in frame.ups]
        downs += [start + content + at for at in frame.downs]
        times.append(start + time)
    with open(path, "wb") as stream:
        stream.write(file.head(secrets))
        stream.write(out)
        for copy in range(1, copies):
            for at in ups:
                out[at] += 1
            for at in downs:
                out[at] -= 1
            base = begin + copy * span
            for frame, at in zip(frames, times):
                file.put_time(out, at, base + frame.time, frame)
            stream.write(out)
        stream.write(file.tail(secrets))
