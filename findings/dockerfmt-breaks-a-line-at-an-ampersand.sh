#!/usr/bin/env bash
# dockerfmt breaks a RUN after `&` and writes no backslash, so the second command becomes an instruction of its own.
#
# Tool: npm @reteps/dockerfmt 0.5.4 (the WebAssembly build of dockerfmt).
# Expected: `dir > nul & echo ready` stays one line, or is continued with a backslash.
# Seen: `RUN dir >nul &` and, on the next line, `echo ready`: a build stops at an unknown instruction.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >npm.log
npm install --silent --no-audit --no-fund @reteps/dockerfmt@0.5.4 >>npm.log

cat >Dockerfile <<'END'
FROM servercore:ltsc2022
SHELL ["cmd", "/S", "/C"]
RUN dir > nul & echo ready
END
cat >expected <<'END'
FROM servercore:ltsc2022
SHELL ["cmd", "/S", "/C"]
RUN dir >nul &
echo ready
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
