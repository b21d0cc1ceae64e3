FROM python:3.13 AS base
CMD ["flask", "run", "--reload"]
FROM base AS scripted
COPY docker-entrypoint.sh /
ENTRYPOINT ["/docker-entrypoint.sh"]
CMD ["gunicorn", "--reload", "--bind", "0.0.0.0:5000", "app:app"]
EXPOSE 8000
FROM scripted AS shell
ENTRYPOINT exec tini -- uvicorn main:app --reload
FROM scripted
ENTRYPOINT []
