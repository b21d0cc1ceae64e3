FROM composer:2 AS vendor
COPY . /app
RUN composer install --no-dev --ignore-platform-reqs
FROM php:8.4-apache
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpq-dev \
 && docker-php-ext-install pdo_pgsql \
 && rm -rf /var/lib/apt/lists/*
COPY --from=vendor --chown=www-data /app /var/www/html
STOPSIGNAL SIGWINCH
HEALTHCHECK NONE
