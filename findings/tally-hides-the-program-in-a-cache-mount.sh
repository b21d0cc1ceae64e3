#!/usr/bin/env bash
# tally puts a cache mount over the folder that a later COPY takes the program from, so the program is in no layer.
#
# Tool: PyPI tally-cli 0.45.0.
# Expected: a stage that copies `/app/target/release/app` shows that `/app/target` is a result of the RUN, no mere cache.
# Seen: with `--fix --fix-unsafe`, `/app/target` is a cache mount and the COPY stays: it finds no such file.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv tools
tools/bin/pip install --quiet --disable-pip-version-check tally-cli==0.45.0

cat >Dockerfile <<'END'
FROM rust:1.90 AS build

WORKDIR /app

COPY . .

RUN cargo build --release

FROM debian:13-slim

COPY --from=build /app/target/release/app /app
END
cat >expected <<'END'
FROM rust:1.90 AS build

WORKDIR /app

COPY . .

RUN --mount=type=cache,target=/app/target,id=cargo-target --mount=type=cache,target=/usr/local/cargo/git/db,id=cargo-git --mount=type=cache,target=/usr/local/cargo/registry,id=cargo-registry cargo build --release

FROM debian:13-slim

COPY --from=build /app/target/release/app /app
END
echo "given:" && cat Dockerfile
tools/bin/tally lint --fix --fix-unsafe Dockerfile >tally.log 2>&1 || true
echo "fixed:" && cat Dockerfile
diff expected Dockerfile || { echo "tally has changed its fix"; exit 1; }
