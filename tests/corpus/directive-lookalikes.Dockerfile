#syntax=docker/dockerfile:1
# unknown=directive
# escape=`
FROM alpine
RUN echo a \
  b
