# Cairn's server. Give it DATABASE_URL for PostgreSQL, or a volume on /data for SQLite.
FROM python:3.13-slim AS build
COPY requirements/runtime.txt .
RUN python -m venv /opt/cairn \
 && /opt/cairn/bin/pip install --no-cache-dir --no-deps --require-hashes -r runtime.txt

FROM python:3.13-slim
# A container is reached from outside of it, so loopback would be no use.
ENV PATH=/opt/cairn/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONPATH=/srv/cairn \
    HOST=0.0.0.0 \
    DATABASE_URL=sqlite:////data/cairn.db
RUN useradd --system --uid 10001 --no-create-home cairn \
 && install --directory --owner=cairn /data
COPY --from=build /opt/cairn /opt/cairn
COPY app /srv/cairn/app
COPY workflows /srv/cairn/workflows
USER cairn
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f\"http://127.0.0.1:{os.environ.get('PORT', '8000')}/healthz\", timeout=3)"]
ENTRYPOINT ["python", "-m", "app"]
CMD ["serve"]
