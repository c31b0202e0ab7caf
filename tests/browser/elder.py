"""What the specification for old people asks of a page (facts 8.7), measured in the browser."""

from typing import TYPE_CHECKING

from tests.browser.office import PHONE_SCREEN

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: Of every element with a text of its own: its words, size, line spacing, and contrast with whatever lies behind it.
TEXTS = """() => {
    const paint = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
    const rgb = (colour) => {
        paint.clearRect(0, 0, 1, 1); paint.fillStyle = colour; paint.fillRect(0, 0, 1, 1);
        return [...paint.getImageData(0, 0, 1, 1).data];
    };
    const ground = (one) => {
        for (; one; one = one.parentElement) {
            const colour = rgb(getComputedStyle(one).backgroundColor);
            if (colour[3] === 255) return colour;
        }
        return [255, 255, 255];
    };
    const light = (colour) => {
        const [r, g, b] = colour.slice(0, 3).map((n) => (n /= 255) <= 0.03928 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    return [...document.querySelectorAll("main *")]
        .filter((one) => one.offsetParent && !one.closest(".visually-hidden, svg")
            && [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()))
        .map((one) => {
            const style = getComputedStyle(one), size = parseFloat(style.fontSize);
            const [lighter, darker] = [light(rgb(style.color)), light(ground(one))].sort((a, b) => b - a);
            return {words: one.textContent.trim().slice(0, 30), size, spacing: parseFloat(style.lineHeight) / size,
                contrast: (lighter + 0.05) / (darker + 0.05)};
        });
}"""
TARGETS = """() => [...document.querySelectorAll("main :is(button, a.button, .control, summary)")]
    .map((one) => one.getBoundingClientRect().height).filter((height) => height > 0)"""


def assert_elder(page: "Page") -> None:
    """What is shown keeps every number: size, line spacing, contrast, targets, width."""
    texts = page.evaluate(TEXTS)
    assert len(texts) > 5
    assert [one for one in texts if one["size"] < 18] == []
    assert [one for one in texts if one["spacing"] < 1.3] == []
    assert [one for one in texts if one["contrast"] < 4.5] == []
    assert min(page.evaluate(TARGETS)) >= 60
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE_SCREEN["width"]
