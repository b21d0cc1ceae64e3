# escape=`
FROM busybox
RUN echo a `
 b \
RUN echo "c``" `
 d
ENV X=a` b Y="`"q`"" Z=C:\dir\
COPY a`
 b /c/
