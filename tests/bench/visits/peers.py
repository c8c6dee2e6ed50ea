"""Other people's servers, each started on a loopback port of its own in a folder of its own, and ended by its id.
A peer that is not installed is None."""
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time

ADDRESS = "127.0.0.1"
USERS = 20  # POP3 and IMAP are read by the first ten, SMTP writes to the others
LETTERS = 5
PASSWORD = "hungry"


def user(number):
    return f"v{number}"


def letter(size=2000):
    text = "From: <alice@crepes.fr>\r\nTo: <v0@hamburger.edu>\r\nSubject: to be fetched\r\n\r\n"
    return text + ("y" * 70 + "\r\n") * ((size - len(text)) // 72)


def free_port():
    with socket.socket() as probe:
        probe.bind((ADDRESS, 0))
        return probe.getsockname()[1]


def python_with(module):
    for python in (sys.executable, "/usr/bin/python3"):
        if subprocess.run([python, "-c", f"import {module}"], stderr=subprocess.DEVNULL, check=False).returncode == 0:
            return python
    return None


def busy(session):
    """Processor seconds so far of a session's processes, those that ended included."""
    ticks = 0
    for entry in os.listdir("/proc"):
        try:
            with open(f"/proc/{entry}/stat", encoding="ascii", errors="replace") as stream:
                fields = stream.read().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if fields[3] == str(session):
            ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


class Peer:
    """A running server. `at` is (address, port); a talk's own words stand in `words`."""

    def __init__(self, name, command, port, log, words=None):
        self.name, self.at, self.words = name, (ADDRESS, port), words or {}
        with open(log, "ab") as stream:
            self.process = subprocess.Popen(command, stdout=stream, stderr=stream, stdin=subprocess.DEVNULL, start_new_session=True)
        self.wait(log)

    def wait(self, log):
        end = time.monotonic() + 15
        while time.monotonic() < end and self.process.poll() is None:
            try:
                socket.create_connection(self.at, 1).close()
                return
            except OSError:
                time.sleep(0.05)
        self.stop()
        with open(log, encoding="utf-8", errors="replace") as stream:
            sys.exit(f"{self.name} did not start:\n{stream.read()}")

    def busy(self):
        return busy(self.process.pid)

    def stop(self):
        """It and its children, which are its process group."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.process.pid, number)
                self.process.wait(5)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                continue


def smtp_sink(folder):
    program = shutil.which("smtp-sink") or shutil.which("smtp-sink", path="/usr/sbin")
    if not program:
        return None
    port = free_port()
    person = ["-u", "nobody"] if os.getuid() == 0 else []
    return Peer("smtp-sink", [program, *person, f"{ADDRESS}:{port}", "1000"], port, f"{folder}/smtp-sink.log")


def aiosmtpd(folder):
    python = python_with("aiosmtpd")
    if not python:
        return None
    port = free_port()
    command = [python, "-m", "aiosmtpd", "-n", "-c", "aiosmtpd.handlers.Sink", "-l", f"{ADDRESS}:{port}"]
    return Peer("aiosmtpd", command, port, f"{folder}/aiosmtpd.log")


FTP_SERVER = """
import sys
from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler
from pyftpdlib.servers import FTPServer
import logging
logging.basicConfig(level=logging.ERROR)
keeper = DummyAuthorizer()
keeper.add_user("v0", "hungry", sys.argv[2], perm="elr")
FTPHandler.authorizer = keeper
server = FTPServer(("127.0.0.1", int(sys.argv[1])), FTPHandler)
server.max_cons, server.max_cons_per_ip = 4096, 4096
server.serve_forever()
"""


def pyftpdlib(folder, files):
    python = python_with("pyftpdlib")
    if not python:
        return None
    port = free_port()
    words = {"user": user(0)}
    return Peer("pyftpdlib", [python, "-W", "ignore", "-c", FTP_SERVER, str(port), files], port, f"{folder}/pyftpdlib.log", words)


def vsftpd(folder, files):
    """Anonymous, so that no account of the machine is needed; as root it changes to nobody."""
    program = shutil.which("vsftpd", path=os.environ["PATH"] + ":/usr/sbin")
    if not program or os.getuid() != 0:
        return None
    port = free_port()
    empty = os.path.join(folder, "empty")
    os.makedirs(empty, exist_ok=True)
    settings = os.path.join(folder, "vsftpd.conf")
    with open(settings, "w", encoding="ascii") as stream:
        stream.write(
            f"listen=YES\nlisten_port={port}\nlisten_address={ADDRESS}\nbackground=NO\nanonymous_enable=YES\n"
            f"anon_root={files}\nftp_username=daemon\nnopriv_user=nobody\nsecure_chroot_dir={empty}\n"
            "local_enable=NO\nxferlog_enable=NO\nuse_sendfile=YES\nseccomp_sandbox=NO\n"
        )
    return Peer("vsftpd", [program, settings], port, f"{folder}/vsftpd.log", {"user": "ftp"})


DOVECOT = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.out
protocols = pop3 imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain
auth_cache_size = 1M
mail_location = maildir:{folder}/mail/%u
mail_fsync = never
mmap_disable = no
maildir_stat_dirs = no
maildir_very_dirty_syncs = yes
mail_uid = {uid}
mail_gid = {gid}
first_valid_uid = 1
first_valid_gid = 1
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {login}
mail_max_userip_connections = 4096
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {folder}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
service pop3-login {{
  inet_listener pop3 {{
    port = {pop3}
  }}
  inet_listener pop3s {{
    port = 0
  }}
  service_count = 0
  process_min_avail = 2
  chroot =
}}
service imap-login {{
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
  service_count = 0
  process_min_avail = 2
  chroot =
}}
service pop3 {{
  service_count = 100000
  process_min_avail = 10
}}
service imap {{
  service_count = 100000
  process_min_avail = 10
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


def dovecot(folder):
    """Tuned for speed: log-ins and mail processes serve many clients each, no TLS, no syncs, plain passwords."""
    program = shutil.which("dovecot", path=os.environ["PATH"] + ":/usr/sbin")
    if not program or os.getuid() != 0:
        return None, None
    person = pwd.getpwnam("nobody")
    folder = os.path.join(folder, "dovecot")
    os.makedirs(folder)
    with open(f"{folder}/users", "w", encoding="ascii") as stream:
        for number in range(USERS):
            stream.write(f"{user(number)}:{PASSWORD}\n")
            box = f"{folder}/mail/{user(number)}"
            for part in ("tmp", "new", "cur"):
                os.makedirs(f"{box}/{part}")
            for count in range(LETTERS):
                with open(f"{box}/cur/17{count:08}.M{count}.bench:2,S", "w", encoding="ascii") as mail:
                    mail.write(letter().replace("\r\n", "\n"))
    for path, _, names in os.walk(f"{folder}/mail"):
        for each in [path, *(os.path.join(path, name) for name in names)]:
            os.chown(each, person.pw_uid, person.pw_gid)
    pop3, imap = free_port(), free_port()
    with open(f"{folder}/dovecot.conf", "w", encoding="ascii") as stream:
        stream.write(
            DOVECOT.format(
                folder=folder, uid=person.pw_uid, gid=person.pw_gid, pop3=pop3, imap=imap,
                internal="dovecot", group="dovecot", login="dovenull",
            )
        )
    os.chmod(folder, 0o755)
    first = Peer("dovecot", [program, "-F", "-c", f"{folder}/dovecot.conf"], pop3, f"{folder}/dovecot.log")
    return first, imap
