FROM composer:2 AS vendor
WORKDIR /app
COPY composer.json composer.lock ./
RUN composer install --no-dev --no-scripts --prefer-dist --optimize-autoloader

FROM php:8.3-fpm-alpine
RUN set -eux; \
    apk add --no-cache --virtual .build-deps $PHPIZE_DEPS icu-dev; \
    docker-php-ext-install -j"$(nproc)" intl opcache pdo_mysql; \
    runDeps="$(scanelf --needed --nobanner --format '%n#p' --recursive /usr/local/lib/php/extensions \
        | tr ',' '\n' | sort -u \
        | awk 'system("[ -e /usr/local/lib/" $1 " ]") == 0 { next } { print "so:" $1 }')"; \
    apk add --no-cache $runDeps; \
    apk del .build-deps
COPY --from=vendor /app/vendor /var/www/html/vendor
COPY . /var/www/html
COPY <<INI /usr/local/etc/php/conf.d/app.ini
memory_limit = ${PHP_MEMORY:-256M}
display_errors = Off
INI
