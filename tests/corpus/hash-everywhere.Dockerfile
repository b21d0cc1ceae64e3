FROM alpine#tag
RUN echo a # no comment for the builder
RUN # nothing but a shell comment
ENV A=b#c D=# E="#"
COPY #x /y
LABEL a=b #c=d
CMD ["sh", "-c", "echo # quoted"]
