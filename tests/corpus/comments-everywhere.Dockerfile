# check=skip=all
# Not a directive any more: syntax=docker/dockerfile:1
   # Indented.
FROM python:3.13 # not a comment
#
RUN pip install \
# At the margin.
    flask \
    	# By a tab.
    gunicorn # a comment of the shell
ENV A=1 \
    # Of B.
    B=2
CMD uvicorn main:app \
    # Watch the source.
    --reload \
    # Everybody.
    --host 0.0.0.0
# The end, without a line break.