FORM python:3.13-slim

WORKDIR /app
COPY requirements.txt
RNU pip install -r requirements.txt
ENV GREETING
CMD ["python", "app.py"
