FROM python:3.12

WORKDIR /app
RUN apt-get update && apt-get install -y libpq-dev
COPY requirements.txt .
RUN pip install -r requirements.txt
COPY . .

ENV DJANGO_DEBUG=True
EXPOSE 8000

CMD python manage.py runserver 0.0.0.0:8000
