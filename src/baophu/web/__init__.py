"""The Django project: settings, urls, base templates, overview; maps job kinds to flows."""
