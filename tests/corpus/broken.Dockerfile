FORM python:3.13
COPY --form=build . .
RNU pip install flask
ENV A=1 B "unclosed
EXPOSE
CMD ["flask", "run", "--reload"
ENTRYPOINT ['gunicorn', 'app:app']
HEALTHCHECK --interval CMD
LABEL
ARG 1=2 =
COPY onlyone
VOLUME [
\
