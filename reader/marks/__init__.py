"""An article's marks: the entities and quotations that a machine finds in it."""
