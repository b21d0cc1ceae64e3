# syntax=docker/dockerfile:1
FROM composer:2 AS packages
WORKDIR /app
COPY composer.json composer.lock ./
RUN --mount=type=cache,target=/tmp/cache composer install --no-dev --no-scripts --no-interaction

FROM php:8.4-fpm-alpine
WORKDIR /app
COPY --from=packages /app/vendor ./vendor
COPY src ./src
USER www-data
EXPOSE 9000
