FROM nginx:1.27-alpine@sha256:4ff102c5d78d254a6f0da062b3cf39eaf07f01eec0927fd21e219d0af8bc0591
RUN rm /etc/nginx/conf.d/default.conf
COPY --chmod=0444 nginx.conf /etc/nginx/nginx.conf
COPY --chmod=u=rwX,go=rX --exclude=*.map --exclude=**/*.ts dist/ /usr/share/nginx/html/
VOLUME /var/cache/nginx /var/run
EXPOSE 8080 8443/udp
STOPSIGNAL SIGQUIT
