# An API in .NET, with a stage to build it and one to run it.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build

WORKDIR /src
COPY . .
RUN dotnet publish -c Release -o /out

FROM mcr.microsoft.com/dotnet/aspnet:10.0

WORKDIR /app
COPY --from=build /out .
ENV ASPNETCORE_ENVIRONMENT=Development
EXPOSE 8080
CMD ["dotnet", "Api.dll"]
