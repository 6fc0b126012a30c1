"""What a running installation holds, made once by create_app: settings, database, keys, content, sign-ins."""

from dataclasses import dataclass

from flask import Flask, current_app

from meedoen_app.content.store import Contents
from meedoen_app.delivery.oidc import Login
from meedoen_app.settings import Settings
from meedoen_app.storage.database import Database
from meedoen_app.storage.vault import Vault

NAME = "meedoen"


@dataclass(frozen=True)
class Installation:
    settings: Settings
    database: Database
    vault: Vault
    contents: Contents
    staff_login: Login | None = None
    resident_login: Login | None = None


def install(app: Flask, installation: Installation) -> None:
    app.extensions[NAME] = installation


def here() -> Installation:
    """Return the installation that answers this request."""
    installation: Installation = current_app.extensions[NAME]
    return installation


def vault_of(chosen: Settings) -> Vault:
    """Return the vault of these settings: the first master key is the current one."""
    return Vault(chosen.installation, chosen.master_keys, next(iter(chosen.master_keys)))
