# syntax=docker/dockerfile:1
FROM rust:1.90-slim AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/src/target --mount=type=cache,target=/usr/local/cargo/registry cargo build --release --locked && cp target/release/server /server

FROM debian:13-slim
COPY --from=build /server /usr/local/bin/server
USER 10001
EXPOSE 8080
CMD ["server"]
