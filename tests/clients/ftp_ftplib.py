"""ftplib and bare sockets, passive and active: what is on the wire, what overtakes, and what is refused."""
import ftplib
import io
import os
import socket
import threading

SITE = "ftp.hamburger.edu"
BIG = os.urandom(8_000_000)


def log_in(passive=True, user="bob", password="hungry"):
    ftp = ftplib.FTP(SITE, user, password, timeout=20)
    ftp.set_pasv(passive)
    return ftp


def refused(code, call, *arguments):
    try:
        call(*arguments)
    except ftplib.Error as error:
        assert str(error).startswith(code), (code, arguments, error)
    else:
        raise SystemExit(f"{arguments} was not refused")


def fetch(ftp, command, rest=None):
    got = io.BytesIO()
    ftp.retrbinary(command, got.write, rest=rest)
    return got.getvalue()


def every_way(ftp, folder):
    assert ftp.mkd(folder) == "/" + folder
    ftp.cwd(folder)
    name = "big"
    ftp.storbinary(f"STOR {name}", io.BytesIO(BIG))
    assert fetch(ftp, f"RETR {name}") == BIG
    assert fetch(ftp, f"RETR {name}", rest=7_000_000) == BIG[7_000_000:]
    ftp.storbinary(f"STOR {name}", io.BytesIO(b"end"), rest=1000)
    assert fetch(ftp, f"RETR {name}") == BIG[:1000] + b"end"
    ftp.storbinary(f"APPE {name}", io.BytesIO(b"!"))
    assert ftp.size(name) == 1004
    assert ftp.rename(name, name + ".2").startswith("250")
    refused("550", ftp.size, name)
    facts = dict(ftp.mlsd(facts=["type", "size"]))
    assert facts[name + ".2"] == {"type": "file", "size": "1004"}, facts
    assert name + ".2" in ftp.nlst() and name + ".2" in ftp.nlst("*.2")
    ftp.delete(name + ".2")
    # A text has CR LF on the wire whatever it has on the disk.
    ftp.storlines("STOR text", io.BytesIO(b"one\ntwo\nlast"))
    ftp.voidcmd("TYPE A")
    with ftp.transfercmd("RETR text") as data:
        assert data.makefile("rb").read() == b"one\r\ntwo\r\nlast\r\n"
    ftp.voidresp()
    assert fetch(ftp, "RETR text") == b"one\ntwo\nlast\n"
    with ftp.transfercmd("STOU") as data:
        data.sendall(b"new")
    ftp.voidresp()
    assert fetch(ftp, "RETR file") == b"new"
    ftp.delete("file")
    ftp.delete("text")
    ftp.cwd("..")
    ftp.rmd(folder)


def from_the_port_below():
    """RFC 959, 3.2: the server calls from port 20."""
    ftp = log_in(passive=False)
    with ftp.makeport() as listener:
        ftp.putcmd("LIST")
        data, caller = listener.accept()
        assert caller[1] == 20, caller
        assert ftp.getresp().startswith("150")
        while data.recv(65536):
            pass
        data.close()
    assert ftp.voidresp().startswith("226")
    ftp.quit()


def overtaking():
    """STAT and ABOR are heard while a file passes; ftplib sends ABOR as urgent, telnet's marks may stand before it."""
    ftp = log_in()
    ftp.storbinary("STOR big", io.BytesIO(BIG * 4))
    for mark in (b"", b"\xff\xf4\xff\xf2"):
        data = ftp.transfercmd("RETR big")
        ftp.putcmd("STAT")
        answer = ftp.getresp()
        assert "Sending: " in answer and f" of {4 * len(BIG)} bytes" in answer, answer
        if mark:
            ftp.sock.sendall(mark[:3], socket.MSG_OOB)
            ftp.sock.sendall(mark[3:] + b"ABOR\r\n")
            assert ftp.getmultiline().startswith("426")
            assert ftp.getresp().startswith("226")
        else:
            assert ftp.abort().startswith("426")
            assert ftp.voidresp().startswith("226")
        data.close()
        assert ftp.voidcmd("NOOP").startswith("200")
    ftp.delete("big")
    # Commands may come early: they are done in order.
    ftp.sock.sendall(b"TYPE I\r\nPWD\r\nCWD recipes\r\nPWD\r\nQUIT\r\n")
    answers = ftp.file.read().splitlines()
    assert [line[:3] for line in answers] == ["200", "257", "250", "257", "221"], answers


def guards():
    ftp = log_in()
    for command in ("PORT 127,0,2,99,35,140", "EPRT |1|127.0.2.99|9100|", "PORT 127,0,0,1,0,25"):
        refused("504", ftp.voidcmd, command)
    host, port = ftp.makepasv()
    stranger = socket.create_connection((host, port), timeout=20, source_address=("127.0.6.6", 0))
    assert stranger.recv(1) == b"", "Eve was let in"
    with socket.create_connection((host, port), timeout=20) as data:
        ftp.voidcmd("TYPE I")
        ftp.putcmd("RETR welcome.txt")
        assert data.makefile("rb").read().startswith(b"Welcome")
    assert ftp.getresp().startswith("150") and ftp.getresp().startswith("226")
    refused("550", fetch, ftp, "RETR ../../../../etc/passwd")
    ftp.quit()
    guesser = ftplib.FTP(SITE, timeout=20)
    refused("530", guesser.login, "bob", "one")
    refused("530", guesser.login, "nobody", "two")
    refused("421", guesser.login, "bob", "three")
    assert guesser.file.read() == "", "it is not over"


def many_at_once():
    failures = []

    def one(number):
        try:
            if number < 2:
                every_way(log_in(passive=number == 0), f"folder-{number}")
            else:
                fetch(log_in(), "RETR welcome.txt")
        except Exception as error:  # told by the main thread
            failures.append(error)

    threads = [threading.Thread(target=one, args=[number]) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures, failures


for passive in (True, False):
    every_way(log_in(passive), "folder")
    guest = log_in(passive, "anonymous", "student@example.org")
    assert fetch(guest, "RETR recipes/crepes.txt").startswith(b"Crepes")
    for command in ("STOR x", "STOU", "APPE welcome.txt"):
        refused("550", guest.storbinary, command, io.BytesIO(b"x"))
    for command in ("DELE welcome.txt", "MKD x", "RMD recipes", "RNFR welcome.txt"):
        refused("550", guest.voidcmd, command)
from_the_port_below()
overtaking()
guards()
many_at_once()
print("all well")
