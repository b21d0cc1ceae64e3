# escape=`
FROM mcr.microsoft.com/windows/servercore:ltsc2025
SHELL ["powershell", "-Command", "$ErrorActionPreference = 'Stop';"]
WORKDIR C:\app
RUN Invoke-WebRequest https://example.com/python.exe -OutFile C:\python.exe ; `
    # Silent.
    Start-Process C:\python.exe -ArgumentList '/quiet' -Wait ; `
    Remove-Item C:\python.exe
COPY . C:\app\
ENV PATH="C:\Python313;${PATH}"
CMD ["python", "C:\\app\\manage.py", "runserver", "0.0.0.0:8000"]
