"""A file of accounts: right lines are read, wrong ones are named, and none stops the others."""

import pytest

from far.bulk_load.account_file import LineError, NotAnAccountFile, read_account_file
from far.bulk_load.loading import NewAccount, all_suppliers

pytestmark = pytest.mark.usefixtures("world")

ANNA = "198101052382"


def read(text: str) -> tuple[list[NewAccount], list[LineError]]:
    suppliers = all_suppliers()
    wrong: list[LineError] = []
    lines = text.splitlines(keepends=True)
    return list(read_account_file(lines, suppliers["minmyndighetspost.se"], suppliers, wrong.append)), wrong


def test_a_line_is_a_number_an_operator_and_a_type() -> None:
    [account], wrong = read("recipient;operator;type\n19810105-2382;kivra.com;anonymous\n")

    assert (account.recipient, account.supplier.name, account.type) == (ANNA, "kivra.com", "Anonymous")
    assert wrong == []


@pytest.mark.parametrize(
    "text",
    [
        "recipient\n198101052382",
        "\ufeffrecipient\r\n8101052382\r\n",
        "RECIPIENT,operator\n19810105-2382,\n",
        'operator;recipient\n;"198101052382"\n\n;;\n',
    ],
)
def test_operator_and_type_may_be_left_out(text: str) -> None:
    [account], wrong = read(text)

    assert (account.recipient, account.supplier.name, account.type) == (ANNA, "minmyndighetspost.se", "Secure")
    assert wrong == []


def test_every_wrong_line_is_named_and_the_others_are_read() -> None:
    accounts, wrong = read(
        "recipient;operator\n"
        "198101052382;kivra.com\n"
        "198101052383;kivra.com\n"
        "198101052382\n"
        "nonsense;\n"
        '"198101052382;\n'
        "198101052382;nowhere.se\n"
        "162021004748;\n"
        "198101052382;kivra\0.com\n"
        f"{'1' * 2_000};\n"
        "180001610005;kivra.com\n"
    )

    assert [account.recipient for account in accounts] == [ANNA, "180001610005"]
    assert [error.line for error in wrong] == list(range(3, 11))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("198101052383;;", "check digit"),
        ("198101052382;;Simple", "there are Secure, Anonymous"),
        ("198101052382;nowhere.se;", "no mailbox operator 'nowhere.se'"),
        ("162021004748;;", "agency"),
        ("198101052382;", "has 2 values, not 3"),
        ("165560000043;;Anonymous", "a company"),
    ],
)
def test_an_error_says_what_is_wrong_in_both_languages(line: str, words: str) -> None:
    accounts, [error] = read(f"recipient;operator;type\n{line}\n")

    assert accounts == []
    assert words in error.text.english
    assert error.text.swedish != error.text.english


@pytest.mark.parametrize(
    "heading", ["", "number;operator", "recipient;recipient", "198101052382;kivra.com", "operator"]
)
def test_a_file_with_another_heading_is_refused(heading: str) -> None:
    with pytest.raises(NotAnAccountFile, match="recipient, operator, type"):
        read(f"{heading}\n198101052382;kivra.com\n")


def test_a_line_with_an_unknown_operator_is_told_the_names_there_are() -> None:
    _, [error] = read("recipient;operator\n198101052382;nowhere.se\n")

    _, _, known = error.text.english.partition("There are: ")
    assert known.rstrip(".").split(", ") == sorted(all_suppliers())
