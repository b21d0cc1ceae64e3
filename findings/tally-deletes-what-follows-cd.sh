#!/usr/bin/env bash
# tally turns `RUN cd /src; make` into `WORKDIR /src` and deletes the command after the semicolon.
#
# Tool: PyPI tally-cli 0.45.0.
# Expected: `WORKDIR /src` and `RUN make`.
# Seen: with `--fix --fix-unsafe`, `make` is nowhere in the file.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv tools
tools/bin/pip install --quiet --disable-pip-version-check tally-cli==0.45.0

cat >Dockerfile <<'END'
FROM debian:13-slim

RUN cd /src; make
END
cat >expected <<'END'
FROM debian:13-slim

WORKDIR /src
END
echo "given:" && cat Dockerfile
tools/bin/tally lint --fix --fix-unsafe Dockerfile >tally.log 2>&1 || true
echo "fixed:" && cat Dockerfile
diff expected Dockerfile || { echo "tally has changed its fix"; exit 1; }
