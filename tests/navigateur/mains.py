"""Two ways of acting on a page: with a finger, and with nothing but a keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from playwright.sync_api import Locator, Page

ARRETS = 200
"""More stops than any page has: beyond, the focus is trapped, or what is looked for cannot be reached."""

REGARDER = """() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  const drawn = [element, ...document.querySelectorAll("label:focus-within, a:focus-within")].some(one => {
    const style = getComputedStyle(one);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  });
  const box = element.getClientRects()[0];  // a link may be broken over two lines
  const [x, y] = [box.x + Math.min(box.width / 2, 20), box.y + Math.min(box.height / 2, 20)];
  const above = document.elementFromPoint(x, y);
  const own = [element, ...element.labels ?? []];
  const shown = above !== null && own.some(one => one.contains(above) || above.contains(one));
  return {drawn, shown, words: element.textContent.trim(), what: element.outerHTML.slice(0, 160)};
}"""
"""Whether the element that has the focus shows it, in sight and under nothing."""


class Main(Protocol):
    """What a story asks, whoever acts."""

    page: Page

    def press(self, what: Locator) -> None: ...
    def tick(self, what: Locator) -> None: ...
    def write(self, what: Locator, words: str) -> None: ...


class Doigt:
    """A finger on a phone."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, what: Locator) -> None:
        what.tap()

    def tick(self, what: Locator) -> None:
        """The words beside the box are touched, as people do."""
        self.page.locator("label").filter(has=what).tap()

    def write(self, what: Locator, words: str) -> None:
        what.tap()
        what.fill(words)


class Clavier:
    """Tab, Enter, Space, arrows. Wherever the focus stops on its way, it is seen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.unseen: list[str] = []

    def press(self, what: Locator) -> None:
        self.reach(what)
        self.page.keyboard.press("Enter")

    def tick(self, what: Locator) -> None:
        """A box is ticked by Space; in a group of choices, arrows go from one to the next."""
        if what.get_attribute("type") == "radio":
            self.choose(what)
            return
        self.reach(what)
        self.page.keyboard.press("Space")

    def choose(self, what: Locator) -> None:
        group = self.page.locator(f"input[type=radio][name={what.get_attribute('name')}]")
        self.walk(lambda: group.evaluate_all("radios => radios.includes(document.activeElement)"))
        self.page.keyboard.press("Space")
        for _ in range(group.count()):
            if what.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"arrows never reach {what}")

    def write(self, what: Locator, words: str) -> None:
        self.reach(what)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)

    def reach(self, what: Locator) -> None:
        what.wait_for(state="attached")
        self.walk(lambda: what.evaluate("element => element === document.activeElement"))

    def walk(self, there: Callable[[], bool]) -> None:
        """From where the focus is, or from the top by the skip link."""
        if not there() and self.page.evaluate("document.activeElement === document.body"):
            self.skip()
        for _ in range(ARRETS):
            if there():
                return
            self.page.keyboard.press("Tab")
            self.look()
        raise AssertionError("the keyboard does not reach it")

    def skip(self) -> None:
        """« Aller au contenu » is the first stop of every page."""
        self.page.keyboard.press("Tab")
        assert self.page.evaluate("document.activeElement.className") == "evitement"
        self.look()
        self.page.keyboard.press("Enter")
        assert self.page.evaluate("document.activeElement.id") == "contenu"

    def look(self) -> str:
        """The words of what has the focus, once seen that it shows it; empty when nothing has it."""
        seen = self.page.evaluate(REGARDER)
        if seen and not (seen["drawn"] and seen["shown"]):
            self.unseen.append(f"{seen} {self.page.url}")
        return seen["words"] if seen else ""
