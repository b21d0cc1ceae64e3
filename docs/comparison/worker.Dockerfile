# syntax=docker/dockerfile:1
FROM debian:13-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates ffmpeg \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /work
COPY --chmod=755 transcode.sh /usr/local/bin/transcode
USER 10001
ENTRYPOINT ["transcode"]
