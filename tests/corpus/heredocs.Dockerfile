# syntax=docker/dockerfile:1
FROM python:3.13-slim AS base
RUN <<-SETUP
	set -eu
	# A comment of the shell.
	apt-get update
	apt-get install -y --no-install-recommends curl
	SETUP
RUN python3 <<'PY'
print("not ${EXPANDED}")
PY
RUN <<ONE cat && cat <<TWO
first $HOME
ONE
second
TWO
COPY <<config.ini <<"users.csv" /etc/app/
[server]
port = 5000
config.ini
name,role
users.csv
RUN <<EOF
pip install flask
pip3 install \
  gunicorn
EOF
ENV FLASK_ENV=development
CMD ["flask", "run", "--reload"]
