# A Spring Boot service, built and run by the same image.
FROM maven:3.9-eclipse-temurin-21

WORKDIR /app
COPY . .
RUN mvn package -DskipTests

ENV SPRING_PROFILES_ACTIVE=dev
EXPOSE 8080

CMD java -jar target/orders.jar
