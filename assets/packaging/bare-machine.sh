# To be sourced, as root: a fresh Debian 12 in a folder, entered as a machine of its own would be. A chroot will not do:
# the kernel refuses user namespaces in one. The folder goes when the script that sourced this ends.
# shellcheck shell=bash

# $bare is its folder afterwards. SUITE and MIRROR choose another one: SUITE=noble MIRROR=http://archive.ubuntu.com/ubuntu
make_bare_machine() {
  [ "$(id -u)" -eq 0 ] || { echo "A bare machine is made as root (debootstrap and pivot_root need it)." >&2; exit 2; }
  command -v debootstrap >/dev/null || { echo "debootstrap is missing: apt-get install debootstrap" >&2; exit 2; }
  bare=$(mktemp -d /var/tmp/bare.XXXXXX)
  chmod 755 -- "$bare"
  trap 'rm -rf --one-file-system -- "$bare"' EXIT
  echo "A bare ${SUITE:-bookworm} is made in $bare ..."
  debootstrap --variant=minbase "${SUITE:-bookworm}" "$bare" ${MIRROR:+"$MIRROR"} >"$bare.log" 2>&1 ||
    { tail -n 5 -- "$bare.log" >&2; rm -f -- "$bare.log"; exit 1; }
  rm -f -- "$bare.log"
  cp -- /etc/resolv.conf "$bare/etc/resolv.conf"
  printf '127.0.0.1 localhost %s\n' "$(hostname)" >"$bare/etc/hosts"
}

# What is on standard input runs in it, by bash, as its root; the words are passed on.
in_bare_machine() {
  cat >"$bare/tmp/.script"
  unshare -m bash -c '
    bare=$1; shift
    mount --bind "$bare" "$bare"; cd "$bare"; mkdir -p old
    mount -t proc proc proc; mount --rbind /dev dev; mount --rbind /sys sys
    pivot_root . old; cd /; umount -l /old
    exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive bash /tmp/.script "$@" </dev/null' \
    bash "$bare" "$@"
}
