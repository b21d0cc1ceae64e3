# escape=`

FROM mcr.microsoft.com/windows/servercore:ltsc2025 AS tools
RUN powershell -Command `
      Invoke-WebRequest -UseBasicParsing https://example.com/tool.zip -OutFile tool.zip ; `
      Expand-Archive tool.zip C:\tool
FROM mcr.microsoft.com/windows/nanoserver:ltsc2025
COPY --from=tools C:\tool C:\tool
USER ContainerAdministrator
RUN setx /M PATH "%PATH%;C:\tool"
USER ContainerUser
CMD tool.exe `
    --serve
