"""What a target remembers between deployments, in `.kawat/state.json` beside what is published.

late         what is deleted later, and from when on
run          which deployment has written this, so that it notices when another has taken over
unfinished   SHA-256 of the manifests that deployments were at when they were interrupted; the manifests themselves
             lie beside it, `.kawat/<sha256>.json`
back_to      the number of the generation that a rollback has gone back to, so that another goes further back
"""

import json
from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from types import MappingProxyType

from ..records import dataclass

__all__ = ["FOLDER", "STATE", "State", "parse", "serialize"]

FOLDER = ".kawat"
STATE = f"{FOLDER}/state.json"


@dataclass(frozen=True, slots=True)
class State:
    """What is remembered."""

    late: Mapping[str, datetime] = field(default_factory=lambda: MappingProxyType({}))
    run: str = ""
    unfinished: tuple[str, ...] = ()
    back_to: int = 0


def parse(data: bytes) -> State:
    """Return the state of these bytes; an empty one where they are none of ours, as it only saves what comparing finds.

    What is late would then stay for ever, which harms nobody.
    """
    try:
        document = json.loads(data)
        late = {str(path): datetime.fromisoformat(moment) for path, moment in document["late"].items()}
        return State(late, str(document["run"]), tuple(map(str, document["unfinished"])), int(document["back_to"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        return State()


def serialize(state: State) -> bytes:
    """Return its bytes."""
    document = {
        "late": {path: moment.isoformat() for path, moment in sorted(state.late.items())},
        "run": state.run,
        "unfinished": state.unfinished,
        "back_to": state.back_to,
    }
    return json.dumps(document).encode()
