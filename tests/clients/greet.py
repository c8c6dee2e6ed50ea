"""Connects by name and prints the first line: what telnet would show."""
import socket
import sys

with socket.create_connection((sys.argv[1], int(sys.argv[2])), timeout=10) as connection:
    print(connection.makefile("r", newline="\r\n").readline().strip())
