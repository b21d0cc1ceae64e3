FROM scratch
LABEL org.opencontainers.image.title="A title" \
      org.opencontainers.image.description="Two \
lines of it" org.opencontainers.image.licenses=MIT\ OR\ Apache-2.0
LABEL "quoted key"='single $HOME' empty= "a=b"=c
LABEL multi="line 1\nline 2" org.example.list='["a", "b"]'
LABEL one two three
