FROM alpine
ENV A=1 B="two words" C='three $A' D=four\ words E="esc \"q\" \$A"
ENV F = 5
ENV G a b   c
ENV H="${A}${B:+ and }$B" I=${NOPE-x}${NOPE:-$A} J="${C#three }" K=${B% *}
ENV L="\
long" M=\\ N="'" O='"' P=$ Q=a=b=c
ENV R="multi
ARG S=${A:?} T='${A}'
