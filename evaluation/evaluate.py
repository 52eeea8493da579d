#!/usr/bin/env python3
"""Runs the program over the data that it is measured by, calls the scorers, and prints one table.

    python3 evaluation/evaluate.py [--shared ../shared] [--sayso build/release/sayso] [--work DIR] [--only attribution,stories,given,together,seed]

Problem. A figure about quality must come from the program as a user runs it, not from a piece of it.
Idea. Each data set is written as articles, read by `sayso read` into a ledger of its own, exported by `sayso export`, and
handed to the scorer that stands beside the data.
Example. The row "stories" holds what score.py says of the ten ledgers together.
Cost. About a minute for the 84 articles of attribution/dev and the 92 of the stories on two cores.

The corpus of attributions counts beliefs, wishes and plans ("hopes that"), so its articles are read with --attitudes; the gold of the
stories does not, and theirs are read without.

The corpus annotates the outermost attributions only, so statements that are told inside another are left out of its count.

An attribution with two contents ("... ," he said. "...") may be two statements in the ledger; the corpus counts it once, so
statements that share source and cue are handed over as one, and contents with nothing but "and that" between them as one content.
"""
import argparse
import collections
import json
import pathlib
import subprocess
import sys
import tempfile

from gold_statements import articles_of, statements_of


def run(command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode not in (0, 1) or (done.returncode == 1 and not done.stdout):
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


def read_and_export(sayso, articles, ledger, model, *how):
    """The exported ledger of the articles in a file, as read from an empty start; `how`: options of `read`."""
    ledger.unlink(missing_ok=True)
    options = ["--ledger", ledger] + (["--model", model] if model else [])
    run([sayso, *options, "read", *how, articles])
    return run([sayso, *options, "export", "--format", "json"])


def quotes_of(statements, text):
    """The outermost statements of one document as attributions: those of one source and cue are one."""
    together = {}
    for n, statement in enumerate(statements):
        if statement.get("voice") == "own" or statement["inside"] or not statement["content"]:
            continue
        key = (json.dumps(statement["source"]), json.dumps(statement["cue"])) if statement["cue"] else n
        quote = together.setdefault(key, {"sources": [], "cues": [], "contents": []})
        quote["sources"] = [statement["source"]] if statement["source"] else []
        quote["cues"] = [statement["cue"]] if statement["cue"] else []
        quote["contents"] += statement["content"]
    for quote in together.values():
        quote["contents"] = joined(sorted(quote["contents"], key=lambda span: span["start"]), text)
    return list(together.values())


def joined(spans, text):
    out = []
    for span in spans:
        if out and text[out[-1]["end"] : span["start"]].strip(" ,") == "and that":
            out[-1] = {"start": out[-1]["start"], "end": span["end"]}
        else:
            out.append({"start": span["start"], "end": span["end"]})
    return out


def measure_attribution(args, work):
    gold = args.shared / "bench/attribution/dev.jsonl"
    articles = work / "attribution.jsonl"
    texts = {}
    with articles.open("w") as out:
        for line in gold.open():
            article = json.loads(line)
            texts[article["id"]] = article["text"]
            del article["quotes"]
            out.write(json.dumps(article) + "\n")
    ledger = json.loads(read_and_export(args.sayso, articles, work / "attribution.db", args.model, "--attitudes"))
    predicted = work / "attribution-predicted.jsonl"
    with predicted.open("w") as out:
        for document in ledger["documents"]:
            mine = [s for s in ledger["statements"] if s["document"] == document["id"]]
            out.write(json.dumps({"id": document["id"], "quotes": quotes_of(mine, texts[document["id"]])}) + "\n")
    return json.loads(run([sys.executable, args.shared / "bench/attribution/score.py", gold, predicted, "--json"]))


def measure_stories(args, work, folders, given=False):
    """Scores of stories, read from text, or with `given` from the statements of their gold."""
    pairs = []
    for folder in folders:
        exported, how = work / f"{folder.name}{'-given' if given else ''}.json", []
        if given:
            how = ["--statements", work / f"{folder.name}-statements.json"]
            how[1].write_text(json.dumps(statements_of(folder)))
        exported.write_text(read_and_export(args.sayso, folder / "articles.jsonl", work / f"{folder.name}.db", args.model, *how))
        pairs.append(f"{folder}={exported}")
    return json.loads(run([sys.executable, args.shared / "stories/score.py", *pairs, "--json"]))


def measure_together(args, work, folders, given=False):
    """All stories in one ledger: of the pairs of statements that share a claim, how many are of two stories."""
    ledger = work / f"together{'-given' if given else ''}.db"
    ledger.unlink(missing_ok=True)
    options = ["--ledger", ledger] + (["--model", args.model] if args.model else [])
    for folder in folders:
        how = []
        if given:
            how = ["--statements", work / f"{folder.name}-statements.json"]
            how[1].write_text(json.dumps(statements_of(folder)))
        run([args.sayso, *options, "read", *how, folder / "articles.jsonl"])
    exported = json.loads(run([args.sayso, *options, "export", "--format", "json"]))
    story_at = {article["url"]: folder.name for folder in folders for article in articles_of(folder)}
    story = {d["id"]: story_at[d["url"]] for d in exported["documents"]}
    claims = collections.defaultdict(collections.Counter)
    for statement in exported["statements"]:
        claims[statement["claim"]][story[statement["document"]]] += 1
    pairs = sum(sum(c.values()) * (sum(c.values()) - 1) // 2 for c in claims.values())
    within = sum(n * (n - 1) // 2 for c in claims.values() for n in c.values())
    return pairs, pairs - within


def show_attribution(scores):
    print("\nattribution/dev        precision   recall       F1")
    for name, value in scores.items():
        if "f1" in value:
            print(f"{name:20s} {value['p']:11.3f} {value['r']:8.3f} {value['f1']:8.3f}")
    kinds = scores["recall by kind"]
    print("recall by kind         " + ", ".join(f"{k} {v['r']:.3f} of {v['gold']}" for k, v in kinds.items()))


def show_ledgers(title, scores):
    columns = list(next(iter(scores.values())))
    print(f"\n{title:18s}" + "".join(f"{c:>9s}" for c in columns))
    for name, row in scores.items():
        print(f"{name:18s}" + "".join(f"{row[c]:9.3f}" for c in columns))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    root = pathlib.Path(__file__).resolve().parent.parent
    parser.add_argument("--shared", type=pathlib.Path, default=root / "../shared")
    parser.add_argument("--sayso", type=pathlib.Path, default=root / "build/release/sayso")
    parser.add_argument("--model", type=pathlib.Path, help="another model file than the shipped one")
    parser.add_argument("--work", type=pathlib.Path, help="keep ledgers and exports here")
    parser.add_argument("--stories", type=pathlib.Path, help="another folder of stories than shared/stories")
    parser.add_argument("--only", default="attribution,stories,given,together,seed",
                        help="of attribution, stories, given (the stories from gold statements), together (all stories in one ledger), seed")
    args = parser.parse_args()
    chosen = set(args.only.split(","))
    with tempfile.TemporaryDirectory() as scratch:
        work = args.work or pathlib.Path(scratch)
        work.mkdir(parents=True, exist_ok=True)
        if "attribution" in chosen:
            show_attribution(measure_attribution(args, work))
        folders = sorted(p.parent for p in (args.stories or args.shared / "stories").glob("*/gold.json"))
        if "stories" in chosen:
            show_ledgers("stories", measure_stories(args, work, folders))
        if "given" in chosen:
            show_ledgers("gold statements", measure_stories(args, work, folders, given=True))
        if "together" in chosen:
            for given in (False, True):
                pairs, apart = measure_together(args, work, folders, given)
                print(f"\nall stories in one ledger, {'gold statements' if given else 'read'}: of {pairs} pairs of statements that share a claim, "
                      f"{apart} are of two stories ({apart / max(1, pairs):.4f})")
        if "seed" in chosen:
            show_ledgers("seed", measure_stories(args, work, [args.shared / "seed"]))


if __name__ == "__main__":
    main()
