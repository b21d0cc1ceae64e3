ARG CUDA=12.6.3
FROM nvidia/cuda:${CUDA}-cudnn-devel-ubuntu24.04
ARG DEBIAN_FRONTEND=noninteractive
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3 python3-pip python3-venv \
 && rm -rf /var/lib/apt/lists/*
RUN python3 -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH LD_LIBRARY_PATH=/usr/local/cuda/lib64:${LD_LIBRARY_PATH:-}
RUN --mount=type=cache,id=pip-cuda,target=/root/.cache/pip \
    pip install torch --index-url https://download.pytorch.org/whl/cu126
WORKDIR /train
COPY train.py configs/*.yaml ./
VOLUME ["/data", "/checkpoints"]
ENTRYPOINT ["torchrun", "--nproc_per_node=1", "train.py"]
