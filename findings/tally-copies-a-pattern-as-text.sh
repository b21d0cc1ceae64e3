#!/usr/bin/env bash
# tally writes `RUN echo /opt/* > FILE` as a COPY with a heredoc, where no shell replaces the pattern by names.
#
# Tool: PyPI tally-cli 0.45.0.
# Expected: an unquoted `*` is work for the shell, so the RUN stays.
# Seen: with `--fix --fix-unsafe`, the file holds the six characters `/opt/*`, not the names of files.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv tools
tools/bin/pip install --quiet --disable-pip-version-check tally-cli==0.45.0

cat >Dockerfile <<'END'
FROM debian:13-slim

RUN echo /opt/* > /programs
END
cat >expected <<'END'
FROM debian:13-slim

COPY <<EOF /programs
/opt/*
EOF
END
echo "given:" && cat Dockerfile
tools/bin/tally lint --fix --fix-unsafe Dockerfile >tally.log 2>&1 || true
echo "fixed:" && cat Dockerfile
diff expected Dockerfile || { echo "tally has changed its fix"; exit 1; }
