"""Single faults in moves and in changes of marks."""

from tests.exports.faults import BODY, Fault

_SIGNED = 'w:author="Neva" w:date="2030-03-22T00:00:00Z"'

FAULTS_OF_CHANGES = (
    Fault("move without an arrival", BODY, 'w:name="move1"', 'w:name="move9"', "moves_have_two_ends", "redline"),
    Fault("two moves of one name", BODY, 'w:name="move2"', 'w:name="move1"', "moves_have_two_ends", "redline"),
    Fault("move left open", BODY, "<w:moveFromRangeEnd", "<w:moveToRangeEnd", "moves_have_two_ends", "redline"),
    Fault(
        "words that move from nowhere",
        BODY,
        "<w:moveFromRangeStart",
        f'<w:moveFrom w:id="995" {_SIGNED}><w:r><w:t>x</w:t></w:r></w:moveFrom><w:moveFromRangeStart',
        "moves_have_two_ends",
        "redline",
    ),
    Fault(
        "unsigned move",
        BODY,
        '<w:moveTo w:id="54" w:author="Neva"',
        '<w:moveTo w:id="54"',
        "changes_are_signed",
        "redline",
    ),
    Fault(
        "unsigned range",
        BODY,
        f'<w:moveToRangeStart w:id="57" {_SIGNED}',
        '<w:moveToRangeStart w:id="57"',
        "changes_are_signed",
        "redline",
    ),
    Fault(
        "moved words as deleted ones",
        BODY,
        "Trams run until two o’clock.</w:t>",
        "Trams.</w:t></w:r><w:r><w:delText>x</w:delText>",
        "deleted_words_are_marked",
        "redline",
    ),
    Fault(
        "change of marks without an author",
        BODY,
        f'<w:rPrChange w:id="59" {_SIGNED}',
        '<w:rPrChange w:id="59"',
        "changes_are_signed",
        "redline",
    ),
    Fault(
        "earlier marks in disorder",
        BODY,
        '<w:rPr><w:lang w:val="en-GB"/></w:rPr></w:rPrChange>',
        '<w:rPr><w:lang w:val="en-GB"/><w:b/></w:rPr></w:rPrChange>',
        "properties_are_in_order",
        "redline",
    ),
    Fault(
        "marks behind the language",
        BODY,
        f'<w:lang w:val="en-GB"/><w:rPrChange w:id="59" {_SIGNED}>',
        f'<w:lang w:val="en-GB"/><w:i/><w:rPrChange w:id="59" {_SIGNED}>',
        "properties_are_in_order",
        "redline",
    ),
    Fault(
        "end of a move in a run",
        BODY,
        "<w:moveToRangeStart",
        "<w:r><w:moveToRangeEnd/></w:r><w:moveToRangeStart",
        "elements_stand_where_they_may",
        "redline",
    ),
)
