FROM busybox AS parent
ONBUILD RUN <<EOF
echo put off
EOF
ONBUILD COPY <<motd /etc/
welcome
motd
ONBUILD ADD --chown=1:1 https://example.com/a /a
ONBUILD HEALTHCHECK NONE
ONBUILD WORKDIR /later
FROM parent
RUN ls /etc/motd
