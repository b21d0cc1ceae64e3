#!/usr/bin/env bash
# A safe fix of tally stops builds on Alpine: it gives BusyBox's wget an option that only GNU wget has.
#
# Tools: PyPI tally-cli 0.45.0; BusyBox 1.35.0 as Debian 12 packs it (busybox-static).
# Expected: on `FROM alpine` wget is BusyBox's, so a fix against progress in the log uses `-q` or leaves the line alone.
# Seen: `tally lint --fix` writes `wget --progress=dot:giga`, and BusyBox answers `unrecognized option` with status 1.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv tools
tools/bin/pip install --quiet --disable-pip-version-check tally-cli==0.45.0
apt-get download -qq busybox-static 2>apt.log
dpkg -x busybox-static_*.deb busybox

printf 'FROM alpine:3.22\nRUN wget -O /x.sh https://downloads.example/x.sh\n' >Dockerfile
tools/bin/tally lint --fix Dockerfile >tally.log 2>&1 || true
cat Dockerfile && echo
grep -qx 'RUN wget --progress=dot:giga -O /x.sh https://downloads.example/x.sh' Dockerfile ||
  { echo "tally has changed its fix"; exit 1; }

busybox/bin/busybox wget --progress=dot:giga -O x http://127.0.0.1:9/ >busybox.log 2>&1 || true
answer=$(head -n 1 busybox.log)
echo "$answer"
[ "$answer" = "wget: unrecognized option '--progress=dot:giga'" ] || { echo "BusyBox has changed its answer"; exit 1; }
