# One image for every process of the simulator; docker-compose.yml says which container runs which.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 MM_DATA_DIR=/data
RUN useradd --create-home --home-dir /simulator simulator && install -d -o simulator -g simulator /data
WORKDIR /simulator

COPY requirements/base.txt requirements/base.txt
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements/base.txt

COPY . .
RUN MM_DATA_DIR=/tmp/build python manage.py build_static && rm -r /tmp/build
USER simulator
VOLUME /data
CMD ["python", "manage.py", "run"]
