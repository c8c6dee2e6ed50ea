#!/bin/sh
# serve: --mailbox-quota 20000 --disk-quota 1000000
# A lab with little room: what curl, lftp, ftplib and swaks hear of 552 and 452, when a file is bigger than any buffer too.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
fail() { echo "$1"; cat log; exit 1; }
site=ftp://bob:hungry@ftp.hamburger.edu
for size in 1100000 30000000; do
  head -c $size /dev/zero > file
  status=0
  curl -sv --max-time 60 -T file "$site/file" > log 2>&1 || status=$?
  [ $status -ne 0 ] && grep -q '^< 552' log || fail "curl did not hear 552 for $size bytes"
  ! lftp -c "set ssl:ca-file $SSL_CERT_FILE; set net:timeout 30; set net:max-retries 1; open $site; put file" > log 2>&1 ||
    fail "lftp had room for $size bytes"
  grep -q 'failed: 552' log || fail "lftp did not hear 552 for $size bytes"
  python3 - > log 2>&1 <<'THEN' || fail "ftplib did not hear 552 for $size bytes"
import ftplib
ftp = ftplib.FTP("ftp.hamburger.edu", "bob", "hungry", timeout=30)
try:
    ftp.storbinary("STOR file", open("file", "rb"))
except ftplib.error_perm as error:
    assert str(error).startswith("552"), error
else:
    raise SystemExit("it was taken")
assert "file" not in ftp.nlst()
THEN
  ! curl -sS "$site/file" > log 2>&1 || fail "something was kept of $size bytes"
done
head -c 300000 /dev/zero > file
curl -sS -T file "$site/file" && curl -sS "$site/file" | cmp - file

letter() { swaks --server mail.hamburger.edu --to bob@hamburger.edu --from alice@crepes.fr --body @"$1" > log 2>&1; }
lines() { yes 'seventy letters in each line of it, so that nobody counts for too long' | head -n "$1"; }
lines 400 > big
lines 150 > fits
! letter big || fail "28 kB went into 20 kB"
grep -q '552 5.2.2' log || fail "not 552"
letter fits || fail "11 kB did not fit into 20 kB"
! letter fits || fail "22 kB went into 20 kB"
grep -q '452 4.2.2' log || fail "not 452"

# Who says how long his letter is (RFC 1870) hears of it before he sends it.
! curl -sSv smtp://mail.hamburger.edu --mail-from alice@crepes.fr --mail-rcpt bob@hamburger.edu -T big > log 2>&1 || fail "it went"
grep -q '^> RCPT' log && grep -q '^< 552 5.2.2' log || fail "not 552 to curl"
! grep -q '^> DATA' log || fail "the letter was sent all the same"
echo "all well"
