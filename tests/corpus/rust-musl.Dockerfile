FROM rust:1-alpine AS build
RUN apk add --no-cache musl-dev openssl-dev openssl-libs-static
WORKDIR /w
RUN cargo init --bin . --name w
COPY Cargo.toml Cargo.lock ./
RUN cargo build --release && rm -f target/release/deps/w-*
COPY src ./src
RUN touch src/main.rs; cargo build --release
FROM alpine
COPY --from=0 /w/target/release/w /bin/w
CMD w
