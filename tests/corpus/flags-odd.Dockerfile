FROM --platform="linux/amd64" alpine
COPY --from="a" --chown=1:1 --link=false x /y
COPY --link --parents=true ./a/./b /c
RUN -- --flag after
RUN --mount=type=cache,target=/x --mount=type=cache,target=/y --network=host --network=none true
RUN --netwrok=none true
COPY --chwon=a b c
ADD --link --link a b
COPY --from a b c
WORKDIR --x /y
