"""Whoosh's segments, kept as whole arrays: a codec of our own.

Whoosh keeps its schema, its segments, its table of contents and its lock; how one segment lies on
the disk is ours. A segment is one file of sections (:mod:`files`). Of each field it holds the
terms in order, and three arrays with what belongs to the first term first, then the second, …:

| array | one number for |
|---|---|
| ``docs`` | each posting: the document |
| ``keys`` | each posting: weight and length of the field there (:mod:`keys`) |
| ``places`` | each occurrence: its place in a space that all documents of the segment share |

So a term, and all terms with one beginning, are slices; a phrase is an intersection of shifted
arrays; nothing is decoded, and nothing copied that a query does not ask for.

The way of the data: :class:`gathering.Gathering` takes documents in and turns them into sorted
terms, :mod:`merging` joins those with other segments', :class:`writing.FieldWriter` writes them,
:class:`reading.SegmentArrays` reads them, and :class:`codec.ArrayCodec` tells Whoosh all that.
"""
