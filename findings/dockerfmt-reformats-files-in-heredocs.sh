#!/usr/bin/env bash
# dockerfmt reads the heredoc of `RUN cat <<EOF > FILE` as shell code and takes the indentation out of the written file.
#
# Tool: npm @reteps/dockerfmt 0.5.4 (the WebAssembly build of dockerfmt).
# Expected: the body of a heredoc is data for `cat`, so it stays byte for byte, as the body of a COPY heredoc does.
# Seen: `key:   value` becomes `key: value` and `    nested:  yes` becomes `nested: yes`; a YAML file changes its meaning.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >npm.log
npm install --silent --no-audit --no-fund @reteps/dockerfmt@0.5.4 >>npm.log

cat >Dockerfile <<'END'
FROM debian:13-slim
RUN cat <<EOF > /etc/app.yaml
key:   value
    nested:  yes
EOF
COPY <<EOF /etc/other.yaml
key:   value
    nested:  yes
EOF
END
cat >expected <<'END'
FROM debian:13-slim
RUN cat <<EOF > /etc/app.yaml
key: value
nested: yes
EOF
COPY <<EOF /etc/other.yaml
key:   value
    nested:  yes
EOF
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
