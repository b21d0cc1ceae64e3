FROM rocker/shiny:4.4.2
RUN install2.r --error --skipinstalled \
    bslib \
    # Plots.
    ggplot2 \

    plotly
RUN R -e "install.packages('remotes', repos = 'https://cloud.r-project.org')" \
 && R -q -e 'remotes::install_github("rstudio/renv@v1.0.11")'
COPY app.R /srv/shiny-server/
EXPOSE 3838
CMD ["/usr/bin/shiny-server"]
