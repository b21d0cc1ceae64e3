# The front end: built by Node, served by nginx.
FROM node:24-alpine AS build

WORKDIR /frontend-react-js

COPY . .
RUN npm install
RUN npm run build

FROM nginx:1.29-alpine

# Too late: the bundler has already written the address into the JavaScript files.
ENV REACT_APP_API_URL=https://api.example.com

COPY --from=build /frontend-react-js/build /usr/share/nginx/html

EXPOSE 80
CMD ["nginx", "-g", "daemon off;"]
