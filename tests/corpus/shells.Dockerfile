FROM python:3.13
SHELL ["/bin/bash", "-euxo", "pipefail", "-c"]
RUN if [[ "$(uname -m)" == x86_64 ]]; then pip install a; elif true; then pip install b; else :; fi
RUN for package in flask "gunicorn>=23" ; do pip install "$package" || exit 1; done
RUN case "$TARGETARCH" in amd64|arm64) pip install c ;; *) echo "no $TARGETARCH" >&2; exit 1 ;; esac
RUN f() { pip install "$@"; }; f d && (cd /tmp && pip install e) & wait
RUN bash -c "pip install \"f\" && sh -c 'pip install g'"
RUN ["/bin/sh", "-c", "pip install h && echo \"ok\""]
RUN env PIP_NO_CACHE_DIR=1 pip install i; PIP_NO_CACHE_DIR=0 sudo -H -u app pip install j
RUN eval "pip install k" && xargs pip install < list.txt && cat <(pip freeze) <<< "$X"
RUN arr=(a b "c d"); pip install "${arr[@]}" 2>&1 | tee /log
CMD exec python3 -u -m flask run
