#!/usr/bin/env bash
# dockerfmt deletes every heredoc but the first of an instruction, so a build finds no end of the second one.
#
# Tool: npm @reteps/dockerfmt 0.5.4 (the WebAssembly build of dockerfmt).
# Expected: an instruction may open several heredocs, and both bodies stay.
# Seen: `COPY <<A <<B /etc/app/` still names both, but the body of B is gone together with its last line. RUN is the same.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >npm.log
npm install --silent --no-audit --no-fund @reteps/dockerfmt@0.5.4 >>npm.log

cat >Dockerfile <<'END'
FROM debian:13-slim
COPY <<A <<B /etc/app/
one
A
two
B
END
cat >expected <<'END'
FROM debian:13-slim
COPY <<A <<B /etc/app/
one
A
END
cat >run.mjs <<'END'
import { formatDockerfileContents } from "@reteps/dockerfmt";
import { readFileSync } from "node:fs";
const text = readFileSync("Dockerfile", "utf8");
process.stdout.write(await formatDockerfileContents(text, { indent: 4, trailingNewline: true, spaceRedirects: false }));
process.exit(0);
END
node run.mjs >seen

echo "given:" && cat Dockerfile
echo "formatted:" && cat seen
diff expected seen || { echo "dockerfmt has changed its behavior"; exit 1; }
