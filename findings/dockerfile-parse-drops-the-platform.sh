#!/usr/bin/env bash
# Setting the base image with dockerfile-parse deletes `--platform` from the FROM line.
#
# Tool: PyPI dockerfile-parse 2.0.1, which build systems use to replace base images.
# Expected: `baseimage = "golang:1.25"` replaces the image and keeps the rest of the line, as it keeps `AS build`.
# Seen: `FROM --platform=$BUILDPLATFORM golang:1.24 AS build` becomes `FROM golang:1.25 AS build`: a build for several
# platforms now compiles under emulation.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv tools
tools/bin/pip install --quiet --disable-pip-version-check dockerfile-parse==2.0.1

cat >run.py <<'END'
import io
from dockerfile_parse import DockerfileParser

text = "FROM --platform=$BUILDPLATFORM golang:1.24 AS build\nRUN go build\n"
parser = DockerfileParser(fileobj=io.BytesIO(text.encode()))
parser.baseimage = "golang:1.25"
print(parser.content, end="")
END
cat >expected <<'END'
FROM golang:1.25 AS build
RUN go build
END
tools/bin/python run.py >seen

cat run.py seen
diff expected seen || { echo "dockerfile-parse has changed its behavior"; exit 1; }
