"""Who is there: clients whose addresses another copy of the plan moves, and servers that stay; no port is
used twice."""
import ipaddress

from .talk import Endpoint

MOST_COPIES = 100


class World:
    """Draws addresses and ports."""

    def __init__(self, draw):
        self.draw = draw
        self.used = set()
        # A copy of the plan adds its number to one byte of these addresses and takes it from another, so that
        # every checksum stays right: 10.(100+k).x.(y-k), and the same in two bytes of IPv6.
        self.clients = [f"10.100.{draw.randint(0, 250)}.{draw.randint(110, 250)}" for _ in range(24)]
        self.clients6 = [
            str(
                ipaddress.ip_address(
                    f"2001:db8:0:{0x100 + 100:x}::{draw.randint(1, 0xfff):x}:"
                    f"{draw.randint(1, 250):02x}{draw.randint(110, 250):02x}"
                )
            )
            for _ in range(8)
        ]
        self.servers = [
            f"{net}.{draw.randint(1, 250)}"
            for net in (
                "192.0.2",
                "198.51.100",
                "203.0.113",
                "172.16.5",
                "192.0.2",
                "198.51.100",
                "203.0.113",
            )
        ]
        self.servers6 = [
            str(ipaddress.ip_address(f"2001:db8:5:5::{draw.randint(1, 0xffff):x}")) for _ in range(4)
        ]
        self.others = [f"203.0.113.{draw.randint(1, 250)}" for _ in range(3)]

    def pair(self, port):
        """A client with a fresh port and a server at this one."""
        six = self.draw.chance(0.25)
        client = self.draw.choice(self.clients6 if six else self.clients)
        server = self.draw.choice(self.servers6 if six else self.servers)
        return Endpoint(client, self.client_port(client), True), Endpoint(server, port)

    def fresh(self, address, low, high):
        while True:
            port = self.draw.randint(low, high)
            if (address, port) not in self.used:
                self.used.add((address, port))
                return port

    def client_port(self, address):
        return self.fresh(address, 32768, 60999)

    def data_port(self, address):
        return self.fresh(address, 10000, 32000)

    def fresh_pair(self, opener, listener):
        if (opener, listener) in self.used:
            return False
        self.used.add((opener, listener))
        return True

    def other_server(self):
        return self.draw.choice(self.others)


def moved_address(address, copy):
    """Where copy number `copy` has a moving address."""
    if copy == 0:
        return address
    parsed = bytearray(ipaddress.ip_address(address).packed)
    up, down = moving_bytes(len(parsed) == 16)
    parsed[up] += copy
    parsed[down] -= copy
    return str(ipaddress.ip_address(bytes(parsed)))


def moving_bytes(is_v6):
    """Which byte of a moving address grows with the copy's number, and which shrinks."""
    return (7, 15) if is_v6 else (1, 3)
