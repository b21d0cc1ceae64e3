FROM gcc:14 AS build
RUN apt-get update && apt-get install -y cmake ninja-build
WORKDIR /src
ADD https://github.com/madler/zlib.git#v1.3.1 zlib
ADD --checksum=sha256:9a93b2b7dfdac77ceba5a558a580e74667dd6fede4585b91eefb60f03b72df23 --unpack=true \
    https://zlib.net/fossils/zlib-1.3.1.tar.gz third-party/
COPY CMakeLists.txt *.c *.h ./
RUN cmake -G Ninja -B out -D CMAKE_BUILD_TYPE=Release -S . \
  && cmake --build out \
  && ctest --test-dir out --output-on-failure
FROM debian:bookworm-slim
COPY --from=build /src/out/program /usr/bin/program
CMD ["program"]
