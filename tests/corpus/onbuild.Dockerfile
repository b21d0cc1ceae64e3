FROM node:24
ONBUILD ARG NODE_ENV
ONBUILD ENV NODE_ENV=$NODE_ENV
ONBUILD COPY package.json /app/
ONBUILD RUN npm install && npm cache clean --force
ONBUILD COPY . /app
onbuild onbuild run echo nested
ONBUILD FROM scratch
WORKDIR /app
CMD [ "npm", "start" ]
