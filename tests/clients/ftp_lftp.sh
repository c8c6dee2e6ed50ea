#!/bin/sh
# lftp, passive and active: whole trees there and back, by MLSD and by LIST, and what was cut off gone on with.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
fail() { echo "$1"; exit 1; }
mkdir -p tree/in/side tree/empty
head -c 2000000 /dev/urandom > tree/big
printf 'one\ntwo\n' > tree/in/text
printf 'x' > "tree/in/side/a b; [c] ümlaut"
: > tree/in/nothing
head -c 700000 tree/big > part
site="ftp://bob:hungry@ftp.hamburger.edu"

for mode in on off; do
  for facts in on off; do
    rm -rf back reget
    cp part reget
    lftp -c "set ssl:ca-file $SSL_CERT_FILE;
      set net:max-retries 2; set net:timeout 20; set cmd:fail-exit yes
      set ftp:passive-mode $mode; set ftp:use-mlsd $facts; set ftp:prefer-epsv $facts
      open $site
      mirror --reverse tree $mode-$facts
      mirror $mode-$facts back
      get -c $mode-$facts/big -o reget
      put part -o $mode-$facts/put
      put -c tree/big -o $mode-$facts/put
      cat $mode-$facts/put > put
      mv $mode-$facts/put $mode-$facts/in/put
      cls -1 $mode-$facts/in/ > names
      find $mode-$facts > found
      rm $mode-$facts/in/put
      mget -O . $mode-$facts/i*/te*
      rm -r $mode-$facts
      cls -1 > left
    " > log 2>&1 || { cat log; fail "lftp failed: $mode $facts"; }
    diff -r tree back || fail "the tree came back otherwise: $mode $facts"
    cmp reget tree/big
    cmp put tree/big
    cmp text tree/in/text
    rm text
    printf "$mode-$facts/in/%s\n" nothing put side/ text | cmp - names || { cat names; fail "names: $mode $facts"; }
    test "$(wc -l < found)" = 9 || { cat found; fail "found: $mode $facts"; }
    ! grep -q "$mode-$facts" left || fail "the tree is still there: $mode $facts"
  done
done

# Several connections at a time, each with its own part of the file.
lftp -c "set ssl:ca-file $SSL_CERT_FILE; set net:max-retries 2; set cmd:fail-exit yes; open $site; put tree/big; pget -n 4 big -o pieces; rm big" > log 2>&1 || { cat log; exit 1; }
cmp pieces tree/big
# Inside TLS, asked for and from the start.
for where in "$site" ftps://bob:hungry@ftp.hamburger.edu; do
  for mode in on off; do
    lftp -c "set ssl:ca-file $SSL_CERT_FILE; set ssl:check-hostname yes; set ftp:ssl-force yes; set ftp:ssl-protect-data yes; set ftp:passive-mode $mode
      set net:max-retries 2; set cmd:fail-exit yes; open $where; rm -f one; put tree/big -o one; get one -o two-$mode; mirror --reverse tree secret; mirror secret back-$mode; rm -r secret; rm one" > log 2>&1 || { cat log; fail "inside TLS: $where $mode"; }
    cmp tree/big two-$mode && diff -r tree back-$mode || fail "inside TLS, otherwise: $where $mode"
    rm -r back-$mode two-$mode
  done
done
# Guests read only, and lftp is told so.
if lftp -c "set ssl:ca-file $SSL_CERT_FILE; set net:max-retries 1; open ftp://ftp.hamburger.edu; put part" > log 2>&1; then fail "a guest wrote"; fi
lftp -c "set ssl:ca-file $SSL_CERT_FILE; open ftp://ftp.hamburger.edu; quote SITE HELP; quote STAT" > log
grep -q '^ *Logged in as anonymous' log || { cat log; fail "no status"; }
echo "all well"
