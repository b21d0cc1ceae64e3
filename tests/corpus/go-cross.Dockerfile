# syntax=docker/dockerfile:1
FROM --platform=$BUILDPLATFORM tonistiigi/xx:1.6.1 AS xx
FROM --platform=$BUILDPLATFORM golang:1.24-alpine AS build
COPY --from=xx / /
ARG TARGETPLATFORM TARGETOS TARGETARCH
WORKDIR /src
RUN --mount=type=bind,target=. \
    --mount=type=cache,target=/go/pkg/mod \
    --mount=type=cache,target=/root/.cache/go-build,id=go-build-$TARGETPLATFORM \
    xx-go build -o /out/tool . && xx-verify /out/tool
FROM alpine:3.21
RUN --mount=from=build,source=/out,target=/mnt install -m 0755 /mnt/tool /usr/local/bin/tool
CMD ["tool", "--help"]
