# One package of a monorepo: a front end built by Vite, served by nginx.
ARG VITE_API_URL=https://api.example.com

FROM node:24-alpine AS build

WORKDIR /repo
COPY package.json package-lock.json ./
COPY packages/web/package.json packages/web/
RUN npm install --workspace=packages/web

COPY packages/web packages/web
RUN npm run build --workspace=packages/web

FROM nginx:latest
COPY --from=build /repo/packages/web/dist /usr/share/nginx/html
EXPOSE 80
