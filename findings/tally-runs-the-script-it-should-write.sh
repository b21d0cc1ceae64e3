#!/usr/bin/env bash
# tally merges a RUN that writes a script with the next ones and runs the lines of that script instead of writing it.
#
# Tool: PyPI tally-cli 0.45.0.
# Expected: joining `RUN cat > /start.sh <<EOF` with two more RUNs keeps the inner heredoc, or leaves the three alone.
# Seen: with `--fix --fix-unsafe`, the `cat` is gone and `app --serve "$1"` stands among the commands of the build. With no
# `$1` in the script, the fix is right: it becomes a COPY with a heredoc.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv tools
tools/bin/pip install --quiet --disable-pip-version-check tally-cli==0.45.0

cat >Dockerfile <<'END'
FROM debian:13-slim

RUN cat > /start.sh <<EOF
#!/bin/sh
app --serve "$1"
EOF
RUN chmod +x /start.sh
RUN ls /start.sh
END
cat >expected <<'END'
FROM debian:13-slim

RUN <<EOF
set -e
app --serve "$1"
chmod +x /start.sh
ls /start.sh
EOF
END
echo "given:" && cat Dockerfile
tools/bin/tally lint --fix --fix-unsafe Dockerfile >tally.log 2>&1 || true
echo "fixed:" && cat Dockerfile
diff expected Dockerfile || { echo "tally has changed its fix"; exit 1; }
