FROM quay.io/jupyter/scipy-notebook:2025-03-14
USER root
RUN apt-get update --yes && \
    apt-get install --yes --no-install-recommends graphviz pandoc && \
    apt-get clean && rm -rf /var/lib/apt/lists/*
USER ${NB_UID}
RUN mamba install --yes 'polars>=1.0' \
      "altair" && \
    mamba clean --all -f -y && \
    fix-permissions "${CONDA_DIR}" && \
    fix-permissions "/home/${NB_USER}"
