#!/bin/sh
# mpop: fetches with and without TLS, in each of POP3's ways, keeps and deletes.
set -eu
fail() { echo "$1"; cat log; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
for number in 1 2 3; do
  printf 'From: bob@hamburger.edu\r\nSubject: letter %s\r\n\r\n.dots\r\n' $number |
    curl --silent --show-error smtp://mail.crepes.fr --mail-from bob@hamburger.edu --mail-rcpt alice@crepes.fr --upload-file -
done
get() {
  rm -rf box && mkdir -p box/cur box/new box/tmp
  mpop --file=/dev/null --timeout=15 --host=mail.crepes.fr --user=alice --uidls-file="$folder/uidls" --delivery="maildir,$folder/box" --received-header=off "$@" > log 2>&1
}
log_in() { get --passwordeval='echo crepe-suzette' "$@"; }
holds() { test "$(ls box/new | wc -l)" = "$1" || fail "$2: $(ls box/new | wc -l) letters"; }
trust="--tls=on --tls-trust-file=$SSL_CERT_FILE"

for way in user apop plain login cram-md5; do
  rm -f uidls
  log_in --keep=on --auth=$way || fail "$way in the clear"
  holds 3 "$way"
  log_in --keep=on --auth=$way --only-new=on $trust --tls-starttls=on || fail "$way after STLS"
  holds 0 "nothing is new by $way"
  rm -f uidls
  log_in --keep=on --auth=$way $trust --tls-starttls=off --port=995 || fail "$way on port 995"
  holds 3 "$way on port 995"
done
grep -l '^\.dots' box/new/* | wc -l | grep -qx 3 || fail "the dots"
if get --passwordeval='echo wrong'; then fail "a wrong password was taken"; fi
if log_in $trust --tls-starttls=off --port=995 --tls-trust-file=/etc/hosts; then fail "nobody vouched, and mpop went on"; fi
rm -f uidls
log_in --auth=user --keep=off --pipelining=on || fail "deleting"
holds 3 "fetched and deleted"
log_in --auth=user --keep=off --only-new=off || fail "an empty mailbox"
holds 0 "all were deleted"
mpop --file=/dev/null --host=mail.crepes.fr $trust --tls-starttls=on --serverinfo > log 2>&1 || fail "no information"
grep -q 'CN=mail.crepes.fr' log || fail "another name in the certificate"
echo "all well"
