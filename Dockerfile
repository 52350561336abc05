FROM python:3.13-slim AS packages
COPY requirements.txt /
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir -r /requirements.txt

FROM python:3.13-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
RUN useradd --system --uid 10001 --no-create-home casereview
COPY --from=packages /venv /venv
WORKDIR /app
COPY . .
# The values only satisfy the settings while the static files are collected; nothing of them stays in the image.
RUN SECRET_KEY=build ALLOWED_HOSTS=build BASE_URL=http://build DATABASE_URL=postgresql://build REDIS_URL=redis://build \
    python manage.py collectstatic --no-input
USER casereview
EXPOSE 8000
# gunicorn.conf.py has the rest.
CMD ["gunicorn", "casereview.wsgi", "--bind=0.0.0.0:8000", "--workers=2", "--threads=4"]
