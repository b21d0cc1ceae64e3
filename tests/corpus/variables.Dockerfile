ARG VERSION=3.13 FLAVOR
ARG IMAGE="python:${VERSION}${FLAVOR:+-$FLAVOR}"
FROM --platform=${TARGETPLATFORM:-linux/amd64} ${IMAGE:?an image is needed}
ARG VERSION
ARG MODE=development DEBUG
ENV FLASK_ENV=${MODE} FLASK_DEBUG=${DEBUG:-1} DEEP=${A:-${B:-${C:-"$D"}}}
ENV PATH="/venv/bin:$PATH" \
    LITERAL='$PATH' ESCAPED=\$PATH TRIM=${VERSION%.*}${VERSION##*.} SUB=${MODE/dev/prod}
ENV PORT=8080
EXPOSE ${PORT} ${PORT:+9090}/udp
WORKDIR ${UNSET}/app/$MODE
COPY --chown=${UID:-1000} . ${DEST:-.}
RUN pip install "flask==$FLASK_VERSION" ${EXTRA} && echo ${!x} $(date) `hostname` $((1 + 2))
CMD flask run --port=$PORT $FLAGS
