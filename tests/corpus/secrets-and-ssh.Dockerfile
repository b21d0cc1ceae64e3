# syntax=docker/dockerfile:1.10
FROM alpine:3.21
RUN --mount=type=secret,id=aws,env=AWS_SECRET_ACCESS_KEY --mount=type=secret,id=cfg,dst=/cfg,mode=0440,uid=10,gid=10 \
    --network=none \
    test -n "$AWS_SECRET_ACCESS_KEY" && wc -c < /cfg
RUN --mount=type=ssh,id=deploy,required=true ssh -T git@example.com; true
RUN --mount=type=tmpfs,target=/scratch,size=128m \
    --mount='type=cache,"target=/a b",sharing=private,from=base' \
    --security=sandbox cp -r /scratch '/a b'
