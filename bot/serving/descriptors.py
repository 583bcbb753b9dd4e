"""File descriptors: a connection takes one, and a process begins with as few as 1,024."""

from __future__ import annotations

import resource

ENOUGH = 4096
KEPT_BACK = 256  # for databases, indexes, logs and what the service itself opens


def raise_descriptors() -> int:
    """Take as many as the system lets the process have, and give their number."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return most


def most_connections() -> int:
    """Give how many connections there may be, so that descriptors never run out."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(soft - KEPT_BACK, soft // 2)
