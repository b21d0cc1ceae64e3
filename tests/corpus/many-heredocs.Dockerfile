FROM alpine
COPY <<1 <<2 <<3 <<4 /n/
one
1
two
2
three
3
4
RUN <<1 cat; cat <<2 - <<3
a
1
b
2
c
3
