#!/usr/bin/env bash
# usage: package_test.sh CHECKOUT NAME
set -euo pipefail
checkout=$1
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
fail() { echo "$1" >&2; exit 1; }
profile=$work/etc/apparmor.d/cleartext
shipped=$work/usr/share/cleartext/apparmor/cleartext

# $1: the umask; the package is $work/$1/*.deb then.
pack() {
  mkdir -p "$work/project"
  cp "$checkout/tests/packaging/two_files.cmake" "$work/project/CMakeLists.txt"
  (umask "$1" && cmake -S "$work/project" -B "$work/$1" -D CHECKOUT="$checkout" && cd "$work/$1" && cpack) >"$work/said" 2>&1 ||
    fail "$(cat "$work/said")"
}

the_umask_changes_no_byte() {
  pack 022
  pack 077
  cmp "$work"/022/*.deb "$work"/077/*.deb || fail "$(diff <(dpkg-deb -c "$work"/022/*.deb) <(dpkg-deb -c "$work"/077/*.deb))"
}

everyone_may_read_what_is_installed() {
  pack 077
  ! dpkg-deb -c "$work"/077/*.deb | grep -vE '^(drwxr-xr-x|-rw-r--r--) root/root ' || fail "these are not for everybody"
}

# A machine with this version's package on it, as far as dpkg's own scripts see it.
machine() {
  mkdir -p "$work/etc/apparmor.d/abi" "${shipped%/*}"
  : >"$work/etc/apparmor.d/abi/4.0"
  cp "$checkout/assets/packaging/apparmor/cleartext" "$shipped"
}
configure() { DPKG_ROOT=$work "$checkout/assets/packaging/debian/postinst" configure 2>>"$work/said"; }
take_away() { DPKG_ROOT=$work "$checkout/assets/packaging/debian/postrm" "$1"; }
next_version() { echo "# a later version" >>"$shipped"; }

a_profile_is_put_where_apparmor_knows_user_namespaces() {
  machine
  configure
  cmp "$shipped" "$profile"
  next_version
  configure
  cmp "$shipped" "$profile" || fail "the next version's profile was not taken"
}

an_old_apparmor_gets_no_profile() {
  machine
  rm "$work/etc/apparmor.d/abi/4.0"
  configure
  [ ! -e "$profile" ] || fail "it could not be read there"
}

a_changed_profile_stays() {
  machine
  configure
  echo "# mine" >>"$profile"
  next_version
  configure
  grep -q "# mine" "$profile" || fail "an administrator's change is lost"
  cmp "$shipped" "$profile.dpkg-new"
  grep -q "was changed here and stays" "$work/said" || fail "nobody was told"
  take_away remove
  [ -e "$profile" ] || fail "an administrator's change is lost"
  take_away purge
  [ -z "$(find "$work/etc/apparmor.d" "$work/var" -name '*cleartext*')" ] || fail "something is left"
}

a_removed_profile_stays_away() {
  machine
  configure
  rm "$profile"
  next_version
  configure
  [ ! -e "$profile" ] || fail "it came back"
}

an_unchanged_profile_goes_with_the_program() {
  machine
  configure
  take_away remove
  [ -z "$(find "$work/etc/apparmor.d" "$work/var" -name '*cleartext*')" ] || fail "something is left"
  configure
  cmp "$shipped" "$profile"
}

"$2"
