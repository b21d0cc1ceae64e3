# syntax=docker/dockerfile:1
FROM python:3.13-slim-trixie

ENV PYTHONUNBUFFERED=1

WORKDIR /backend-flask

RUN useradd --system --uid 10001 app

COPY requirements.txt .
# The mount keeps downloads between builds, and out of the image.
RUN --mount=type=cache,target=/root/.cache/pip pip3 install -r requirements.txt

COPY . .

USER 10001
EXPOSE 5000

CMD ["gunicorn", "--bind=0.0.0.0:5000", "--workers=2", "--threads=4", "app:app"]
