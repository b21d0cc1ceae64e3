# Four secrets, which whoever has the image can read.
FROM node:24-slim

ARG NPM_TOKEN
ENV DATABASE_PASSWORD=change-me

WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm config set //npm.example.com/:_authToken=$NPM_TOKEN && npm ci

COPY .env .
RUN git clone https://robot:s3same@git.example.com/shared/config.git

COPY . .
EXPOSE 3000
CMD ["node", "server.js"]
