"""What every page owes its reader, checked on its HTML."""

from __future__ import annotations

import re
from html.parser import HTMLParser

ANGLAIS = re.compile(
    r"\b(sign|log|email|e-mail|password|passkey|submit|please|your|you|the|with|confirm access|address|account"
    r"|security|key|required|field|error|not found|forbidden|cancel|remove|change)\b",
    re.IGNORECASE,
)


class _Lecture(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texte: list[str] = []
        self.fautes: list[str] = []
        self.ids: list[str] = []
        self._ouverts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if "style" in names or tag == "style":
            self.fautes.append(f"style in <{tag}>")
        if tag == "script" and not names.get("src"):
            self.fautes.append("inline script")
        self.fautes += [f"{name} on <{tag}>" for name in names if name.startswith("on")]
        self.fautes += [f"third party: {names[k]}" for k in ("src",) if (names.get(k) or "").startswith("http")]
        if tag == "link" and (names.get("href") or "").startswith("http"):
            self.fautes.append(f"third party: {names['href']}")
        if "id" in names:
            self.ids.append(str(names["id"]))
        for name in ("aria-label", "placeholder", "title", "alt"):
            self.texte.append(names.get(name) or "")
        self._ouverts.append(tag)

    def handle_data(self, data: str) -> None:
        self.texte.append(data)


def read_page(html: str) -> _Lecture:
    lecture = _Lecture()
    lecture.feed(html)
    return lecture


def list_faults(html: str) -> list[str]:
    """Inline styles and scripts, third parties, doubled ids, missing language or title, more or less than one h1."""
    lecture = read_page(html)
    faults = list(lecture.fautes)
    faults += [f"id twice: {name}" for name in {i for i in lecture.ids if lecture.ids.count(i) > 1}]
    faults += [] if '<html lang="fr">' in html else ["no lang"]
    faults += [] if re.search(r"<title>[^<]+ – Maillage</title>", html) else ["no title"]
    faults += [] if html.count("<h1") == 1 else [f"{html.count('<h1')} h1"]
    return faults


def english_words(html: str) -> set[str]:
    words = " ".join(read_page(html).texte)
    return {match.group(0).lower() for match in ANGLAIS.finditer(re.sub(r"\S+@\S+|\S+\.html", "", words))}


def bad_spaces(html: str) -> list[str]:
    """Places where French wants a space that does not break."""
    words = " ".join(read_page(html).texte)
    return re.findall(r".{0,20}(?:« | »|\w [;!?:](?:\s|$)).{0,20}", words)
