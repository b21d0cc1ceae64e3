#!/usr/bin/env bash
# dockerfmt turns `ENV NAME several words` into a line that BuildKit refuses.
#
# Tool: npm @reteps/dockerfmt 0.5.4 (the WebAssembly build of dockerfmt).
# Expected: the old form without `=` takes the rest of the line as its value, so the new form needs quotes around it.
# Seen: `ENV GREETING hello   world` becomes `ENV GREETING=hello   world`. There, `world` is a second pair without `=`,
# and a build stops with a syntax error. With one word, the rewrite is right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >npm.log
npm install --silent --no-audit --no-fund @reteps/dockerfmt@0.5.4 >>npm.log

cat >Dockerfile <<'END'
FROM alpine:3.22
ENV LANG C.UTF-8
ENV GREETING hello   world
END
cat >expected <<'END'
FROM alpine:3.22
ENV LANG=C.UTF-8
ENV GREETING=hello   world
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
