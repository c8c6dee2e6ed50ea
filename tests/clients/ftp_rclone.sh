#!/bin/sh
# rclone: whole trees there and back and compared, by FTP, FTPS of both kinds, and SFTP.
set -eu
fail() { echo "$1"; cat log notes; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export HOME="$folder" RCLONE_CONFIG="$folder/rclone.conf"
: > rclone.conf
mkdir -p tree/in/side
head -c 1500000 /dev/urandom > tree/big
printf 'one\ntwo\n' > tree/in/text
printf 'x' > "tree/in/side/a b; [c] ümlaut"
: > tree/in/nothing
password=$(rclone obscure hungry)
host=host=ftp.hamburger.edu,user=bob,pass=$password
run() { rclone --retries 1 --low-level-retries 2 --contimeout 15s --timeout 30s "$@" > log 2> notes; }
for far in ":ftp,$host:" ":ftp,$host,explicit_tls=true:" ":ftp,$host,tls=true,port=990:" ":sftp,$host:"; do
  run copy tree "${far}rclone/tree" || fail "there: $far"
  run copy "${far}rclone/tree" back || fail "back: $far"
  diff -r tree back || fail "came back otherwise: $far"
  rm -r back
  printf 'three\n' >> tree/in/text
  rm -f tree/in/nothing
  run sync tree "${far}rclone/tree" || fail "once more: $far"
  run lsf -R "${far}rclone/tree" || fail "a list: $far"
  test "$(grep -c . log)" = 5 || fail "what is left there: $far"
  run moveto "${far}rclone/tree/big" "${far}rclone/tree/in/moved" || fail "another name: $far"
  run cat --count 1000 --offset 1000000 "${far}rclone/tree/in/moved" || fail "a part: $far"
  tail -c +1000001 tree/big | head -c 1000 | cmp - log
  run purge "${far}rclone" || fail "away: $far"
  : > tree/in/nothing
done
if run lsf ":ftp,host=ftp.hamburger.edu,user=bob,pass=$(rclone obscure wrong):"; then fail "a wrong password was taken"; fi
if SSL_CERT_FILE=/dev/null SSL_CERT_DIR=/dev/null run lsf ":ftp,$host,explicit_tls=true:"; then fail "nobody vouched, and rclone went on"; fi
if run copy tree ":ftp,host=ftp.hamburger.edu,user=anonymous,pass=$password:guest"; then fail "a guest wrote"; fi
echo "all well"
