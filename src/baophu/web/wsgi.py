"""The site as a WSGI application, for :mod:`baophu.web.server` and for any other server."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
