#!/usr/bin/env python3
"""Counts what the program reads wrong in stories, by kind; with --show KIND, lists the cases.

    python3 evaluation/evaluate.py --only stories --work DIR
    python3 evaluation/mistakes.py DIR [--shared ../shared] [--show "stance denies"]

Problem. A score says how much is wrong, not what.
Idea. Statements are matched with gold reports as the stories' scorer does it (contents share half of their words, one to one), and
each difference is counted under a name that says what was expected and what was found; no cause is guessed.
Example. "stance denies read as asserts  40".
Cost. Seconds.
"""
import argparse
import bisect
import collections
import json
import pathlib
import random
import sys


def attributed(items):
    return [i for i in items if i.get("voice") != "own" and i["stance"] != "unverified" and not i.get("carries")]


class Story:
    def __init__(self, scorer, folder, ledger):
        self.scorer = scorer
        articles = [json.loads(line) for line in (folder / "articles.jsonl").open(encoding="utf8") if line.strip()]
        gold = json.loads((folder / "gold.json").read_text("utf8"))
        self.text = {a["id"]: a["text"] for a in articles}
        self.starts = {k: [m.start() for m in scorer.WORD.finditer(t)] for k, t in self.text.items()}
        self.gold, self.read = attributed(gold["reports"]), attributed(ledger["statements"])
        self.gold_entities = {e["id"]: e for e in gold["entities"]}
        self.read_entities = {e["id"]: e for e in ledger["entities"]}

    def words(self, document, spans):
        at = self.starts[document]
        return {i for b, e in spans for i in range(bisect.bisect_left(at, b), bisect.bisect_left(at, e))}

    def gold_words(self, report):
        place = report.get("at", {})
        parts = report.get("content") or [report["cue"]]
        numbers = place.get("content") if report.get("content") else [place.get("cue", 0)]
        spans = []
        for part, n in zip(parts, numbers or [0] * len(parts)):
            begin = self.scorer.find(self.text[report["article"]], part, n)
            spans.append((begin, begin + len(part)))
        return self.words(report["article"], spans)

    def read_words(self, statement):
        parts = statement["content"] or ([statement["cue"]] if statement["cue"] else [])
        return self.words(statement["document"], [(p["start"], p["end"]) for p in parts])

    def same_speaker(self, report, statement):
        return self.scorer.same_entity(self.gold_entities.get(report["speaker"]), self.read_entities.get(statement["speaker"]))

    def matches(self):
        """[(gold report, statement)] in the scorer's order of preference."""
        gold, read = [self.gold_words(r) for r in self.gold], [self.read_words(s) for s in self.read]
        pairs = []
        for i, report in enumerate(self.gold):
            for j, statement in enumerate(self.read):
                both = gold[i] & read[j] if statement["document"] == report["article"] else set()
                if both and len(both) / len(gold[i] | read[j]) >= 0.5:
                    pairs.append((-len(both) / len(gold[i] | read[j]), not self.same_speaker(report, statement), i, j))
        taken_gold, taken_read = {}, set()
        for _, _, i, j in sorted(pairs):
            if i not in taken_gold and j not in taken_read:
                taken_gold[i] = j
                taken_read.add(j)
        return taken_gold, taken_read


def relays(story, report, statement):
    """(right, read, gold): how many relays, as the scorer counts them."""
    gold = [story.gold_entities[e] for e in report.get("via", [])]
    read = [story.read_entities[e] for e in statement.get("via") or [] if e in story.read_entities]
    return sum(any(story.scorer.same_entity(g, r) for r in read) for g in gold), len(read), len(gold)


def interval(articles, times=2000):
    """F1 of relays over all articles, and the bounds that 95 of 100 resamplings of whole articles stay within."""
    f1 = lambda rows: 2 * sum(r[0] for r in rows) / max(1, sum(r[1] + r[2] for r in rows))
    chance = random.Random(1)
    values = sorted(f1(chance.choices(articles, k=len(articles))) for _ in range(times))
    return f1(articles), values[times // 40], values[-times // 40]


def kinds(story, report, statement):
    as_scored = {"confirms": "asserts"}
    expected, found = (as_scored.get(x["stance"], x["stance"]) for x in (report, statement))
    if expected != found:
        yield f"stance {expected} read as {found}"
    if not story.same_speaker(report, statement):
        source = statement["source"]
        how = "no source found" if not source else "the gold's source" if source["text"] == report["source"] else "another source span"
        yield f"speaker wrong, {how}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("work", type=pathlib.Path, help="the folder that evaluate.py --work kept its exports in")
    parser.add_argument("--shared", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parent.parent / "../shared")
    parser.add_argument("--show", help="list the cases of kinds that contain these words")
    args = parser.parse_args()
    sys.path.insert(0, str(args.shared / "stories"))
    import score as scorer

    count = collections.Counter()

    def note(kind, *details):
        count[kind] += 1
        if args.show and args.show in kind:
            print(kind, *details, sep=" | ")

    via = collections.defaultdict(lambda: [0, 0, 0])

    for gold in sorted((args.shared / "stories").glob("*/gold.json")):
        folder = gold.parent
        story = Story(scorer, folder, json.loads((args.work / f"{folder.name}.json").read_text("utf8")))
        taken_gold, taken_read = story.matches()
        for i, report in enumerate(story.gold):
            where = (folder.name, report["article"], report["source"], report["cue"], report["content"])
            note("found" if i in taken_gold else "not found", *where)
            if i in taken_gold:
                article = via[folder.name, report["article"]]
                article[:] = map(sum, zip(article, relays(story, report, story.read[taken_gold[i]])))
            for kind in kinds(story, report, story.read[taken_gold[i]]) if i in taken_gold else ():
                note(kind, *where)
        for j, statement in enumerate(story.read):
            if j not in taken_read:
                note("found though the gold has none", folder.name, statement["document"], [p["text"] for p in statement["content"]])
    for kind, n in count.most_common():
        print(f"{n:5d}  {kind}")
    print("via F1 {:.3f}, 95 of 100 resamplings of articles between {:.3f} and {:.3f}".format(*interval(list(via.values()))))


if __name__ == "__main__":
    main()
