#!/usr/bin/env bash
# dockerfmt takes the JSON form from a COPY after ONBUILD, and one source with a blank in its name becomes two.
#
# Tool: npm @reteps/dockerfmt 0.5.4 (the WebAssembly build of dockerfmt).
# Expected: `ONBUILD COPY ["my file", "/app/"]` keeps its brackets, as COPY without ONBUILD and `ONBUILD RUN` do.
# Seen: `ONBUILD COPY my file /app/`, which copies `my` and `file` in every image that is built on this one.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >npm.log
npm install --silent --no-audit --no-fund @reteps/dockerfmt@0.5.4 >>npm.log

cat >Dockerfile <<'END'
FROM debian:13-slim
ONBUILD COPY ["my file", "/app/"]
END
cat >expected <<'END'
FROM debian:13-slim
ONBUILD COPY my file /app/
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
