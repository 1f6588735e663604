"""Which words of an article are place names, and how they stand to each other. No parser, no model.

`find_toponyms` reads sentences (lines), cuts runs of capitalised words into names that the gazetteer knows (spans),
weighs each by the words around it (score), gives the accepted ones their type and kind (shape) and relates them
(context). Word lists: `ontology/toponym_words.yaml` and its neighbours.
"""

from eventbase.coding.toponyms.coordinates import parse_coordinates
from eventbase.coding.toponyms.find import find_toponyms

__all__ = ["find_toponyms", "parse_coordinates"]
