FROM alpine
# before
RUN apk add \
# inside
    curl \
    # indented inside

    git \
#
    && true
RUN true \
# the last thing inside is a comment
CMD echo \
# and the file ends in one
