"""A network of one's own, where every port is free and nothing leads out."""
import fcntl
import os
import shutil
import socket
import struct
import sys


def enter():
    """Starts the script again in a new network, as an ordinary user in a user namespace of his own; switches its
    loopback on."""
    if os.environ.get("VISITS_NETWORK") is None and shutil.which("unshare"):
        person = [] if os.getuid() == 0 else ["--user", "--map-root-user"]
        os.environ["VISITS_NETWORK"] = "own"
        os.execvp("unshare", ["unshare", *person, "--net", sys.executable, *sys.argv])
    with socket.socket() as device:
        interface = struct.pack("16sH14x", b"lo", 1)  # IFF_UP
        fcntl.ioctl(device, 0x8914, interface)  # SIOCSIFFLAGS
