FROM node:20

WORKDIR /app
COPY . .
RUN npm install

ENV NODE_ENV=development
EXPOSE 3000

CMD ["npx", "nodemon", "server.js"]
