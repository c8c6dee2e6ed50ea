#!/bin/sh
# tnftp, the BSDs' ftp: passive and active, text and as it is, patterns, another name, and the rest of a file.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
fail() { echo "$1"; cat log; exit 1; }
export HOME="$folder"
printf 'machine ftp.hamburger.edu login bob password hungry\n' > .netrc
chmod 600 .netrc
head -c 1000000 /dev/urandom > big
head -c 300000 big > part
printf 'one\ntwo\n' > text
for mode in -p -A; do
  cp part rest
  tnftp -v -i $mode -n ftp.hamburger.edu > log 2>&1 << 'END'
user bob hungry
binary
mkdir tnftp
cd tnftp
put big
get big back
reget big rest
append text big
size big
rename big larger
ascii
put text
get text as_text
modtime text
mput part text
ls
dir
nlist *t
mlst text
mlsd
rstatus
system
features
rhelp site
rstatus /
site help
lcd /tmp
mdelete *
cd ..
rmdir tnftp
pwd
bye
END
  cmp big back || fail "got otherwise: $mode"
  cmp big rest || fail "not gone on: $mode"
  cmp text as_text || fail "text: $mode"
  for line in 'big[[:space:]]*1000008' '214 When: ' '212 That is all' '250 It is /tnftp/larger now' '226 Transfer complete' 'type=file;size=8;' '250 Removed'; do
    grep -q "^ *$line" log || fail "no $line: $mode"
  done
  if grep -E '^(500|501|503|425|426) ' log; then fail "something was refused: $mode"; fi
done
tnftp -V -o - ftp://ftp.hamburger.edu/recipes/crepes.txt 2> log | grep -q flour || fail "no URL"
echo "all well"
