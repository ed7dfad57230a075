# The workbook and what it needs to run, nothing else; the project, with its returns, is mounted and never part of the image:
#   docker build --tag workbook .
#   docker run --rm --user "$(id -u):$(id -g)" --volume "$PWD:/project" workbook build 2023
FROM python:3.11-slim AS wheel
WORKDIR /workbook
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes --requirement requirements.lock
COPY pyproject.toml README.md ./
COPY src src
RUN pip wheel --no-deps --no-build-isolation --wheel-dir /wheel .

FROM python:3.11-slim
COPY requirements.run.lock ./
RUN pip install --no-cache-dir --require-hashes --requirement requirements.run.lock
COPY --from=wheel /wheel /wheel
RUN pip install --no-cache-dir --no-deps /wheel/*.whl
ENV HOME=/tmp
WORKDIR /project
ENTRYPOINT ["workbook"]
