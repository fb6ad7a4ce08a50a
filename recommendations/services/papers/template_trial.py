"""A template from outside looked into and tried on: what the process of its own answers."""

from collections.abc import Callable, Mapping
from typing import Any

from exports.dressing import dressed
from exports.lint import UnsoundDocumentError
from exports.sample import LANGUAGES, sample
from exports.template import Template, Unusable, UnusableTemplateError, read_template
from exports.template_report import report_on
from exports.word import write_word
from recommendations.domain.dress import TemplateTooHeavy, TemplateUnfit, report_to_json
from recommendations.domain.intake import (
    FileDamaged,
    FileEmbedsObjects,
    FileHasMacros,
    FileRefersOutside,
    FileRefused,
    FileUnpacksTooLarge,
)
from recommendations.intake.word.answers import Answer, answered
from recommendations.intake.word.package import open_package

REFUSALS: Mapping[Unusable, type[FileRefused]] = {
    Unusable.NO_WORD_FILE: FileDamaged,
    Unusable.HAS_MACROS: FileHasMacros,
    Unusable.TOO_LARGE: FileUnpacksTooLarge,
    Unusable.TOO_HEAVY: TemplateTooHeavy,
    Unusable.LEADS_ELSEWHERE: FileRefersOutside,
    Unusable.EMBEDS_FILES: FileEmbedsObjects,
}


def prepared() -> Callable[[Mapping[str, Any], bytes], Answer]:
    """Who answers; what is tried on is written now, while files can still be opened."""
    papers = [write_word(sample(), language) for language in LANGUAGES]

    def answer(_question: Mapping[str, Any], content: bytes) -> Answer:
        return answered(lambda: report_to_json(report_on(_tried(content, papers))))

    return answer


def _tried(content: bytes, papers: list[bytes]) -> Template:
    package = open_package(content)
    for name in package.parts:
        package.tree(name)  # every part is looked at with the limits of all files before other programs read it
    try:
        template = read_template(content)
        for paper in papers:
            dressed(paper, template)
    except UnusableTemplateError as error:
        raise REFUSALS[error.reason] from None
    except (UnsoundDocumentError, AttributeError, LookupError, TypeError, ValueError, SyntaxError):
        # A template that our own joining cannot cope with: whatever is wrong with it, no document can wear it.
        raise TemplateUnfit from None
    return template
