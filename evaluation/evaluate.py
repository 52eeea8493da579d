#!/usr/bin/env python3
"""Runs the program over the data that it is measured by, calls the scorers, and prints one table.

    python3 evaluation/evaluate.py [--shared ../shared] [--sayso build/release/sayso] [--work DIR] [--only attribution,stories,seed]

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
import json
import pathlib
import subprocess
import sys
import tempfile


def run(command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode not in (0, 1) or (done.returncode == 1 and not done.stdout):
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


def read_and_export(sayso, articles, ledger, model, *how):
    """The exported ledger of the articles in a file, as read from an empty start; `how`: flags of `read`."""
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


def measure_stories(args, work, folders):
    pairs = []
    for folder in folders:
        exported = work / f"{folder.name}.json"
        exported.write_text(read_and_export(args.sayso, folder / "articles.jsonl", work / f"{folder.name}.db", args.model))
        pairs.append(f"{folder}={exported}")
    return json.loads(run([sys.executable, args.shared / "stories/score.py", *pairs, "--json"]))


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
    parser.add_argument("--only", default="attribution,stories,seed")
    args = parser.parse_args()
    chosen = set(args.only.split(","))
    with tempfile.TemporaryDirectory() as scratch:
        work = args.work or pathlib.Path(scratch)
        work.mkdir(parents=True, exist_ok=True)
        if "attribution" in chosen:
            show_attribution(measure_attribution(args, work))
        if "stories" in chosen:
            folders = sorted(p.parent for p in (args.stories or args.shared / "stories").glob("*/gold.json"))
            show_ledgers("stories", measure_stories(args, work, folders))
        if "seed" in chosen:
            show_ledgers("seed", measure_stories(args, work, [args.shared / "seed"]))


if __name__ == "__main__":
    main()
