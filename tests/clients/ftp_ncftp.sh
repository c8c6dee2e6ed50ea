#!/bin/sh
# NcFTP's programs, passive and active: put, get, whole trees, lists.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
site=ftp.hamburger.edu
log_in="-u bob -p hungry -t 20 -r 1"  # it tries "tar" first, and says so
head -c 1000000 /dev/urandom > big
printf 'one\ntwo\n' > text
for mode in F E; do
  tree=tree-$mode
  mkdir -p $tree/in back
  cp big $tree && cp text $tree/in
  ncftpput $log_in -$mode -V -R $site / $tree
  ncftpls $log_in -$mode ftp://$site/$tree/ | grep -qw big
  ncftpls $log_in -$mode -l ftp://$site/$tree/ | grep -q '1000000 .* big'
  ncftpget $log_in -$mode -V -R $site back /$tree
  diff -r $tree back/$tree
  ncftpput $log_in -$mode -V -a $site /$tree text
  ncftpput $log_in -$mode -V -A $site /$tree/in text
  ncftpget $log_in -$mode -V -a $site back /$tree/in/text
  test "$(wc -l < back/text)" = 4
  ncftpget $log_in -$mode -V -DD $site back /$tree/big
  cmp big back/big
  if ncftpls $log_in -$mode ftp://$site/$tree/ | grep -qw big; then echo "it is not deleted"; exit 1; fi
done
echo "all well"
