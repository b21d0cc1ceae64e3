ARG BASE=python:3.13-slim
ARG REGISTRY=registry.example.com/base
FROM ${BASE} AS Base
WORKDIR /srv
FROM base AS wheels
COPY . .
RUN pip wheel -r requirements.txt -w /wheels
FROM $REGISTRY/cruddur-python:3.13 AS runtime
COPY --from=wheels /wheels /wheels
COPY --from=docker.io/library/alpine:3.22 /etc/passwd /tmp/
RUN --mount=type=bind,from=wheels,source=/wheels,target=/w pip install --no-index /w/*.whl
FROM runtime AS test
RUN pip install pytest && pytest
CMD ["flask", "--app", "hello", "run", "--debug"]
FROM runtime
ENV FLASK_APP=hello FLASK_ENV=development FLASK_DEBUG=1
EXPOSE 80
ENTRYPOINT ["python3", "-m", "flask"]
CMD ["run", "--host=0.0.0.0", "--reload"]
