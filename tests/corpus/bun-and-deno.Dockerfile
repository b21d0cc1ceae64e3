FROM oven/bun:1 AS bun
WORKDIR /usr/src/app
COPY package.json bun.lockb ./
RUN bun install --frozen-lockfile --production
COPY . .
USER bun
EXPOSE 3000/tcp
ENTRYPOINT [ "bun", "run", "index.ts" ]

FROM denoland/deno:2.1.4
WORKDIR /app
USER deno
COPY deno.json deno.lock main.ts ./
RUN deno cache main.ts
CMD ["run", "--allow-net", "main.ts"]
