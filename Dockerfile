# One image for the whole simulator in one container, and for each of its processes: docker-compose.yml says which
# container runs which.
#
#   docker build -t mina-meddelanden-simulator .
#   docker run -p 8000:8000 -p 8443:8443 -p 8025:8025 -p 8493-8496:8493-8496 mina-meddelanden-simulator
#
# The last four are operators whose server certificate is to be refused.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 MM_DATA_DIR=/data MM_BIND=0.0.0.0 MM_HTTP_PORT=8000 MM_SOAP_PORT=8443 MM_SMTP_PORT=8025 MM_FAULTY_TLS_PORT=8493
RUN useradd --create-home --home-dir /simulator simulator && install -d -o simulator -g simulator /data
WORKDIR /simulator

COPY requirements/base.txt requirements/base.txt
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements/base.txt

COPY . .
RUN MM_DATA_DIR=/tmp/build MM_BIND=127.0.0.1 python manage.py build_static && rm -r /tmp/build
USER simulator
VOLUME /data
EXPOSE 8000 8443 8025 8493-8496
HEALTHCHECK --interval=5s --timeout=10s --start-period=60s --start-interval=1s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ['MM_HTTP_PORT'] + '/readyz', timeout=8)"]
ENTRYPOINT ["deploy/container.sh"]
CMD ["python", "manage.py", "run"]
