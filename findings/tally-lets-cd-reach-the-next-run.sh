#!/usr/bin/env bash
# tally joins two RUNs although the first one changes its directory, so the second one works in another folder.
#
# Tool: PyPI tally-cli 0.45.0.
# Expected: each RUN starts in the WORKDIR again, so `cd /src` needs a subshell before the RUNs can be joined.
# Seen: with `--fix --fix-unsafe`, `touch built` follows `cd /src` in one shell: it writes `/src/built`, not `/app/built`.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv tools
tools/bin/pip install --quiet --disable-pip-version-check tally-cli==0.45.0

cat >Dockerfile <<'END'
FROM debian:13-slim

WORKDIR /app

RUN cd /src && make && make install
RUN touch built
END
cat >expected <<'END'
FROM debian:13-slim

WORKDIR /app

RUN <<EOF
set -e
cd /src
make
make install
touch built
EOF
END
echo "given:" && cat Dockerfile
tools/bin/tally lint --fix --fix-unsafe Dockerfile >tally.log 2>&1 || true
echo "fixed:" && cat Dockerfile
diff expected Dockerfile || { echo "tally has changed its fix"; exit 1; }
