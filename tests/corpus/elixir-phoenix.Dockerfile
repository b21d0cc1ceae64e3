ARG ELIXIR=1.18.2
ARG OTP=27.2.1
ARG DEBIAN=bookworm-20250203-slim
ARG BUILDER="hexpm/elixir:${ELIXIR}-erlang-${OTP}-debian-${DEBIAN}"
ARG RUNNER="debian:${DEBIAN}"

FROM ${BUILDER} AS builder
RUN mix local.hex --force && mix local.rebar --force
ENV MIX_ENV="prod"
COPY mix.exs mix.lock ./
RUN mix deps.get --only $MIX_ENV
COPY lib lib
RUN mix do compile + release

FROM ${RUNNER}
ENV LANG=en_US.UTF-8 LANGUAGE=en_US:en
RUN sed -i '/en_US.UTF-8/s/^# //g' /etc/locale.gen && locale-gen
WORKDIR "/app"
RUN chown nobody /app
COPY --from=builder --chown=nobody:root /app/_build/prod/rel/hello ./
USER nobody
CMD ["/app/bin/server"]
