ARG TAG=3.21 REGISTRY
ARG FULL=${REGISTRY:+$REGISTRY/}alpine:$TAG
FROM $FULL AS a
ARG TAG
ARG OWN=$TAG-own
RUN echo $TAG $OWN $REGISTRY
ENV OWN=env
ARG OWN=late
FROM a AS b
RUN echo $TAG $OWN
ARG HTTP_PROXY TARGETARCH SOURCE_DATE_EPOCH
FROM --platform=linux/${NOPE:-arm64} alpine:${TAG:-edge} AS c
COPY --from=1 /x /y
FROM scratch AS final
COPY --from=b /etc/os-release /
