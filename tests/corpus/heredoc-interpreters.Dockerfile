# syntax=docker/dockerfile:1
FROM python:3.13-alpine
RUN <<EOF
#!/usr/bin/env python3
import sys
if sys.version_info < (3, 13):
    raise SystemExit("too old")
EOF
RUN <<-"SCRIPT"
	set -e
	for tool in git make; do
		apk add --no-cache "$tool"
	done
	SCRIPT
RUN cat <<A <<B > /both
one $HOME
A
two
B
RUN python3 - <<'PY' && echo done
print('RUN is no instruction here')
COPY = 1
PY
COPY --chmod=755 <<"run.sh" /usr/local/bin/
#!/bin/sh
# EOF
exec "$@"
run.sh
ENTRYPOINT ["run.sh"]
