# escape=`
FROM python:3.13
RUN pip install flask `
    gunicorn
CMD ["flask","run","--reload"]