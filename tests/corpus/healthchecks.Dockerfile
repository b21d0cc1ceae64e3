FROM alpine
HEALTHCHECK NONE
HEALTHCHECK --interval=5m --timeout=3s CMD curl -f http://localhost/ || exit 1
HEALTHCHECK --interval=1m30s --retries=0 CMD ["wget", "-q", "http://localhost"]
healthcheck --start-period=0 cmd true
HEALTHCHECK --timeout=500us CMD true
HEALTHCHECK CMD
HEALTHCHECK CMDS true
