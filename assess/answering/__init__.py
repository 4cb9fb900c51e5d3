"""The local page on which people answer the questionnaire: a WSGI application over the answers file."""
