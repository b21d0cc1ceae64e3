FROM python:3.13
RUN pip install flask \

    # A blank line above, which Docker warns of.
    gunicorn && \
    pip3 install -r requirements.txt \
    \
CMD flask run \
