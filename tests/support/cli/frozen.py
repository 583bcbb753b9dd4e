"""The last import of the process that others are forked from: its objects are left alone by every child's collector.

A collector that looks at an object writes to its page, and a page that is written to is copied.
"""

from __future__ import annotations

import gc

gc.freeze()
