"""The WSGI entry point. A process takes requests only once it is ready for them."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.settings")
application = get_wsgi_application()

from bihuan.website.ready import make_ready  # noqa: E402  (needs the applications loaded)

make_ready()
