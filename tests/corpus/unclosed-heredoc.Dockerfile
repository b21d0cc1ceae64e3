FROM python:3.13
RUN <<EOF
pip install flask
echo "${A:-$(cat <<'B'
