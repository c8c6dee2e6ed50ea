#!/bin/sh
# curl, passive and active: gets, puts, goes on after a break, appends, renames, and asks in each of its manners.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
curl="curl --silent --show-error --max-time 30"
site=ftp://bob:hungry@ftp.hamburger.edu
fail() { echo "$1"; exit 1; }
head -c 3000000 /dev/urandom > big
head -c 1000000 big > part

for mode in "--ftp-pasv" "--ftp-pasv --disable-epsv" "--ftp-port -" "--ftp-port - --disable-eprt"; do
  methods=multicwd
  test "$mode" = --ftp-pasv && methods="multicwd nocwd singlecwd"
  for method in $methods; do
    $curl $mode --ftp-method $method --ftp-create-dirs --upload-file big $site/deep/er/big
    $curl $mode --ftp-method $method $site/deep/er/big | cmp - big
    $curl $mode --ftp-method $method --list-only $site/recipes/ | grep -q 'crepes.txt' || fail "no names: $mode $method"
    $curl $mode --ftp-method $method $site/recipes/ | grep -q '^-rw.* crepes.txt' || fail "no list: $mode $method"
    $curl $mode --ftp-method $method "$site/deep/er/" --quote 'DELE deep/er/big' > /dev/null
  done
  # A download and an upload go on where they were cut off.
  $curl $mode --upload-file big $site/big
  cp part back
  $curl $mode --continue-at - --output back $site/big
  cmp back big
  $curl $mode --range 1000000-1999999 $site/big > range
  tail -c +1000001 big | head -c 1000000 | cmp - range
  $curl $mode --upload-file part $site/resumed
  $curl $mode --continue-at - --upload-file big $site/resumed
  $curl $mode $site/resumed | cmp - big
  tail -c +1000001 big > rest
  $curl $mode --upload-file part $site/added
  $curl $mode --append --upload-file rest $site/added
  $curl $mode $site/added | cmp - big
  $curl $mode $site/ --quote 'RNFR added' --quote 'RNTO moved' --quote 'MKD new' --quote 'RNFR moved' --quote 'RNTO new/moved' > /dev/null
  $curl $mode $site/new/moved | cmp - big
  $curl $mode $site/ --quote 'DELE new/moved' --quote 'RMD new' --quote 'DELE resumed' --quote '*DELE none' --quote 'SITE HELP' > /dev/null
  # As text: line ends change on the wire, and neither here nor there.
  printf 'one\ntwo\n' > text
  $curl $mode --use-ascii --crlf --upload-file text $site/text
  $curl $mode $site/text | cmp - text
  $curl $mode "$site/text;type=a" | cmp - text
done

$curl --head $site/big | tr -d '\r' | grep -qx 'Content-Length: 3000000' || fail "no size"
$curl --head $site/big | grep -q '^Last-Modified: ' || fail "no date"
$curl "ftp://ftp.hamburger.edu/%2Frecipes/crepes.txt" | grep -q flour || fail "a guest does not get in"
$curl --ssl --insecure $site/welcome.txt | grep -q Welcome || fail "a client that would like TLS does not go on without it"
for name in 'über.txt' 'a b;c.txt' '[x].txt'; do
  $curl --globoff --upload-file text "$site/$(printf %s "$name" | od -An -tx1 -v | tr -d ' \n' | sed 's/../%&/g')"
  $curl --list-only $site/ | tr -d '\r' | grep -qxF "$name" || fail "$name is not listed"
done
status=0; $curl $site/../../../etc/passwd --path-as-is 2> /dev/null || status=$?; test $status = 9 || test $status = 78 || fail "something leads out: $status"
status=0; $curl $site/none 2> /dev/null || status=$?; test $status = 78 || fail "a file that is not there: $status"
status=0; $curl ftp://bob:wrong@ftp.hamburger.edu/ 2> /dev/null || status=$?; test $status = 67 || fail "a wrong password: $status"
status=0; $curl --upload-file text ftp://ftp.hamburger.edu/guest 2> /dev/null || status=$?; test $status = 25 || fail "a guest wrote: $status"
status=0; $curl --ftp-port - --quote 'PORT 127,0,2,99,35,140' $site/ 2> /dev/null || status=$?; test $status = 21 || fail "another was called: $status"
echo "all well"
