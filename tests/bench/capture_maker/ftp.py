"""FTP (RFC 959, RFC 2428): a control connection, and data connections in both directions."""
from .mail import sha256
from .talk import CLIENT, SERVER, Endpoint, Talk


def draw_ftp(draw, talk, budget, world, tls=None):
    """Fills the control talk and returns the talks that carry data. tls, when given, is called with a talk
    from which on it is inside TLS, and the side that says the first hello (RFC 4217)."""
    talk.server_says(
        draw.choice(
            [
                f"220 {draw.domain()} FTP server ready\r\n",
                "220-Welcome\r\n  to this site\r\n220 \r\n",
                f"220 (vs{draw.word()} 3.0)\r\n",
            ]
        )
    )
    protect = False
    if tls:
        talk.ask("AUTH TLS", "234 go ahead")
        tls(talk, CLIENT)
        protect = "protected-data" not in draw.avoid and draw.chance(0.6)
        talk.ask("PBSZ 0", "200 PBSZ=0")
        talk.ask(f"PROT {'P' if protect else 'C'}", "200 as you like")
    talk.mark()
    data = []
    if not log_in(draw, talk):
        if draw.chance(0.7) and talk.turns[-1].side == SERVER:
            talk.ask("QUIT", "221 Bye")
        return data
    talk.mark()
    for question, answer in (
        ("SYST", "215 UNIX Type: L8"),
        ("FEAT", "211-Features:\r\n EPRT\r\n EPSV\r\n211 End"),
        ("PWD", '257 "/"'),
        (f"CWD {draw.word()}", "250 Okay"),
        ("NOOP", "200 hm"),
        ("MKD x", "550 Permission denied"),
    ):
        if draw.chance(0.3):
            talk.ask(question, answer)
    for _ in range(draw.choice([0, 1, 1, 2, 3, 5])):
        data += transfer(draw, talk, budget, world, tls if protect else None)
        talk.mark()
    if draw.chance(0.9):
        talk.ask(draw.choice(["QUIT", "quit"]), "221-you moved some\r\n221 Goodbye.")
    return data


def log_in(draw, talk):
    for _ in range(draw.choice([0, 1, 1, 1, 1, 2, 3])):
        outcome = draw.choice([True, True, True, False])
        if draw.chance(0.03):
            outcome = None
        user, secret = draw.user(), draw.password()
        if draw.chance(0.2):
            user, secret = draw.choice(["anonymous", "ftp"]), draw.choice([draw.address(), "guest", "-wget@"])
        first = len(talk.turns)
        talk.ask(f"{draw.choice(['USER', 'USER', 'user'])} {user}", "331 Please specify the password.")
        talk.client_says(f"{draw.choice(['PASS', 'PASS', 'pass'])} {secret}\r\n")
        if outcome is not None:
            talk.server_says(
                draw.choice(["230 Login successful.\r\n", "230-hello\r\n quota 5\r\n230 done\r\n"])
                if outcome
                else "530 Login incorrect.\r\n"
            )
        talk.credential(first, "USER/PASS", user, secret, outcome)
        if outcome is not False:
            return outcome
        talk.mark()
    return False


def six(address, port):
    return f"{address.replace('.', ',')},{port >> 8},{port & 255}"


def announce(draw, talk, world):
    """One of the four ways to agree on a place: (opener, listener, turn that announced it, opener is the
    client)."""
    v6 = ":" in talk.client.address
    way = draw.choice(["EPSV", "EPRT"] if v6 else ["PASV", "PASV", "EPSV", "PORT", "EPRT"])
    opener = talk.server.with_port(20)
    # Nothing is announced (RFC 959, 3.2), and nothing that was announced before is left unused.
    if not talk.place_left and draw.chance(0.08) and world.fresh_pair(opener, talk.client):
        return opener, talk.client, talk.here(), False
    if way in ("PASV", "EPSV"):
        host = talk.server.with_port(world.data_port(talk.server.address))
        if way == "PASV" and draw.chance(0.2):
            seen = world.other_server() if draw.chance(0.7) else None
            if seen:  # the data goes to another machine than the control connection
                host = Endpoint(seen, world.data_port(seen))
                told = host.address
            else:  # what is told is an address behind a translator; the data goes to the same machine
                told = f"192.168.{draw.randint(0, 9)}.{draw.randint(1, 250)}"
        else:
            told = host.address
        if way == "PASV":
            reply = draw.choice(
                [
                    f"227 Entering Passive Mode ({six(told, host.port)}).",
                    f"227 Entering Passive Mode ({six(told, host.port)})",
                    f"227 Passive mode OK {six(told, host.port)}",
                ]
            )
            talk.ask(draw.choice(["PASV", "pasv"]), reply)
        else:
            talk.ask("EPSV", f"229 Entering Extended Passive Mode (|||{host.port}|)")
        return talk.client.with_port(world.client_port(talk.client.address)), host, talk.here(), True
    host = talk.client.with_port(world.client_port(talk.client.address))
    if not v6 and draw.chance(0.15):  # a third machine (RFC 2577, 3)
        third = draw.choice(world.clients)
        host = Endpoint(third, world.client_port(third), True)
    if way == "PORT":
        talk.ask(f"PORT {six(host.address, host.port)}", "200 PORT command successful.")
    else:
        talk.ask(f"EPRT |{2 if v6 else 1}|{host.address}|{host.port}|", "200 EPRT command successful.")
    port = 20 if draw.chance(0.5) else world.data_port(talk.server.address)
    opener = talk.server.with_port(port)
    if port == 20 and not world.fresh_pair(opener, host):
        opener = talk.server.with_port(world.data_port(talk.server.address))
    return opener, host, talk.here(), False


def transfer(draw, talk, budget, world, tls):
    """One file or listing, or a refusal; the data connection lives beside the control connection."""
    first = len(talk.turns)
    if draw.chance(0.6):
        talk.ask(f"TYPE {draw.choice('IA')}", "200 Switching mode.")
    verb = draw.choice(["RETR", "RETR", "RETR", "STOR", "STOR", "STOU", "APPE", "LIST", "NLST"])
    name = draw.choice(
        [
            draw.word() + ".bin",
            draw.words(2, 3) + ".txt",
            "/pub/" + draw.word(),
            draw.foreign_word("utf-8") + ".dat",
        ]
    )
    opener, listener, announced, passive = announce(draw, talk, world)
    if verb == "RETR" and draw.chance(0.1):
        talk.ask(f"SIZE {name}", "550 Could not get file size.")
    argument = name if verb not in ("LIST", "NLST") else draw.choice(["", "-la", "/pub"])
    line = f"{draw.choice([verb, verb, verb.lower()])} {argument}".rstrip()
    if draw.chance(0.08):
        talk.ask(line, "550 Failed to open file.")
        talk.place_left = True
        return []
    talk.place_left = False
    content = (
        listing(draw)
        if verb in ("LIST", "NLST")
        else b""
        if draw.chance(0.08)
        else draw.choice([draw.blob, draw.text])(draw.size(1, budget))
    )
    up = verb in ("STOR", "STOU", "APPE")
    data = Talk("ftp-data", opener, listener)
    data.calm = True
    sender = CLIENT if up == passive else SERVER
    if tls:
        tls(data, CLIENT if passive else SERVER)
    if content:
        data.say(sender, content)
    if tls:
        data.session.close(sender)
    data.ending = "fin-client" if sender == CLIENT else "fin-server"
    talk.client_says(line + "\r\n")
    command = talk.here()
    talk.server_says(f"150 Opening data connection for {draw.word()}.\r\n")
    early = draw.random()
    if early < 0.25:  # the capture saw the SYN before the reply that announced it
        data.anchor = (talk, announced, -draw.randint(500, 4000))
    else:
        data.anchor = (talk, announced if early < 0.7 else command, draw.randint(1000, 3_000_000))
    if draw.chance(0.2):
        talk.server_says("226 Transfer complete.\r\n")
    else:
        talk.server_says_after(data, "226 Transfer complete.\r\n")
    if verb not in ("LIST", "NLST"):
        record = {"command": verb, "name": name, "bytes": len(content), "sha256": sha256(content)}
        talk.found("files", record, first)
    return [data]


def listing(draw):
    return b"".join(
        b"-rw-r--r-- 1 ftp ftp %8d Mar 02 10:00 %s\r\n" % (draw.randint(0, 10**7), draw.word().encode())
        for _ in range(draw.randint(0, 30))
    )
