"""All tracked changes of a Word file accepted or rejected, as Word does it, with code that the writers do not share."""

from collections.abc import Iterator

from lxml import etree

from tests.exports.opening import WORD, tree

W = f"{{{WORD['w']}}}"


def decided(content: bytes, *, accept: bool) -> list[tuple[str, str]]:
    """Style and words of every paragraph of the body, footnotes as ¹; what has no words left is left out."""
    gone = W + ("del" if accept else "ins")
    found: list[tuple[str, str]] = []
    held = ""
    for paragraph in tree(content).iter(W + "p"):
        held += "".join(_words(paragraph, gone))
        if paragraph.find(f"{W}pPr/{W}rPr/{gone}") is not None:
            continue
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if held:
            found.append(("" if style is None else str(style.get(W + "val")), held))
        held = ""
    return found


def _words(paragraph: etree._Element, gone: str) -> Iterator[str]:
    for node in paragraph.iter(W + "t", W + "delText", W + "footnoteReference", W + "tab", W + "br"):
        if any(parent.tag == gone for parent in node.iterancestors()):
            continue
        yield str(node.text or "") if node.tag in {W + "t", W + "delText"} else "¹"


def signed_changes(content: bytes) -> list[tuple[str, str, str]]:
    """Every change of words: its sign, its author and its words."""
    changes = tree(content).iter(W + "ins", W + "del")
    return [
        (
            "+" if node.tag == W + "ins" else "-",
            str(node.get(W + "author")),
            "".join(str(text.text) for text in node.iter(W + "t", W + "delText")),
        )
        for node in changes
        if len(node)
    ]
