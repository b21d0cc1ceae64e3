FROM python:3.12
ENV PYTHONDONTWRITEBYTECODE 1
ENV PYTHONUNBUFFERED 1
WORKDIR /code
COPY Pipfile Pipfile.lock /code/
RUN pip install pipenv && pipenv install --system
COPY . /code/
RUN python manage.py collectstatic --noinput
EXPOSE 8000
CMD python manage.py migrate && python manage.py runserver 0.0.0.0:8080
