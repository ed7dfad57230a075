# The workbook alone; the project, with its returns, is mounted and never part of the image:
#   docker build --tag workbook .
#   docker run --rm --user "$(id -u):$(id -g)" --volume "$PWD:/project" workbook build 2023
FROM python:3.11-slim
WORKDIR /workbook
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes --requirement requirements.lock
COPY pyproject.toml README.md ./
COPY src src
RUN pip install --no-cache-dir --no-deps --no-build-isolation .
ENV HOME=/tmp
WORKDIR /project
ENTRYPOINT ["workbook"]
