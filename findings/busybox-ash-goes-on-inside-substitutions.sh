#!/usr/bin/env bash
# BusyBox's shell takes `set -e` off inside `$(…)`, so on Alpine a RUN goes on where the same line stops on Debian.
#
# Tools: BusyBox 1.35.0 (busybox-static) and dash 0.5.12 as Debian 12 packs them.
# Expected: both descend from one shell and share their rules: `set -e; v=$(false; echo text)` stops at `false`.
# Seen: dash stops with status 1. BusyBox prints `text` and ends with status 0, as bash does outside of its POSIX mode.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get download -qq busybox-static dash 2>apt.log
for package in *.deb; do dpkg -x "$package" root; done

script='set -e; v=$(false; echo text); echo "v=$v"'
cat >expected <<'END'
ash: v=text
ash: status 0
dash: status 1
END
{
  status=0; root/bin/busybox ash -c "$script" >out || status=$?
  sed 's/^/ash: /' out; echo "ash: status $status"
  status=0; root/bin/dash -c "$script" >out || status=$?
  sed 's/^/dash: /' out; echo "dash: status $status"
} >seen

echo "$script" && cat seen
diff expected seen || { echo "a shell has changed its behavior"; exit 1; }
