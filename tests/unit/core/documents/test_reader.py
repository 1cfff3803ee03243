import json
import shutil
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.support.chromium import browser
from tests.unit.core.documents import files
from threadline.core.documents.document import (
    Document,
    DocumentTooLarge,
    DocumentUnreadable,
    DocumentUnsupported,
    Table,
)
from threadline.core.documents.kinds import CSV, DOCX, PDF, PNG, TEXT, kind_of
from threadline.core.documents.plain import decoded
from threadline.core.documents.reader import Bounds, DocumentReader
from threadline.core.domain.message import storable

__all__ = ["browser"]

needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="no Tesseract here: install the package tesseract-ocr"
)


@pytest.fixture
def reader() -> DocumentReader:
    return DocumentReader()


@pytest.mark.parametrize(
    ("name", "said", "content", "kind"),
    [
        ("plan.pdf", "application/octet-stream", b"", PDF),
        ("plan.bin", "application/octet-stream", b"%PDF-1.7\n", PDF),
        ("photo.txt", "text/plain", b"\x89PNG\r\n\x1a\n", PNG),
        ("notes", "text/x-log; charset=utf-8", b"a", TEXT),
        ("NOTES.CSV", "application/vnd.ms-excel", b"a,b", CSV),
        ("x", "application/x-thing", b"", "application/x-thing"),
        ("x", "", b"", ""),
    ],
)
def test_the_kind_is_told_by_content_then_name_then_word(name: str, said: str, content: bytes, kind: str) -> None:
    assert kind_of(name, said, content) == kind


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Grüße".encode(), "Grüße"),
        ("Grüße".encode("utf-8-sig"), "Grüße"),
        ("Grüße".encode("utf-16"), "Grüße"),
        ("Grüße".encode("utf-32"), "Grüße"),
        ("Grüße – 5 €".encode("cp1252"), "Grüße – 5 €"),
        (b"a\x81b", "a\ufffdb"),
    ],
)
def test_text_is_decoded_by_what_it_is(content: bytes, text: str) -> None:
    assert decoded(content) == text


async def test_a_text_is_its_own_text(reader: DocumentReader) -> None:
    document = await reader.read("notes.txt", "text/plain", b"Review on Friday\r\nat three\x00")
    assert document == Document("notes.txt", TEXT, "Review on Friday\nat three\ufffd")
    assert document.words == 5


@pytest.mark.parametrize("text", ["who,when\nAna,Friday\n", "who;when\nAna;Friday\n", "who\twhen\nAna\tFriday\n"])
async def test_values_have_a_table(reader: DocumentReader, text: str) -> None:
    document = await reader.read("plan.csv", "", text.encode())
    assert document.text == text
    assert document.tables == (Table((("who", "when"), ("Ana", "Friday"))),)


async def test_values_of_one_column_nothing_and_nonsense(reader: DocumentReader) -> None:
    assert (await reader.read("a.csv", "", b"one\ntwo\n")).tables == (Table((("one",), ("two",))),)
    assert (await reader.read("a.csv", "", b"")).tables == ()
    broken = await reader.read("a.csv", "", b'a,"' + b"x" * 140_000)
    assert "breaks off after 0 rows" in broken.note
    many = await reader.read("a.csv", "", b"a,b\n" * 10_001)
    assert len(many.tables[0].rows) == 10_000
    assert "first 10,000 rows" in many.note


async def test_a_long_text_is_cut_and_says_so(reader: DocumentReader) -> None:
    document = await reader.read("a.txt", "", b"word " * 120_000)
    assert len(document.text) == 500_000
    assert document.note == "Only its first 500,000 characters were read."


async def test_a_large_text_is_read_and_cut_beside_the_loop(
    reader: DocumentReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []

    def noted(text: str) -> str:
        threads.append(threading.get_ident())
        return storable(text)

    monkeypatch.setattr("threadline.core.documents.reader.storable", noted)
    for size in (10, 300_000):
        assert (await reader.read("a.csv", "", b"a,b\n" * (size // 4 + 1))).tables
    small, large = threads
    assert small == threading.get_ident() != large


async def test_a_pdf_has_pages(reader: DocumentReader) -> None:
    document = await reader.read("plan.pdf", "", files.pdf("Design review", "on Friday"))
    assert (document.text.split(), document.pages) == (["Design", "review", "on", "Friday"], 2)


async def test_office_files(reader: DocumentReader) -> None:
    word = await reader.read("plan.docx", "", files.docx("Design review on Friday"))
    assert word.text.strip() == "Design review on Friday"
    sheet = await reader.read("plan.xlsx", "", files.xlsx(("who", "when"), ("Ana", "Friday")))
    assert "Ana" in sheet.text
    assert sheet.tables[0].rows == (("who", "when"), ("Ana", "Friday"))


async def test_a_page_of_html(reader: DocumentReader) -> None:
    document = await reader.read("a.html", "", b"<h1>Review</h1><script>alert(1)</script><p>on Friday</p>")
    assert document.text.split() == ["Review", "on", "Friday"]


async def pictures(browser: Browser) -> tuple[bytes, bytes]:
    page = await browser.new_page(viewport={"width": 600, "height": 200})
    await page.set_content("<p style='font: 40px sans-serif'>Design review<br>Friday at 3 pm</p>")
    return await page.screenshot(), await page.screenshot(type="jpeg")


@needs_tesseract
async def test_text_in_pictures_is_read(reader: DocumentReader, browser: Browser) -> None:
    png, jpeg = await pictures(browser)
    for name, content in (("a.png", png), ("a.jpg", jpeg)):
        document = await reader.read(name, "", content)
        assert document.text.split() == ["Design", "review", "Friday", "at", "3", "pm"]
    scanned = await reader.read("scan.pdf", "", files.scan(jpeg, 600, 200))
    assert "Design review" in scanned.text
    assert scanned.note == "It was read from pictures of its pages."


async def test_what_cannot_be_read_says_why(reader: DocumentReader) -> None:
    with pytest.raises(DocumentUnsupported, match="application/zip cannot be read"):
        await reader.read("a.zip", "application/zip", b"PK\3\4")
    with pytest.raises(DocumentUnsupported, match="type unknown"):
        await reader.read("a", "", b"?")
    for name, content in (
        ("a.pdf", b"%PDF-1.4 nothing"),
        ("a.docx", b"PK\3\4 broken"),
        ("a.png", b"\x89PNG\r\n\x1a\n?"),
    ):
        with pytest.raises(DocumentUnreadable):
            await reader.read(name, "", content)
    with pytest.raises(DocumentTooLarge, match="larger than 10 bytes"):
        await DocumentReader(Bounds(bytes=10)).read("a.txt", "", b"x" * 11)


async def test_a_file_that_unpacks_to_too_much_is_not_unpacked(reader: DocumentReader) -> None:
    with pytest.raises(DocumentUnreadable, match="Unpacked, it is too large"):
        await reader.read("a.docx", DOCX, files.bomb(300_000_000))


async def test_a_file_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(DocumentUnreadable, match="longer than 0 seconds"):
        await DocumentReader(Bounds(seconds=0)).read("a.pdf", "", files.pdf("x"))


async def test_a_file_that_takes_too_much_memory_is_given_up() -> None:
    with pytest.raises(DocumentUnreadable, match="too much memory"):
        await DocumentReader(Bounds(memory=1_000_000)).read("a.pdf", "", files.pdf("x"))


async def test_without_its_package_it_says_what_to_install(
    reader: DocumentReader, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from threadline.core.documents import worker

    monkeypatch.setitem(sys.modules, "kreuzberg", None)
    answer = worker._answer({"kind": PDF, "languages": "eng"}, files.pdf("x"))
    assert answer == {"error": "package", "words": "pip install 'threadline[documents]'"}


class TestFaultsOfTheLibrary:
    """What the worker says of them, with the library's own errors."""

    @pytest.mark.parametrize(
        ("error", "name", "words"),
        [
            ("MissingDependencyError", "tesseract", "apt-get install tesseract-ocr"),
            ("OCRError", "picture", "it failed"),
            ("ParsingError", "damaged", "it failed"),
        ],
    )
    def test_are_named(self, monkeypatch: pytest.MonkeyPatch, error: str, name: str, words: str) -> None:
        import kreuzberg

        from threadline.core.documents import worker

        def fail(*_: object, **__: object) -> object:
            raise getattr(kreuzberg, error)("it failed")

        monkeypatch.setattr(kreuzberg, "extract_bytes_sync", fail)
        answer = worker._answer({"kind": PNG, "languages": "eng"}, b"")
        assert answer["error"] == name
        assert words in answer["words"]

    def test_a_scan_that_cannot_be_read_is_still_a_file(self, monkeypatch: pytest.MonkeyPatch) -> None:
        import kreuzberg

        from threadline.core.documents import worker

        extract, calls = kreuzberg.extract_bytes_sync, []

        def fail_at_pictures(content: bytes, kind: str, config: kreuzberg.ExtractionConfig) -> object:
            calls.append(kind)
            if len(calls) > 1:
                raise kreuzberg.OCRError("no data")
            return extract(content, kind, config=config)

        monkeypatch.setattr(kreuzberg, "extract_bytes_sync", fail_at_pictures)
        answer = worker._answer({"kind": PDF, "languages": "eng"}, files.pdf(" "))
        assert answer["note"] == "no_text"
        assert json.dumps(answer)


def test_the_examples_are_sequences_of_bytes() -> None:
    made: Sequence[bytes] = (files.pdf("x"), files.docx("x"), files.xlsx(("x",)))
    assert all(content[:2] in (b"%P", b"PK") for content in made)


async def test_a_damaged_picture_is_told_without_the_librarys_words() -> None:
    with pytest.raises(DocumentUnreadable) as told:
        await DocumentReader().read("photo.png", PNG, b"\x89PNG\r\n\x1a\nnothing that a picture has")
    assert str(told.value) == "The file is damaged or protected."
