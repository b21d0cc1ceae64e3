FROM node:20 AS installer
WORKDIR /repo
COPY --parents package.json package-lock.json packages/*/package.json ./
RUN npm ci
COPY . .
RUN npm run build --workspace=packages/api --workspace=packages/web

FROM node:20-slim AS api
ENV NODE_ENV=production
WORKDIR /repo/packages/api
COPY --from=installer /repo/node_modules /repo/node_modules
COPY --from=installer /repo/packages/api .
CMD ["node", "."]

FROM nginx:1.27-alpine AS web
COPY --from=installer /repo/packages/web/dist /usr/share/nginx/html
