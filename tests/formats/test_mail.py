"""Mail: headers as metadata, the best body with the lines of the file, attachments named."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from briefgen import model
from briefgen.diagnostics import Diagnostics
from briefgen.reading import Reading, read_bytes
from briefgen.tree import line_numbers, node_text, plain_text, walk

LONG = "The council met in the harbour town and agreed on the next steps for the survey. " * 3


def make_mail(
    body: str = "One paragraph.\n\nAnother one.\n", *, cte: str | None = None
) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Ada Made <ada@example.org>"
    mail["To"] = "ben@example.org"
    mail["Subject"] = "Survey – next steps"
    mail["Date"] = "Mon, 14 Jun 2021 23:30:00 +0200"
    mail.set_content(body, cte=cte)
    return mail


def read_it(data: bytes) -> tuple[Reading, Diagnostics]:
    reading, found = read_bytes(data, source_id="s", shown="s.eml", suffix=".eml")
    assert reading is not None, found
    return reading, found


def paragraphs(reading: Reading) -> list[tuple[str, list[tuple[int, int]]]]:
    return [
        (plain_text(n.content), [(a, b) for _, a, b in line_numbers(n.origins)])
        for n in walk(reading.document.blocks)
        if isinstance(n, model.Paragraph)
    ]


def apart(reading: Reading) -> dict[str, str]:
    return {
        n.reason: plain_text(n.content)
        for n in walk(reading.document.blocks)
        if isinstance(n, model.Boilerplate)
    }


def test_headers_are_metadata() -> None:
    reading, found = read_it(make_mail().as_bytes())
    document = reading.document
    assert not found
    assert plain_text(document.title) == "Survey – next steps"
    assert [person.name for person in document.metadata.authors] == ["Ada Made"]
    assert document.metadata.dates[0].value.iso() == "2021-06-14"
    assert "ben@example.org" in apart(reading)["mail header"]


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("RE: FW: Survey of the port", "Survey of the port"),
        ("AW: WG: Hafen: die Lage", "Hafen: die Lage"),
        ("Re[2]: Survey", "Survey"),
        ("TR : Re : Escales du mois", "Escales du mois"),
        ("Re-opening of the port", "Re-opening of the port"),
        ("Reform: what is next", "Reform: what is next"),
        ("Re:", "Re:"),
    ],
)
def test_the_title_is_the_subject_without_what_answers_put_before_it(
    subject: str, title: str
) -> None:
    mail = make_mail()
    mail.replace_header("Subject", subject)
    reading, _ = read_it(mail.as_bytes())
    assert plain_text(reading.document.title) == title
    assert f"Subject: {subject}" in apart(reading)["mail header"]


def test_nothing_is_invented_where_headers_are_missing() -> None:
    reading, _ = read_it(b"X-Note: y\n\nOne paragraph of words.\n")
    assert reading.document.title == ()
    assert reading.document.metadata.authors == ()
    assert reading.document.metadata.dates == ()


@pytest.mark.parametrize("cte", ["7bit", "quoted-printable", "base64"])
def test_lines_are_those_of_the_file(cte: str) -> None:
    data = make_mail(f"First.\n\n{LONG}\n\nLast.\n", cte=cte).as_bytes()
    rows = data.decode().split("\n")
    start = rows.index("") + 1
    reading, _ = read_it(data)
    found = paragraphs(reading)
    assert [text for text, _ in found] == ["First.", LONG.strip(), "Last."]
    assert reading.line_count == len(rows) - 1
    lines = [where for _, where in found]
    if cte == "7bit":
        assert lines == [
            [(start + 1, start + 1)],
            [(start + 3, start + 3)],
            [(start + 5, start + 5)],
        ]
    else:
        (long,) = lines[1]
        assert lines[0][0][0] == start + 1
        assert long[1] > long[0]
        assert lines[2][0][1] == max(n for n, row in enumerate(rows, 1) if row)


def test_replies_and_signature_are_set_apart() -> None:
    body = "Dear all,\n\nWe agree.\n\nOn Monday Ben wrote:\n> Do we agree?\n> Say so.\n\n-- \nAda\n"
    reading, _ = read_it(make_mail(body).as_bytes())
    assert [text for text, _ in paragraphs(reading)] == ["We agree."]
    found = apart(reading)
    assert found["salutation"] == "Dear all,"
    assert found["quoted mail"] == "On Monday Ben wrote: > Do we agree? > Say so."
    assert found["signature"] == "-- Ada"
    assert reading.repairs == ()


def test_the_html_body_counts_where_there_is_no_other() -> None:
    mail = make_mail()
    mail.set_content("<html><body><h1>T</h1><p>Words in HTML.</p></body></html>", subtype="html")
    reading, _ = read_it(mail.as_bytes())
    assert [text for text, _ in paragraphs(reading)] == ["Words in HTML."]
    assert plain_text(reading.document.title) == "Survey – next steps"


def test_the_plain_body_is_better_than_the_html_one() -> None:
    mail = make_mail("Plain words.\n")
    mail.add_alternative("<p>Other words.</p>", subtype="html")
    assert [text for text, _ in paragraphs(read_it(mail.as_bytes())[0])] == ["Plain words."]


def test_attachments_are_named() -> None:
    mail = make_mail()
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="annex.pdf")
    mail.add_attachment(make_mail("Forwarded words.\n"))
    reading, found = read_it(mail.as_bytes())
    assert [d.code for d in found] == ["attachment-left-out"]
    assert "annex.pdf" in found[0].message
    assert "Forwarded" not in str(paragraphs(reading))


def test_a_mail_saved_as_utf_16_is_read() -> None:
    data = make_mail("One paragraph of words.\n").as_bytes().decode().encode("utf-16")
    assert [text for text, _ in paragraphs(read_it(data)[0])] == ["One paragraph of words."]


@pytest.mark.parametrize("charset", ["utf-8\0", "idna", "punycode", "hex", "undefined", "x" * 90])
def test_a_charset_that_is_none_is_passed_over(charset: str) -> None:
    head = f"From: a@b\nSubject: x\nContent-Type: text/plain; charset={charset}\n\n"
    reading, found = read_bytes(
        (head + "The council met in town.\n").encode(), source_id="s", shown="s.eml", suffix=".eml"
    )
    assert reading is not None, found
    words = " ".join(node_text(block) for block in reading.document.blocks)
    assert "The council met in town." in words


def mixed(*parts: tuple[str, str]) -> bytes:
    """A mail of parts, each a kind (with what else its headers say) and its text."""
    body = "".join(f"--q\nContent-Type: {kind}\n\n{text}\n" for kind, text in parts)
    return f"Subject: T\nContent-Type: multipart/mixed; boundary=q\n\n{body}--q--\n".encode()


FILE = 'application/pdf; name="x.pdf"\nContent-Disposition: attachment; filename="x.pdf"'


def test_every_part_of_the_text_is_read_with_its_lines() -> None:
    data = mixed(
        ("text/plain", "The port is open.\n\n-- \nAda"), (FILE, "x"), ("text/plain", "It is calm.")
    )
    reading, found = read_it(data)
    rows = data.decode().split("\n")
    assert paragraphs(reading) == [
        (text, [(rows.index(text) + 1,) * 2]) for text in ("The port is open.", "It is calm.")
    ]
    assert apart(reading)["signature"] == "-- Ada"
    assert [d.code for d in found] == ["attachment-left-out"]


def test_plain_text_and_a_page_are_read_together() -> None:
    plain = "One & two.\n\n> Said before.\n\nThree."
    data = mixed(("text/plain", plain), ("text/html", "<p>Four.</p>"), ("text/calendar", "BEGIN"))
    reading, found = read_it(data)
    assert [text for text, _ in paragraphs(reading)] == ["One & two.", "Three.", "Four."]
    assert apart(reading)["quoted mail"] == "> Said before."
    assert "text/calendar" in found[0].message


ANSWER = "Ida,\n\nThe lines are fine, with one change.\n\n- No ship is held.\n\nPaul\n"
EARLIER = "From: Ida Lorne\nSent: Wednesday, 20 November 2024 18:02\nTo: Paul\n\nIs this fine?\n"


@pytest.mark.parametrize(
    ("body", "own", "quoted"),
    [
        (f"{ANSWER}\n-----Original Message-----\n{EARLIER}", "The lines are fine", "Is this fine?"),
        (f"{ANSWER}\n{EARLIER}", "The lines are fine", "Is this fine?"),
        (f"FYI\n\n-----Forwarded message-----\n{EARLIER}", "Is this fine?", ""),  # handed on
        ("The ship sails\nFrom: the northern pier\nTo: the light.\n", "northern pier", ""),
    ],
)
def test_the_mail_that_is_answered_is_set_apart(body: str, own: str, quoted: str) -> None:
    head = "From: p@example.org\nSubject: Lines\nContent-Type: text/plain; charset=utf-8\n\n"
    reading, _ = read_it(f"{head}{body}".encode())
    text = " ".join(words for words, _ in paragraphs(reading))
    assert own in text
    assert quoted in apart(reading).get("quoted mail", "")
    assert not quoted or quoted not in text


def test_a_signature_ends_where_the_mail_that_is_answered_begins() -> None:
    head = "From: p@example.org\nSubject: Lines\n\n"
    reading, _ = read_it(f"{head}{ANSWER}\n-- \nPaul Estrik\n\n{EARLIER}".encode())
    assert apart(reading)["signature"] == "-- Paul Estrik"
    assert apart(reading)["salutation"] == "Ida,"
    assert "Is this fine?" in apart(reading)["quoted mail"]
