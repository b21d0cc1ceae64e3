# Größe, 日本語, 𝄞 – everything but ASCII.
FROM python:3.13
LABEL org.opencontainers.image.title="Überblick 📦" autor=Łukasz
ENV GREETING="¡Hola! 𝄞" ÄÖÜ=1
COPY ["naïve file.txt", "/日本語/"]
RUN echo "𝄞𝄞" && pip install flask # ✓
CMD ["flask", "run", "--reload", "--host=ünï.example"]
