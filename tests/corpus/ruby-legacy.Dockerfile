FROM ruby:2.7
MAINTAINER Somebody <somebody@example.com>
ENV LANG C.UTF-8
ENV APP_HOME /myapp
LABEL vendor Example Org
RUN apt-get update -qq && apt-get install -y nodejs
RUN mkdir $APP_HOME
WORKDIR $APP_HOME
ADD Gemfile* $APP_HOME/
RUN bundle install
ADD . $APP_HOME
CMD bundle exec rackup -o 0.0.0.0 -p 9292
