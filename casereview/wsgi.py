import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from core.database import set_timeouts

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casereview.settings")
set_timeouts(settings.DATABASES["default"], settings.DATABASE_LIMITS["web"])
application = get_wsgi_application()
