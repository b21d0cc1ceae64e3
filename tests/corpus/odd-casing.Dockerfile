from Python:3.13 as Web
	run   PIP   install flask
Run pip install    flask   
  Env    FLASK_ENV    development
eNv FLASK_DEBUG = 1
expose 5000/TCP
cMd    [   "flask"   ,"run","--RELOAD", "--reload"   ]
