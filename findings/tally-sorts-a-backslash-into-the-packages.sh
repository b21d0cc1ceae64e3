#!/usr/bin/env bash
# A safe fix of tally sorts packages, deletes the comment between them and leaves a line that stops the build.
#
# Tool: PyPI tally-cli 0.45.0.
# Expected: `--fix` alone applies safe fixes, so the three packages become a sorted list that still installs them.
# Seen: the backslash stands before `git` and no longer ends the line, so `cmake` begins an instruction. The comment is gone.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv tools
tools/bin/pip install --quiet --disable-pip-version-check tally-cli==0.45.0

cat >Dockerfile <<'END'
FROM debian:13-slim

RUN apt-get update \
	&& apt-get install -y --no-install-recommends git \
	# builds
	cmake \
	curl
END
cat >expected <<'END'
FROM debian:13-slim

RUN apt-get update \
	&& apt-get install -y --no-install-recommends \ git
	cmake \
	curl
END
echo "given:" && cat Dockerfile
tools/bin/tally lint --fix Dockerfile >tally.log 2>&1 || true
echo "fixed:" && cat Dockerfile
diff expected Dockerfile || { echo "tally has changed its fix"; exit 1; }
