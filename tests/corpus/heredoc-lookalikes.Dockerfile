FROM alpine
RUN cat <<< "here string"
RUN echo "<<EOF" '<<EOF' \<<EOF
RUN echo $((1<<4)) a<<b
RUN ["cat", "<<EOF"]
ENV A=<<EOF
CMD cat <<EOF
LABEL x=<<y
RUN cat <<'E O F' | wc
quoted name
E O F
RUN cat <<-EOF
		tabs
  	EOF
	EOF
COPY <<a <<b /dest/
b
a
a
b
