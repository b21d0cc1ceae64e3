# check=skip=JSONArgsRecommended,StageNameCasing;error=true
# syntax=docker/dockerfile:1.8
# escape = \
# A comment ends the directives.
# check=skip=all
FROM busybox AS Odd
CMD echo hi
