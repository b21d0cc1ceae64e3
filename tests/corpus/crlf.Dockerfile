FROM python:3.13
# Notes
WORKDIR /app
COPY . .
RUN pip install \
    # All of them.
    -r requirements.txt
ENV FLASK_ENV=development \
    FLASK_DEBUG=1
CMD flask run \
    --reload
