#!/bin/sh
# wget, passive and active: a file, a folder with all below it, a pattern, and the missing rest of a file.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
site=ftp.hamburger.edu
head -c 1000000 /dev/urandom > big
python3 -c "
import ftplib
ftp = ftplib.FTP('$site', 'bob', 'hungry', timeout=10)
ftp.storbinary('STOR big', open('big', 'rb'))"
for mode in --passive-ftp --no-passive-ftp; do
  get="wget --quiet --tries=2 --timeout=20 $mode"
  rm -rf back && mkdir back
  head -c 400000 big > back/big
  $get --continue --directory-prefix=back ftp://bob:hungry@$site/big
  cmp big back/big
  $get --output-document=- "ftp://$site/recipes/crepes.txt;type=a" | grep -q flour
  $get --recursive --no-host-directories --directory-prefix=back/tree ftp://$site/
  test -s back/tree/recipes/hamburger.txt && test -s back/tree/history/rfc-765.txt && cmp big back/tree/big
  $get --directory-prefix=back/fits "ftp://$site/recipes/h*.txt"
  test "$(ls back/fits)" = hamburger.txt
  if $get --output-document=- ftp://$site/none > /dev/null; then echo "a file that is not there came"; exit 1; fi
done
# Inside TLS, asked for and from the start.
for how in "" --ftps-implicit; do
  wget --quiet --tries=2 --timeout=20 --ca-certificate="$SSL_CERT_FILE" $how --output-document=back/secret ftps://bob:hungry@$site/big
  cmp big back/secret
done
wget --quiet --tries=2 --timeout=20 --output-document=back/trusted ftps://bob:hungry@$site/big  # by the system's list alone
cmp big back/trusted
echo "all well"
