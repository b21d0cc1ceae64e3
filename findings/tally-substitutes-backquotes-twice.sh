#!/usr/bin/env bash
# tally rewrites backquotes as `$($(…))`, so the output of a command is run as a command.
#
# Tool: PyPI tally-cli 0.45.0.
# Expected: backquotes around `date` become `$(date)`.
# Seen: with `--fix --fix-unsafe`, it is `echo $($(date))`, and the shell looks for a program with the name of a weekday.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv tools
tools/bin/pip install --quiet --disable-pip-version-check tally-cli==0.45.0

cat >Dockerfile <<'END'
FROM debian:13-slim

RUN echo `date` > /built
RUN ls /built
RUN wc /built
END
cat >expected <<'END'
FROM debian:13-slim

RUN <<EOF
set -e
echo $($(date)) >/built
ls /built
wc /built
EOF
END
echo "given:" && cat Dockerfile
tools/bin/tally lint --fix --fix-unsafe Dockerfile >tally.log 2>&1 || true
echo "fixed:" && cat Dockerfile
diff expected Dockerfile || { echo "tally has changed its fix"; exit 1; }
