FROM golang:1.23-bookworm
ARG GOPRIVATE=git.example.com/*
ENV GOPRIVATE=$GOPRIVATE
RUN git config --global url."ssh://git@git.example.com/".insteadOf "https://git.example.com/"
RUN mkdir -p -m 0700 ~/.ssh && ssh-keyscan git.example.com >> ~/.ssh/known_hosts
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=ssh --mount=type=secret,id=netrc,target=/root/.netrc,required go mod download
COPY . .
RUN go vet ./... && go test -count=1 ./... && go install ./cmd/...
STOPSIGNAL SIGINT
CMD exec server
