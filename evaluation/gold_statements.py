#!/usr/bin/env python3
"""The gold of a story as statements for `sayso read --statements`: entities and reports, without claims.

    python3 evaluation/gold_statements.py STORY_FOLDER > statements.json
    sayso read STORY_FOLDER/articles.jsonl --statements statements.json

Problem. Where grouping and judging are to be measured apart, they must get statements that are right.
Idea. A gold report has everything that a statement of the export has, in words instead of places; the places are looked up.
Example. {"article": "a1", "content": ["it burned"]} becomes {"document": "a1", "content": [{"start": 36, "end": 45, "text": "it burned"}]}.
What the gold keeps for claims (claim, origins, standing, flags) is left out. An outlet's own voice says nothing of "seen", as in the gold.
Cost. None to speak of.
"""
import json
import pathlib
import sys


def span(text, part, n):
    at = -1
    for _ in range(n + 1):
        at = text.find(part, at + 1)
    if at < 0:
        sys.exit(f"the article has no {part!r}")
    return {"start": at, "end": at + len(part), "text": part}


def statement(report, text):
    at = report.get("at", {})
    one = {"id": report["id"], "document": report["article"]}
    for role in ("source", "cue"):
        one[role] = span(text, report[role], at.get(role, 0)) if report.get(role) else None
    numbers = at.get("content") or [0] * len(report["content"])
    one["content"] = [span(text, part, n) for part, n in zip(report["content"], numbers)]
    for field, other in (("speaker", None), ("via", []), ("stance", "asserts"), ("quoted", "indirect"), ("said_on", None)):
        one[field] = report.get(field) or other
    one["voice"] = report.get("voice") or "attributed"
    return one


def articles_of(folder):
    return [json.loads(line) for line in (folder / "articles.jsonl").read_text("utf8").splitlines() if line.strip()]


def statements_of(folder):
    """What `read --statements` takes, as a value."""
    texts = {article["id"]: article["text"] for article in articles_of(folder)}
    gold = json.loads((folder / "gold.json").read_text("utf8"))
    return {"entities": gold["entities"], "statements": [statement(r, texts[r["article"]]) for r in gold["reports"]]}


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    json.dump(statements_of(pathlib.Path(sys.argv[1])), sys.stdout, ensure_ascii=False, indent=1)
