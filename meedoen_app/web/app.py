"""Putting the app together: settings, database, content and the rooms."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter

from meedoen_app import resources, settings
from meedoen_app.content.store import Contents
from meedoen_app.delivery.oidc import Login
from meedoen_app.settings import Settings
from meedoen_app.storage.database import Database
from meedoen_app.web import (
    access,
    advice,
    along,
    along_door,
    assets,
    callback,
    calls,
    concern,
    conversation,
    doorkeeper,
    headers,
    help,
    installation,
    keeping,
    language,
    limits,
    logs,
    looks,
    lost_words,
    origin,
    overview,
    own_login,
    pages,
    plan,
    plan_paper,
    plan_steps,
    privacy_officer,
    refusals,
    rights,
    safety_notes,
    shared,
    shared_papers,
    sharing,
    start,
    supply,
    waiting,
    work,
)
from meedoen_app.web.account import accounts, invited, own_account, signing_in, work_login
from meedoen_app.web.casework import (
    application,
    cases,
    colleagues,
    finding,
    households,
    report,
    telling,
    writing,
)
from meedoen_app.web.installation import Installation
from meedoen_app.web.sessions import ServerSessions

ROOMS = (
    start,
    concern,
    conversation,
    overview,
    looks,
    advice,
    plan,
    plan_paper,
    plan_steps,
    keeping,
    own_login,
    waiting,
    sharing,
    shared,
    shared_papers,
    along,
    along_door,
    help,
    callback,
    supply,
    rights,
    signing_in,
    invited,
    work_login,
    own_account,
    accounts,
    work,
    cases,
    writing,
    report,
    application,
    colleagues,
    households,
    telling,
    finding,
    calls,
    privacy_officer,
    safety_notes,
    lost_words,
)
MOST_BYTES = 64 * 1024
MOST_FIELDS = 200


class OwnNumber(IntegerConverter):
    """A number in an address, as our own pages write it: no other digits, and not thousands of them."""

    regex = "[0-9]{1,9}"


def create_app(chosen: Settings | None = None) -> Flask:
    """Return the WSGI app. Raises Nonsense for settings, and Broken for content, that cannot be used."""
    chosen = chosen or settings.from_environment()
    logs.configure()
    app = logs.QuietFlask("meedoen_app", static_folder=None, template_folder=str(resources.templates))
    app.secret_key = chosen.secret
    app.config.update(
        MAX_CONTENT_LENGTH=MOST_BYTES, MAX_FORM_MEMORY_SIZE=MOST_BYTES, MAX_FORM_PARTS=MOST_FIELDS
    )
    app.session_interface = ServerSessions()
    app.url_map.converters["int"] = OwnNumber
    app.url_map.merge_slashes = False  # What is no address of ours is not sent on to one.
    installation.install(app, _installation(chosen))
    origin.install(app)
    limits.install(app, chosen)  # Before the doorkeeper: what comes without a session is counted too.
    for part in (access, doorkeeper, pages, refusals):
        part.install(app)
    language.install(app, chosen.translations)
    assets.install(app, resources.static)
    headers.install(app, production=chosen.production, logins=chosen.logins)
    for room in ROOMS:
        app.register_blueprint(room.bp)
    access.check_declared(app)
    if chosen.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, *[chosen.trusted_proxies] * 3)  # type: ignore[method-assign]
    return app


def _installation(chosen: Settings) -> Installation:
    contents = Contents(chosen.content_folder, chosen.municipality)
    content = contents.current()
    if chosen.production:
        settings.refuse_without_contact(content.municipality)
        settings.refuse_concepts(contents.published())
    return Installation(
        chosen,
        Database.at(chosen.database_url),
        installation.vault_of(chosen),
        contents,
        *(Login(one) if one else None for one in (chosen.staff_login, chosen.resident_login)),
    )
