FROM python:3.13
RUN [ "pip" ,"install"	, "flask" ]
RUN ["pip","install","-r","requirements.txt"] trailing
RUN ["pip", 'install', "flask"]
RUN []
COPY ["a file", "b\u0020c", "/dest dir/"]
ADD [ "." , "." ]
VOLUME ["/data","/more"]
SHELL ["bash","-c"]
HEALTHCHECK --interval=5s --retries=3 CMD ["curl", "-f", "http://localhost:5000/"]
ENTRYPOINT [ "uvicorn" , "main:app" ]
CMD [ "--reload" \
  # Where.
  , "--port" , "9000" ]
EXPOSE 8000
