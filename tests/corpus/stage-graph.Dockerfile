FROM alpine AS one
RUN touch /1
FROM one AS two
FROM alpine AS unused
RUN touch /3
FROM busybox
COPY --from=two /1 /
COPY --from=0 /1 /one
RUN --mount=from=one,target=/m --mount=type=cache,target=/c,from=2 ls /m
FROM alpine AS one
COPY --from=3 /1 /again
FROM one AS last
COPY --from=last-of-all /x /x
