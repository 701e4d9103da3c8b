"""Cells of a table that stand in no row."""

from infra.html.parsing.nodes import Element


def group_loose_cells(children: list[Element | str]) -> list[Element | str]:
    """Cells that stand in no row are one, as browsers read them. Source: HTML Standard, 13.2.6.4.13."""
    found: list[Element | str] = []
    row: Element | None = None
    for child in children:
        if isinstance(child, Element) and child.tag in {"td", "th"}:
            if row is None:
                row = Element("tr", has_block=True)
                found.append(row)
            row.children.append(child)
        else:
            row = row if isinstance(child, str) and not child.strip() else None
            found.append(child)
    return found
