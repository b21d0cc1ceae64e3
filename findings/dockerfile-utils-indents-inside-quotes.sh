#!/usr/bin/env bash
# The formatter of dockerfile-utils changes the indentation inside a quoted value, and with it the value.
#
# Tool: npm dockerfile-utils 0.16.3, which formats Dockerfiles for language servers and editors.
# Expected: blanks at the start of a continuation line are layout, except inside quotes, where they belong to the value.
# Seen: the six blanks inside `ENV BANNER="first \` become two, so BANNER has another value; the same happens to a word in
# single quotes of a RUN.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >npm.log
npm install --silent --no-audit --no-fund dockerfile-utils@0.16.3 >>npm.log

cat >Dockerfile <<'END'
FROM alpine:3.22
ENV BANNER="first \
      second"
RUN printf 'a \
        b' > /greeting
END
cat >expected <<'END'
FROM alpine:3.22
ENV BANNER="first \
  second"
RUN printf 'a \
  b' > /greeting
END
cat >run.cjs <<'END'
const { format } = require("dockerfile-utils");
const { readFileSync } = require("node:fs");
let text = readFileSync("Dockerfile", "utf8");
const starts = [0];
for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
const offset = ({ line, character }) => starts[line] + character;
const edits = format(text, { insertSpaces: true, tabSize: 2 });
edits.sort((a, b) => offset(b.range.start) - offset(a.range.start));
for (const { range, newText } of edits) {
  text = text.slice(0, offset(range.start)) + newText + text.slice(offset(range.end));
}
process.stdout.write(text);
END
node run.cjs >seen

echo "given:" && cat Dockerfile
echo "formatted:" && cat seen
diff expected seen || { echo "dockerfile-utils has changed its behavior"; exit 1; }
