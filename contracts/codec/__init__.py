"""Typed messages to XML and back, from the metadata that xsdata wrote into the classes.

xsdata's own parser and serializer are general and cost some ten microseconds an element; an answer
about a thousand recipients has twelve thousand. So each class is compiled once, on first use: into a
reader and a writer over lxml, and into a writer of octets. Classes that are not a plain sequence of elements
(wildcards, mixed content, attributes: the signature's types) go through xsdata itself.
"""

from contracts.codec.elements import to_element
from contracts.codec.octets import to_octets
from contracts.codec.reading import NotReadable, from_element

__all__ = ["NotReadable", "from_element", "to_element", "to_octets"]
