#!/usr/bin/env bash
# dockerfmt loses a `&&` of a RUN that has comments and a blank line, and a command becomes arguments of another.
#
# Tool: npm @reteps/dockerfmt 0.5.4 (the WebAssembly build of dockerfmt).
# Expected: comments and blank lines between continued lines are layout; the commands stay as they are.
# Seen: with a comment above each of two commands and a blank line before the second comment, the second `&&` is gone:
# `apt-get check && apt-get clean` is now `apt-get check apt-get clean`.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >npm.log
npm install --silent --no-audit --no-fund @reteps/dockerfmt@0.5.4 >>npm.log

cat >Dockerfile <<'END'
FROM debian:13-slim
RUN apt-get update \
# tools
    && apt-get check \

# lists
    && apt-get clean
END
cat >expected <<'END'
FROM debian:13-slim
RUN apt-get update \
    # tools
    && apt-get check \
    # lists
        apt-get clean
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
