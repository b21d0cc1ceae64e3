# A web service in Rust, with its compiler and all that was built on the way.
FROM rust:1.90

WORKDIR /service
COPY . .
RUN cargo build --release

EXPOSE 8080
CMD ["./target/release/service"]
