"""make bench: what a step costs the server, held against the floor in the same minutes, and what goes over the wire.

A step is POST, redirect and the next question. CPU is that of the whole process tree, read between steps, so
that it holds when others use the machine. Server and client each have a core of their own.
"""

import json
import os
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from meedoen_app import settings
from meedoen_app.cli.assess import answers_in
from meedoen_app.content.store import Contents
from meedoen_app.core.ladder import reading
from tests import postgres_server
from tests.bench import floor_steps
