# syntax=docker/dockerfile:1

# The backend for production as one would write it today.
FROM python:3.13-slim-trixie AS build

ENV PIP_DISABLE_PIP_VERSION_CHECK=1

RUN python -m venv /venv
ENV PATH=/venv/bin:$PATH

# The list comes as a mount: nothing is copied that the image does not need.
RUN --mount=type=cache,target=/root/.cache/pip \
    --mount=type=bind,source=requirements.txt,target=/tmp/requirements.txt \
    pip install -r /tmp/requirements.txt

FROM python:3.13-slim-trixie

ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1

RUN useradd --system --uid 10001 app

WORKDIR /app
COPY --from=build /venv /venv
COPY . .

USER 10001
EXPOSE 8000
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "app:app"]
