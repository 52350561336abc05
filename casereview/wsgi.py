import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from core.database import limit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casereview.settings")
limit(settings.DATABASES["default"], settings.DATABASE_LIMITS["web"])
application = get_wsgi_application()
