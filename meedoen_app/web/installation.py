"""What a running installation holds: settings, database, keys and content, made once by create_app."""

from dataclasses import dataclass

from flask import Flask, current_app

from meedoen_app.content.store import Contents
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


def install(app: Flask, installation: Installation) -> None:
    app.extensions[NAME] = installation


def here() -> Installation:
    """Return the installation that answers this request."""
    installation: Installation = current_app.extensions[NAME]
    return installation


def vault_of(chosen: Settings) -> Vault:
    """Return the vault of these settings: the first master key is the current one."""
    return Vault(chosen.installation, chosen.master_keys, next(iter(chosen.master_keys)))
