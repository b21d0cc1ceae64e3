#!/usr/bin/env bash
# The formatter of dockerfile-utils indents the last line of a heredoc after ONBUILD, and the heredoc has no end any more.
#
# Tool: npm dockerfile-utils 0.16.3, which formats Dockerfiles for language servers and editors.
# Expected: a heredoc of `ONBUILD RUN` stays as it is, as the same heredoc of RUN does.
# Seen: its lines are indented by two blanks, `EOF` among them. Only `EOF` at the start of a line ends the heredoc, so the
# rest of the file belongs to it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >npm.log
npm install --silent --no-audit --no-fund dockerfile-utils@0.16.3 >>npm.log

cat >Dockerfile <<'END'
FROM alpine:3.22
ONBUILD RUN <<EOF
make
EOF
CMD ["app"]
END
cat >expected <<'END'
FROM alpine:3.22
ONBUILD RUN <<EOF
  make
  EOF
CMD ["app"]
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
