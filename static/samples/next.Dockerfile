# A shop in Next.js, whose address of the API is decided when it is built.
FROM node:24-alpine

WORKDIR /shop
COPY . .
RUN npm install
RUN npm run build

# The browser's files are written by now: this reaches the server's part only.
ENV NEXT_PUBLIC_API_URL=https://api.example.com

EXPOSE 3000
CMD ["npx", "next", "dev"]
