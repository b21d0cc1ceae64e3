FROM alpine:3.21 AS fetch
ARG TERRAFORM_VERSION=1.11.0 TARGETARCH
RUN apk add --no-cache curl unzip
RUN curl -fsSLo /tmp/tf.zip "https://releases.hashicorp.com/terraform/${TERRAFORM_VERSION}/terraform_${TERRAFORM_VERSION}_linux_${TARGETARCH}.zip" \
 && unzip /tmp/tf.zip -d /usr/local/bin

FROM alpine:3.21
COPY --from=fetch /usr/local/bin/terraform /usr/local/bin/
COPY --from=docker.io/bitnami/kubectl:1.32 /opt/bitnami/kubectl/bin/kubectl /usr/local/bin/
COPY --from=shared scripts/*.sh /scripts/
ENTRYPOINT ["terraform"]
CMD ["version"]
