# syntax=docker/dockerfile:1.7-labs
FROM python:3.13
RUN --mount=type=cache,target=/root/.cache/pip,sharing=locked \
    --mount=type=secret,id=pip.conf,target=/etc/pip.conf,required=true \
    --mount=type=ssh \
    pip install -r https://example.com/requirements.txt
RUN --network=none --security=sandbox --mount=type=tmpfs,target=/tmp,size=64m true
RUN --mount=type=bind,target=. pip install .
RUN --mount=target=/x --mount=type=nothing,id pip install flask
ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/a.tar.gz /
COPY --chmod=0755 --chown=1000:1000 --link --parents ./src/./main.py /app/
CMD gunicorn --reload app:app
