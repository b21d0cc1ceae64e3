ARG PYTHON_VERSION=3.12
FROM python:${PYTHON_VERSION}-slim AS base
ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    POETRY_VIRTUALENVS_IN_PROJECT=true

FROM base AS deps
RUN pip install --no-cache-dir "poetry==1.8.*"
WORKDIR /code
COPY pyproject.toml poetry.lock ./
RUN poetry install --only main --no-root --no-interaction

FROM base
WORKDIR /code
COPY --from=deps /code/.venv .venv
COPY shop shop
ENTRYPOINT [".venv/bin/gunicorn"]
CMD ["shop.wsgi", "--bind=0.0.0.0:8000", "--workers=3"]
