#!/bin/sh
# msmtp: the ports, the ways to prove who one is, and the lab's authority.
set -eu
fail() { echo "$1"; cat log; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
printf 'From: alice@crepes.fr\nTo: bob@hamburger.edu\nSubject: by msmtp\n\n.a dot in front\n.\nlast\n' > letter
send() { msmtp --file=/dev/null --timeout=15 --host=mail.crepes.fr --from=alice@crepes.fr "$@" bob@hamburger.edu < letter > log 2>&1; }
user="--user=alice --passwordeval=echo\ crepe-suzette"
login() { send --user=alice --passwordeval='echo crepe-suzette' "$@"; }
trust="--tls=on --tls-trust-file=$SSL_CERT_FILE"

send || fail "port 25"
for way in plain login cram-md5; do
  login --port=587 $trust --tls-starttls=on --auth=$way || fail "$way after STARTTLS"
  login --port=465 $trust --tls-starttls=off --auth=$way || fail "$way on port 465"
done
login --port=587 --auth=cram-md5 || fail "a digest in the clear"
msmtp --file=/dev/null --host=mail.crepes.fr --port=587 $trust --serverinfo > log 2>&1 || fail "no information"
grep -q 'CN=mail.crepes.fr' log || fail "another name in the certificate"
if send --port=465 --tls=on --tls-starttls=off --tls-trust-file=/etc/hosts; then fail "nobody vouched, and msmtp went on"; fi
if login --port=465 $trust --tls-starttls=off --auth=plain --host=crepes.fr --passwordeval='echo wrong'; then fail "a wrong password was taken"; fi
status=0; msmtp --file=/dev/null --host=mail.crepes.fr --from=alice@crepes.fr x@example.org < letter > log 2>&1 || status=$?
test $status = 65 || fail "mail for elsewhere: $status"

# All eight are at Bob's, letter for letter.
python3 - << 'PYTHON'
import poplib, time
deadline = time.monotonic() + 15
while True:
    pop = poplib.POP3("hamburger.edu", 110, timeout=10)
    pop.user("bob")
    pop.pass_("hungry")
    count = pop.stat()[0]
    if count >= 8 or time.monotonic() > deadline:
        break
    pop.quit()
assert count == 8, count
for number in range(8):
    lines = pop.retr(number + 1)[1]
    assert lines[lines.index(b"") + 1:] == [b".a dot in front", b".", b"last"], lines
PYTHON
echo "all well"
