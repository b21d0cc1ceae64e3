FROM alpine
CMD ["a",]
CMD ["a" "b"]
CMD ['a']
CMD []
CMD [ ]
CMD ["\u00e9", "tab\t", "\/"]
CMD ["[", "]", ","]
ENTRYPOINT ["unclosed
RUN [ -f /x ] || true
RUN [[ -f /x ]] && true
RUN ["a", "b"] # tail
COPY ["a", "b"
ADD [a] /b
SHELL ["sh", "-c"] x
VOLUME [""]
