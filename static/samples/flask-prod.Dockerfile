# The backend as its users reach it, the way the tutorial builds it.
FROM 257394477950.dkr.ecr.us-east-1.amazonaws.com/cruddur-python:3.10-slim-buster

WORKDIR /backend-flask

# The list alone, so that an edit of the code does not install it again.
COPY requirements.txt .
RUN pip3 install --no-cache-dir -r requirements.txt

COPY . .

ENV FLASK_ENV=production
# What is printed appears at once.
ENV PYTHONUNBUFFERED=1

EXPOSE 5000

# No reloader here: the files of an image do not change.
CMD [ "python3", "-m", "flask", "run", "--host=0.0.0.0", "--port=5000" ]
