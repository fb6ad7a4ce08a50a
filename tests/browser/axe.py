"""What a browser finds wrong with the page it shows: barriers, sideways scrolling, targets too small for a thumb."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from playwright.sync_api import Page

from recommendations.config import ROOT

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SMALLEST_TARGET = 44

# What axe cannot decide, by its own words, and what a person who looked found.
REVIEWED = {
    "background color could not be determined because it is overlapped by another element": "lies below an open menu",
    "background color could not be determined due to a pseudo element": "stands beside the dot of a timeline",
}

RUN_AXE = """async (options) => {
    const found = await axe.run(document, {...options, resultTypes: ["violations", "incomplete"]});
    const brief = (results) => results.map((rule) => ({id: rule.id, nodes: rule.nodes.map((node) =>
        `${node.target.join(" ")}: ${[...node.any, ...node.all].map((check) => check.message).join("; ")}`)}));
    return {violations: brief(found.violations), incomplete: brief(found.incomplete)};
}"""

WIDER = """() => document.scrollingElement.scrollWidth - innerWidth"""

# What a thumb can hit of a control: its own box and that of its labels. A link inside a sentence is exempt (2.5.8).
SMALL_TARGETS = """(least) => {
    const controls = "a[href], button, select, textarea, summary, input:not([type=hidden]), [role=button]";
    const inSentence = (link) => {
        if (link.tagName !== "A" || getComputedStyle(link).display !== "inline") return false;
        let block = link.parentElement;
        while (["inline", "contents"].includes(getComputedStyle(block).display)) block = block.parentElement;
        return block.textContent.trim().length > link.textContent.trim().length;
    };
    const small = [];
    for (const control of document.querySelectorAll(controls)) {
        const shown = control.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true});
        if (!shown || control.closest(".visually-hidden, .skip-link") || inSentence(control)) continue;
        const boxes = [control, ...(control.labels || [])].map((part) => part.getBoundingClientRect());
        const width = Math.max(...boxes.map((box) => box.right)) - Math.min(...boxes.map((box) => box.left));
        const height = Math.max(...boxes.map((box) => box.bottom)) - Math.min(...boxes.map((box) => box.top));
        if (Math.round(width) < least || Math.round(height) < least) {
            const name = (control.textContent || control.name || "").trim().replace(/\\s+/g, " ").slice(0, 40);
            small.push(`${control.tagName} "${name}" is ${Math.round(width)} x ${Math.round(height)}`);
        }
    }
    return small;
}"""


@cache
def _source() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def barriers(page: Page, rules: Sequence[str] = ()) -> Iterator[str]:
    """What axe finds, by all rules or by these; what it cannot decide counts unless a person has looked at it."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_source())
    chosen = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": TAGS}
    found: dict[str, list[dict[str, Any]]] = page.evaluate(RUN_AXE, {"runOnly": chosen})
    for kind, results in found.items():
        for rule in results:
            for node in rule["nodes"]:
                if kind == "violations" or not any(words in node for words in REVIEWED):
                    yield f"{kind}: {rule['id']}: {node}"


def scrolls_sideways(page: Page, width: int) -> bool:
    """Whether the page is wider than a screen of this width."""
    page.set_viewport_size({"width": width, "height": 800})
    return bool(page.evaluate(WIDER) > 0)


def small_targets(page: Page) -> list[str]:
    """What can be pressed but is smaller than a thumb."""
    found: list[str] = page.evaluate(SMALL_TARGETS, SMALLEST_TARGET)
    return found
