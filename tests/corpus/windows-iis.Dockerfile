# escape=`
ARG TAG=ltsc2022
FROM mcr.microsoft.com/windows/servercore/iis:windowsservercore-${TAG}
SHELL ["powershell", "-NoProfile", "-Command", "$ErrorActionPreference = 'Stop'; $ProgressPreference = 'SilentlyContinue';"]
RUN Add-WindowsFeature Web-Asp-Net45 ; `
    Remove-Website -Name 'Default Web Site' ; `
    New-Item -ItemType Directory -Path 'C:\site' | Out-Null
WORKDIR C:\site
COPY [".\\bin\\Release", "C:\\site"]
RUN New-Website -Name site -PhysicalPath 'C:\site' -Port 8000 -Force
SHELL ["cmd", "/S", "/C"]
RUN setx /M APP_MODE production && dir C:\site
EXPOSE 8000
ENTRYPOINT ["C:\\ServiceMonitor.exe", "w3svc"]
