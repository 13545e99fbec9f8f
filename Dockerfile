# One image for web, worker, beat and migrations; docker-compose.yml says which is which.
FROM python:3.11.14-slim-bookworm AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
COPY requirements.txt .
RUN /opt/venv/bin/python -m pip install --require-hashes -r requirements.txt

FROM python:3.11.14-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=community.settings \
    WEB_CONCURRENCY=3
# Reads the words in pictures, so that a name in one is seen before its readers do.
RUN apt-get -qq update \
    && apt-get -qq install --yes --no-install-recommends tesseract-ocr \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin grandround
WORKDIR /app
COPY --from=packages /opt/venv /opt/venv
COPY . .
# Production settings want every value before they start; none of these is kept in the image.
RUN ENVIRONMENT=production \
    SECRET_KEY=only-while-the-image-is-built-only-while-the-image-is-built \
    SEAL_KEYS=bWFkZS11cC1mb3ItdGhlLWNoZWNrLW9mLXNldHRpbmc= \
    IDENTITY_KEYS=bWFkZS11cC1mb3ItdGhlLWNoZWNrLW9mLXNldHRpbmc= \
    FINGERPRINT_KEY=only-while-the-image-is-built-only-while \
    SITE_URL=https://build.invalid \
    ALLOWED_HOSTS=build.invalid \
    DATABASE_URL=postgres://build.invalid/none \
    REDIS_URL=redis://build.invalid/0 \
    EMAIL_URL=smtp://build.invalid:25 \
    DEFAULT_FROM_EMAIL=build@build.invalid \
    SAFETY_EMAIL=build@build.invalid \
    python manage.py collectstatic --no-input \
    && python -m compileall -q community forums moderation verification \
    && install -d -o grandround -g grandround var/papers var/pictures
USER grandround
EXPOSE 8000
# By the site's own name, or ALLOWED_HOSTS would turn the probe away.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["python", "-c", "\
import os, sys, http.client as http; from urllib.parse import urlsplit\n\
probe = http.HTTPConnection('127.0.0.1', 8000, timeout=4)\n\
probe.request('GET', '/health/live', headers={'Host': urlsplit(os.environ['SITE_URL']).netloc})\n\
sys.exit(probe.getresponse().status != 200)"]
CMD ["gunicorn", "community.wsgi", "-c", "python:community.gunicorn", "--bind", "0.0.0.0:8000", \
     "--worker-tmp-dir", "/dev/shm", "--graceful-timeout", "20"]
