FROM node:22 AS build
WORKDIR /site
COPY package*.json ./
RUN npm ci
COPY . .
ARG VITE_API_BASE
RUN test -n "$VITE_API_BASE" && npm run build

FROM nginxinc/nginx-unprivileged:1.27-alpine
COPY <<'NGINX' /etc/nginx/conf.d/default.conf
server {
  listen 8080;
  root /usr/share/nginx/html;
  location / { try_files $uri $uri/ /index.html; }
}
NGINX
COPY --from=build --link /site/dist /usr/share/nginx/html
EXPOSE 8080
