#!/usr/bin/env bash
# dockerfile-parse does not know `${NAME:-default}`: it leaves the tail of the expression in the value.
#
# Tool: PyPI dockerfile-parse 2.0.1.
# Expected: `${A:-x}` with A=1 gives `1`, as in a build; a body of a heredoc belongs to its RUN.
# Seen: the value is `1:-x}`. Every line of a heredoc is taken for an instruction of its own, so `IF` and `PRINT("HI")`
# are among the instructions.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv tools
tools/bin/pip install --quiet --disable-pip-version-check dockerfile-parse==2.0.1

cat >run.py <<'END'
import io
from dockerfile_parse import DockerfileParser

def read(text):
    return DockerfileParser(fileobj=io.BytesIO(text.encode()))

print(read("FROM alpine:3.22\nENV A=1\nENV B=${A} C=${A:-x}\n").envs)
script = 'FROM python:3.13\nRUN python3 <<EOF\nif True:\n    print("hi")\nEOF\nCMD ["sh"]\n'
print([it["instruction"] for it in read(script).structure])
END
cat >expected <<'END'
{'A': '1', 'B': '1', 'C': '1:-x}'}
['FROM', 'RUN', 'IF', 'PRINT("HI")', 'EOF', 'CMD']
END
tools/bin/python run.py >seen

cat run.py seen
diff expected seen || { echo "dockerfile-parse has changed its behavior"; exit 1; }
