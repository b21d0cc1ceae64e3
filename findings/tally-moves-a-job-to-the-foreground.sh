#!/usr/bin/env bash
# tally writes a chain of commands as a heredoc and loses the `&` that puts the first ones into the background.
#
# Tool: PyPI tally-cli 0.45.0.
# Expected: `start-server && sleep 1 & run-tests` keeps its `&`, since a server in the foreground never ends.
# Seen: with `--fix --fix-unsafe`, `start-server` is a line of its own, and the tests wait for its end.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv tools
tools/bin/pip install --quiet --disable-pip-version-check tally-cli==0.45.0

cat >Dockerfile <<'END'
FROM debian:13-slim

RUN start-server && sleep 1 & run-tests && report && tidy
END
cat >expected <<'END'
FROM debian:13-slim

RUN <<EOF
set -e
start-server
sleep 1
run-tests
report
tidy
EOF
END
echo "given:" && cat Dockerfile
tools/bin/tally lint --fix --fix-unsafe Dockerfile >tally.log 2>&1 || true
echo "fixed:" && cat Dockerfile
diff expected Dockerfile || { echo "tally has changed its fix"; exit 1; }
