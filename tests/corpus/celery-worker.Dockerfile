FROM python:3.11

WORKDIR /worker

# Two processes share this image: the command decides.
COPY requirements/base.txt requirements/worker.txt requirements/
RUN pip install -r requirements/worker.txt

COPY tasks/ tasks/
COPY celeryconfig.py .

ENV C_FORCE_ROOT=false
USER nobody
HEALTHCHECK --interval=1m --timeout=10s --retries=5 \
  CMD celery -A tasks inspect ping -d "celery@$HOSTNAME" || exit 1
CMD celery -A tasks worker --loglevel=INFO --concurrency=4
