"""Ids in Slack's shapes."""

import base64
import secrets
from uuid import uuid4


def new_id(prefix: str) -> str:
    """An id such as C0A1B2C3D4E: a letter for the kind, ten letters and digits."""
    return f"{prefix}0{uuid4().hex[:9].upper()}"


def short_id() -> str:
    """A generated block_id or action_id: five characters."""
    return base64.b64encode(secrets.token_bytes(4)).decode()[:5]


def trigger(team: str) -> str:
    digits = int(team.encode().hex()[:10], 16)
    return f"{secrets.randbelow(10**13)}.{digits}.{secrets.token_hex(16)}"
