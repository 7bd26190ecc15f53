"""What a reader says about a text, kept as YAML beside it.

Stands alone: nothing in this package knows the reader that uses it. ``model`` is what can be said,
``sidecar`` reads and writes it, ``anchoring`` finds its place again in a text that has changed::

    path = sidecar_path(Path("paper.md"))
    loaded = load(path) or Sidecar(Source("paper.md"))
    noted = loaded.put(Annotation(new_id(), "highlight", Anchor.at(text, 3, 9), note="Check."))
    save(path, noted, base=loaded, lock_dir=Path("locks"))

Each name is imported from its own module, so that nobody waits for what is not asked for.
Invariant: nothing the reader wrote is ever lost, not by a crash, not by a second process, not by
an older program.
"""
