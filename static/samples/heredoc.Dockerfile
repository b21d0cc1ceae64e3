# syntax=docker/dockerfile:1
FROM debian:13-slim

# A script in place of one line with many &&: only its last command decides whether the step fails.
RUN <<EOF
apt-get update
apt-get install -y curl ca-certificates
curl https://downloads.example.com/report-2.1.tar.gz | tar -xz -C /opt
EOF

COPY <<EOF /etc/report.conf
[report]
output = /var/lib/report
EOF

CMD /opt/report/bin/report --config /etc/report.conf
