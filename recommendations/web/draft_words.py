"""The sentences that the editor says by itself, in the reader's language."""

from flask_babel import gettext as _


def _states() -> dict[str, str]:
    return {
        "state-connecting": _("Connecting…"),
        "state-saving": _("Saving…"),
        "state-saved": _("All changes saved"),
        "state-offline": _("Offline: your text is kept here and will be sent"),
        "state-closed": _("Drafting is closed"),
        "state-refused": _("Not saved"),
    }


def _refusals() -> dict[str, str]:
    return {
        "closed-title": _("Drafting has been closed."),
        "closed-why": _("All your changes are saved. You can read and copy the text, but no longer change it."),
        "refused-title": _("Your last changes could not be saved."),
        "refused-drafting-closed": _(
            "Drafting was closed before they arrived. They are still on this page: copy them, and speak to the chair."
        ),
        "refused-not-permitted": _(
            "You may no longer write in this text. Your changes are still on this page: copy them before you leave it."
        ),
        "refused-text-replaced": _(
            "The text was replaced on the server. Your changes are still on this page: copy them, then reload."
        ),
        "refused-other": _("They are still on this page: copy them, then reload the page and put them in again."),
        "copy-text": _("Copy my text"),
        "reload": _("Reload the page"),
        "copied": _("The text has been copied."),
        "copy-yourself": _("The text is selected: copy it with your keyboard or your browser's menu."),
        "structure-offline": _("Offline: paragraphs can be split, joined or moved again when the connection is back"),
        "outside": _("Begin with one of the buttons above: it makes the place to write in"),
        "several-units": _("Nothing was deleted: use the button “Delete this part” for each part by itself"),
    }


def reader_words() -> dict[str, str]:
    """What the page of a live text says beside the units; ``%(names)s`` is filled in by the browser."""
    return {
        "kind-recommendation": _("Recommendation"),
        "kind-commitment": _("Commitment"),
        "addressed": _("To: %(names)s", names="%(names)s"),
        "live": _("You follow the text as it is written."),
        "closed": _("Drafting is closed; the text no longer changes."),
        "offline": _("Connection lost. The text may have changed; it will be renewed by itself."),
    }


def editor_words(title: str, language: str) -> dict[str, str]:
    """Every sentence of the editor by its key; static/src/drafting/words.ts fills in the rest."""
    return {
        **_states(),
        **_refusals(),
        "placeholder-title": _("Title"),
        "placeholder-paragraph": _("What is asked of whom, by when, and why"),
        "editor-label": _("Text of “%(title)s” in %(language)s", title=title, language=language),
        "addressed-nobody": _("To nobody yet"),
        "missing-there": _("Not yet in %(name)s", name="%(name)s"),
        "missing-here": _("Not yet in this version."),
        "add-counterpart": _("Add it here, to be translated"),
        "footnote-spoken": _("Footnote %(number)s: %(text)s", number="%(number)s", text="%(text)s"),
        "words": _("%(number)s words", number="%(number)s"),
        "words_one": _("%(number)s word", number="%(number)s"),
        "words-long": _("%(number)s words: long for one recommendation", number="%(number)s"),
        "link-wrong": _("This is not an address on the web. It begins with https://, for instance."),
        "also-here": _("Also here: %(names)s", names="%(names)s"),
    }
