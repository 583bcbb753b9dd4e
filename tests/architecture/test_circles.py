"""No module of ours needs itself by a detour."""

from __future__ import annotations

from graphlib import TopologicalSorter

import grimp


def test_no_import_goes_in_a_circle() -> None:
    graph = grimp.build_graph("bot", "knowledge", "ingest", cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert len(imports) > 300
    TopologicalSorter(imports).prepare()  # a circle raises CycleError, which names it
