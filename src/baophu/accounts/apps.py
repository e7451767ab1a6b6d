"""Tells Django about the accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People who log in, their roles, and the audit log."""

    name = "baophu.accounts"
    label = "accounts"
    verbose_name = "Tài khoản"
