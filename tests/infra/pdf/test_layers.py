"""Layers of a PDF: which are hidden is kept when pages move to another file."""

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from infra.pdf import reader
from infra.pdf.child import documents, layers
from infra.pdf.problems import PdfError, PdfProblem
from tests.infra.pdf import difficult
from tests.infra.pdf.making import form, one_page, says
from tests.infra.pdf.test_appearances import RED, colours_of
from tests.print_supplier.paper.test_paper_and_screen import require_same
from tests.print_supplier.pdf_files import encrypted, pdf


def with_layer(configuration: str, *more: str) -> bytes:
    """A page with layer 6, and a membership as 7 where one is given."""
    return one_page(
        says("Beslut"),
        resources=f"/Properties<</L 6 0 R{'/M 7 0 R' if more else ''}>>",
        catalogue=f"/OCProperties<</OCGs[6 0 R]/D<<{configuration}>>>>",
        more=["<</Type/OCG/Name(Utkast)>>", *more],
    )


def tags_of(content: bytes, kind: str = "/OCG") -> list[int]:
    """1 for each hidden layer, 0 for each one that is shown."""
    reader = PdfReader(BytesIO(layers.tag_layers(content)))
    objects: list[Any] = [reader.get_object(number) for number in range(1, len(reader.xref[0]) + 1)]
    found = [thing for thing in objects if isinstance(thing, dict) and thing.get("/Type") == kind]
    return [int(thing[f"/{layers.HIDDEN}"]) for thing in found]


@pytest.mark.parametrize(
    ("configuration", "is_hidden"),
    [
        ("", 0),
        ("/OFF[6 0 R]", 1),
        ("/ON[6 0 R]", 0),
        ("/BaseState/OFF", 1),
        ("/BaseState/OFF/ON[6 0 R]", 0),
        ("/BaseState/OFF/ON[6 0 R]/OFF[6 0 R]", 1),
        ("/OFF[99 0 R]", 0),
        ("/OFF 6", 0),
    ],
)
def test_a_layer_is_tagged_as_its_file_opens_it(configuration: str, is_hidden: int) -> None:
    assert tags_of(with_layer(configuration)) == [is_hidden]


BY_USE = "/AS[<</Event/View/Category[/View]/OCGs[6 0 R]>>]"


@pytest.mark.parametrize(
    ("configuration", "usage", "is_hidden"),
    [
        (f"/ON[6 0 R]{BY_USE}", "/View<</ViewState/OFF>>", 1),
        (f"/OFF[6 0 R]{BY_USE}", "/View<</ViewState/ON>>", 0),
        (f"/OFF[6 0 R]{BY_USE}", "/Print<</PrintState/ON>>", 1),
        ("/OFF[6 0 R]", "/View<</ViewState/ON>>", 1),
        ("/ON[6 0 R]", "/View<</ViewState/OFF>>", 0),
        ("/AS[<</Event/Print/Category[/View]/OCGs[6 0 R]>>]", "/View<</ViewState/OFF>>", 0),
        ("/AS[17 null<</OCGs 6 0 R>>]", "/View 17", 0),
    ],
)
def test_the_use_of_a_layer_counts_where_its_file_says_so(configuration: str, usage: str, is_hidden: int) -> None:
    content = hiding_red(configuration, usage)

    assert tags_of(content) == [is_hidden]
    assert ("Dold" in reader.read_pdf(content, 1).pages[0].text) is not bool(is_hidden)
    assert (RED in colours_of(content)) is not bool(is_hidden)
    require_same(content)


def hiding_red(configuration: str, usage: str) -> bytes:
    return one_page(
        f"0 0 1 rg 60 600 200 80 re f /OC /L BDC {says('Dold')} 1 0 0 rg 60 300 400 200 re f EMC",
        resources="/Properties<</L 6 0 R>>",
        catalogue=f"/OCProperties<</OCGs[6 0 R]/D<<{configuration}>>>>",
        more=[f"<</Type/OCG/Name(Utkast)/Usage<<{usage}>>>>"],
    )


@pytest.mark.parametrize(
    ("membership", "is_hidden"),
    [
        ("/OCGs 6 0 R", 1),
        ("/OCGs[6 0 R]/P/AnyOn", 1),
        ("/OCGs[6 0 R]/P/AllOn", 1),
        ("/OCGs[6 0 R]/P/AnyOff", 0),
        ("/OCGs[6 0 R]/P/AllOff", 0),
        ("/OCGs[6 0 R]/P/Unknown", 1),
        ("/OCGs[]", 0),
        ("/VE[/Not 6 0 R]", 0),
        ("/VE[/Or 6 0 R[/Not 6 0 R]]", 0),
        ("/VE[/And 6 0 R[/Not 6 0 R]]", 1),
    ],
)
def test_a_membership_follows_its_layers(membership: str, is_hidden: int) -> None:
    content = with_layer("/OFF[6 0 R]", f"<</Type/OCMD{membership}>>")

    assert tags_of(content, "/OCMD") == [is_hidden]


def test_a_form_in_a_hidden_layer_is_emptied() -> None:
    content = with_layer("/OFF[6 0 R]")
    drawn = one_page(
        "/X Do",
        resources="/XObject<</X 7 0 R>>",
        catalogue="/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>",
        more=["<</Type/OCG/Name(Utkast)>>", form("SECRET", "/OC 6 0 R")],
    )

    assert b"SECRET" not in layers.tag_layers(drawn)
    assert b"Beslut" in layers.tag_layers(content)


def test_a_file_without_tags_is_not_written_anew() -> None:
    content = pdf()

    assert layers.restore_layers(content) is content


def test_a_restored_catalogue_hides_what_was_tagged() -> None:
    restored = layers.restore_layers(layers.tag_layers(difficult.hidden_layer()))

    root = PdfReader(BytesIO(restored)).root_object
    properties = root["/OCProperties"]
    assert len(properties["/OCGs"]) == 1  # type: ignore[index]  # a dictionary
    assert len(properties["/D"]["/OFF"]) == 1  # type: ignore[index]  # the same


@pytest.mark.parametrize(
    ("content", "problem"),
    [(b"", PdfProblem.DAMAGED), (b"no PDF", PdfProblem.DAMAGED), (encrypted(), PdfProblem.ENCRYPTED)],
    ids=["empty", "no PDF", "locked"],
)
def test_a_file_that_cannot_be_opened_says_why(content: bytes, problem: PdfProblem) -> None:
    with pytest.raises(PdfError) as failure:
        documents.open_document(content)

    assert failure.value.problem is problem


def test_an_encrypted_file_that_anybody_can_open_is_saved_in_plain_view() -> None:
    document = documents.open_document(encrypted(to_open=""))

    assert not PdfReader(BytesIO(documents.save_document(document))).is_encrypted


def test_a_page_that_is_not_there_is_damaged() -> None:
    document = documents.open_document(pdf())

    with pytest.raises(PdfError), documents.page_of(document, 1):
        pass
