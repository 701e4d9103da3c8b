"""Tools for coding agents: operations of the REST interface over the Model Context Protocol, and the documents.

Source: the Model Context Protocol, Streamable HTTP; `docs/SKILL.md` tells agents how to use them.
"""
