#!/usr/bin/env python3
"""Measures each pass of reading by a corpus that annotates what the pass finds, and prints one table.

    python3 evaluation/evaluate_reading.py [--only names,gap,ontogum,nested,times] [--shared ../shared] [--model FILE] [--work DIR]

Problem. The scores of ledgers (evaluate.py) do not tell which pass is weak: names, who is meant, who said that who said, or when.
Idea. Each corpus is written as documents of plain text, read by reading_dump (the program's own functions), turned into what the
corpus's scorer takes, and scored by it. The answers of a corpus are looked at only after reading.
Example. "names, strict F1   WikiGold   0.812   3558" is what bench/names/score.py says of 3,558 names.
Cost. A minute and a half of one free core. `--self-test` tests what is computed here.

  names    UNER EWT and WikiGold: same first token, last token and type. organisation and outlet are ORG, place is LOC; other is MISC
           in WikiGold and is dropped in UNER, which has no such type. Both may train a model that is shipped: for a figure on texts that
           trained nothing, measure a model of `train.py --without uner --without wikigold`
  gap      a pronoun and two names a text: each is a yes where the entity of the pronoun has a mention that overlaps the name
  ontogum  chains of GUM's development documents; a mention counts where all its words are the same; chains of one are left out.
           All mentions count, of places, things and events, too, where the program's entities are persons and bodies
  nested   who said that who said: the sources of a statement and of those that it is inside of, outermost first (--attitudes).
           The heads of nested reports that are shipped are trained on these very texts: for a figure on texts that they have not seen,
           `training/nested.py --program` trains and reads in five folds
  times    TimeBank and AQUAINT, on which the patterns were developed
"""
import argparse
import csv
import json
import pathlib
import re
import subprocess
import sys
import tempfile
from collections import namedtuple

from hard_wraps import unwrapped
from times_bench import without_answers
from token_text import TokenText

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "training"))
from coreference_score import Conll, gap as gap_scores  # noqa: E402: it lies in training/

Row = namedtuple("Row", "measure data value n")
TARGETS = {  # (measure, data): the least that is asked for
    ("names, strict F1", "UNER EWT"): 0.75, ("names, strict F1", "WikiGold"): 0.72, ("pronouns, F1", "GAP validation"): 0.75,
    ("coreference, CoNLL F1", "OntoGUM dev"): 0.50, ("  chain, depth 2 recall", "MPQA train"): 0.50, ("  chain, depth 3+ recall", "MPQA train"): 0.30,
    ("times, value F1", "timebank"): 0.80, ("  relaxed F1", "timebank"): 0.90, ("times, value F1", "aquaint"): 0.80, ("  relaxed F1", "aquaint"): 0.90}
SENTENCES = 25  # of one document of a corpus that has no documents, or long ones
TYPES = "person=PER,organisation=ORG,outlet=ORG,place=LOC,other="


class Bench:
    """Runs the dump and the scorers, and keeps the files between them."""

    def __init__(self, args, work):
        self.args, self.work, self.shared = args, work, args.shared

    def lines(self, name, items):
        path = self.work / name
        path.write_text("".join(json.dumps(item) + "\n" for item in items), "utf8")
        return path

    def read(self, name, documents, part, attitudes=False):
        """{id: what the dump says} of documents {"id", "text", "published"}."""
        source = self.lines(f"{name}.jsonl", documents)
        command = [self.args.sayso_dump, source, "--model", self.args.model, "--parts", part] + ["--attitudes"] * attitudes
        with (self.work / f"{name}-read.jsonl").open("w") as out:
            if subprocess.run([str(x) for x in command], stdout=out).returncode:
                sys.exit(f"{' '.join(map(str, command))} failed")
        return {d["id"]: d for d in map(json.loads, (self.work / f"{name}-read.jsonl").open(encoding="utf8"))}

    def score(self, bench, gold, predicted, *options):
        command = [sys.executable, self.shared / "bench" / bench / "score.py", gold, predicted, *options, "--json"]
        done = subprocess.run([str(x) for x in command], capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
        return json.loads(done.stdout)


# ---- names ----


def tagged_documents(path):
    """[[(tokens, text of the sentence or None)]] of an IOB file; documents end where the file says so, or after some sentences."""
    lines = path.read_text("utf8").split("\n")
    numbered = any(line.startswith("# text = ") for line in lines)  # else "#" is a token
    documents, tokens, text = [[]], [], None
    for line in [*lines, ""]:
        if line.startswith(("# newdoc", "-DOCSTART-")):
            documents.append([])
        elif numbered and line.startswith("#"):
            text = line[len("# text = "):] if line.startswith("# text = ") else text
        elif line.strip():
            tokens.append(line.split("\t")[1] if numbered else line.split()[0])
        elif tokens:
            if len(documents[-1]) == SENTENCES:
                documents.append([])
            documents[-1].append((tokens, text))
            tokens, text = [], None
    return [d for d in documents if d]


def iob_tags(names, text, n_tokens):
    """IOB2 tags of tokens from names {"start", "end", "type"}; a token that two names touch is the first one's."""
    tags = ["O"] * n_tokens
    for name in names:
        begin, end = text.tokens(name["start"], name["end"])
        if begin < end and all(tag == "O" for tag in tags[begin:end]):
            tags[begin:end] = ["B-" + name["type"]] + ["I-" + name["type"]] * (end - begin - 1)
    return tags


def measure_names(bench):
    for data, path, types in (("UNER EWT", "en_ewt-ud-dev.iob2", TYPES),
                              ("WikiGold", "wikigold/CONLL-format/data/wikigold.conll.txt", TYPES + "MISC")):
        gold = bench.shared / "data/names" / path
        name = "names-" + data.split()[0].lower()
        documents = tagged_documents(gold)
        texts = [TokenText([tokens for tokens, _ in d], [text for _, text in d]) for d in documents]
        read = bench.read(name, [{"id": str(n), "text": t.text} for n, t in enumerate(texts)], "names")
        predicted = bench.work / f"{name}-predicted.txt"
        with predicted.open("w", encoding="utf8") as out:
            for n, (document, text) in enumerate(zip(documents, texts)):
                tags = iter(iob_tags(read[str(n)]["names"], text, len(text.begins)))
                for tokens, _ in document:
                    out.writelines(f"{token} {next(tags)}\n" for token in tokens)
                    out.write("\n")
        scores = bench.score("names", gold, predicted, "--map", types)
        for kind, score in scores.items():
            yield Row("names, strict F1" if kind == "all" else f"  {kind}", data, score["f1"], score["gold"])


# ---- coreference ----


def entity_at(read, start, end):
    """The entity of the mention that is exactly these words."""
    return next((m["entity"] for m in read["mentions"] if (m["start"], m["end"]) == (start, end)), None)


def is_meant(read, pronoun, name):
    """Whether the pronoun's entity has a mention that overlaps the name; both are (start, end)."""
    entity = entity_at(read, *pronoun)
    return entity is not None and any(
        m["entity"] == entity and m["start"] < name[1] and name[0] < m["end"] for m in read["mentions"])


def measure_gap(bench):
    with (bench.shared / "data/coreference/gap-validation.tsv").open(encoding="utf8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    read = bench.read("gap", [{"id": row["ID"], "text": row["Text"]} for row in rows], "records")
    answers = []
    for row in rows:
        def place(field):
            return int(row[field + "-offset"]), int(row[field + "-offset"]) + len(row[field])
        gender = "feminine" if row["Pronoun"].lower() in ("she", "her", "hers") else "masculine"
        gold = tuple(row[field + "-coref"] == "TRUE" for field in "AB")
        answers.append((gender, gold, tuple(is_meant(read[row["ID"]], place("Pronoun"), place(field)) for field in "AB")))
    scores = gap_scores(answers)
    for group in ("all", "masculine", "feminine"):
        n = sum(group in ("all", gender) for gender, _, _ in answers)
        yield Row("pronouns, F1" if group == "all" else f"  {group}", "GAP validation", scores[group][2], n)
    yield Row("  bias, feminine / masculine", "GAP validation", scores["bias"], len(rows))
    known = sum(entity_at(read[r["ID"]], int(r["Pronoun-offset"]), int(r["Pronoun-offset"]) + len(r["Pronoun"])) is not None for r in rows)
    yield Row("  pronouns with an entity", "GAP validation", known / len(rows), len(rows))


def conllu_documents(path):
    """(id, sentences of tokens, their texts, what stands before each) of a CoNLL-U file with paragraphs."""
    documents, fresh = [], False
    for line in path.open(encoding="utf8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc id"):
            documents.append((line.split("=", 1)[1].strip(), [], [], []))
        elif line.startswith("# newpar"):
            fresh = True
        elif line.startswith("# text = "):
            documents[-1][1].append([])
            documents[-1][2].append(line[len("# text = "):])
            documents[-1][3].append("\n\n" if fresh else " ")
            fresh = False
        elif line.split("\t")[0].isdigit():
            documents[-1][1][-1].append(line.split("\t")[1])
    return documents


CHAIN = re.compile(r"\((\d+)(\))?|(\d+)\)")


def gold_chains(path, words):
    """{chain: {(first word, last word + 1)}} of an OntoGUM file of these words."""
    rows = [line.rstrip("\n").split("\t") for line in path.open(encoding="utf8") if "\t" in line]
    if len(rows) != len(words) or any(row[1] not in ("", word) for row, word in zip(rows, words)):  # "|" is left empty there
        sys.exit(f"{path}: its words are not those of the treebank")
    chains, open_ = {}, {}
    for i, row in enumerate(rows):
        for match in CHAIN.finditer(row[-1]):
            if match[3]:
                chains.setdefault(match[3], set()).add((open_[match[3]].pop(), i + 1))
            elif match[2]:
                chains.setdefault(match[1], set()).add((i, i + 1))
            else:
                open_.setdefault(match[1], []).append(i)
    return list(chains.values())


def read_chains(read, text):
    """The same of what was read: mentions as ranges of words."""
    chains = [{text.tokens(m["start"], m["end"]) for m in chain} for chain in read["chains"]]
    return [{(begin, end) for begin, end in chain if begin < end} for chain in chains]


def measure_ontogum(bench):
    documents = conllu_documents(bench.shared / "data/treebank/en_gum-ud-dev.conllu")
    texts = {id: TokenText(sentences, written, between) for id, sentences, written, between in documents}
    read = bench.read("ontogum", [{"id": id, "text": text.text} for id, text in texts.items()], "chains")
    conll, n_chains, n_mentions = Conll(), 0, 0
    for id, sentences, _, _ in documents:
        gold = gold_chains(bench.shared / f"data/coreference/ontogum/{id}.conll", [word for s in sentences for word in s])
        conll.add(gold, read_chains(read[id], texts[id]))
        n_chains += sum(len(chain) > 1 for chain in gold)
        n_mentions += sum(len(chain) for chain in gold if len(chain) > 1)
    yield Row("coreference, CoNLL F1", "OntoGUM dev", conll.f1(), n_mentions)
    for name, shown, n in (("muc", "MUC", n_mentions - n_chains), ("b3", "B-cubed", n_mentions), ("ceaf", "CEAF-phi4", n_chains),
                           ("mentions", "mentions", n_mentions)):
        yield Row(f"  {shown}", "OntoGUM dev", conll.prf(name)[2], n)


# ---- nested sources ----


def chain_of(statements, n):
    """Sources of a statement and of those around it, outermost first; null where one has no words."""
    chain, seen = [], set()
    while n is not None and n not in seen:
        seen.add(n)
        chain.append(statements[n]["source"])
        n = statements[n]["inside"]
    return chain[::-1]


def reports_of(statements):
    """Each cue with its chain, once: one cue may have several statements."""
    reports = []
    for n, statement in enumerate(statements):
        report = {"cue": statement["cue"], "chain": chain_of(statements, n)}
        if statement["voice"] != "own" and statement["cue"] and report not in reports:
            reports.append(report)
    return reports


def measure_nested(bench):
    gold = bench.shared / "data/nested/mpqa-train.jsonl"
    documents = [json.loads(line) for line in gold.open(encoding="utf8")]
    read = bench.read("nested", [{"id": d["id"], "text": unwrapped(d["text"])} for d in documents], "records", attitudes=True)
    predicted = bench.lines("nested-predicted.jsonl", ({"id": id, "reports": reports_of(d["statements"])} for id, d in read.items()))
    scores = bench.score("nested", gold, predicted)
    for name, shown, value in (("chain", "nested sources, chain F1", "f1"), ("found", "  found F1", "f1"),
                               ("innermost", "  innermost F1", "f1"), ("mentioned", "  mentioned recall", "r"),
                               *((f"chain, depth {k}", f"  chain, depth {k} recall", "r") for k in ("1", "2", "3+"))):
        yield Row(shown, "MPQA train", scores[name][value], scores[name]["gold"])


# ---- times ----


def measure_times(bench):
    for data in ("timebank", "aquaint"):
        gold = bench.shared / f"bench/times/{data}.jsonl"
        read = bench.read(f"times-{data}", map(json.loads, without_answers(gold)), "times")
        scores = bench.score("times", gold, bench.lines(f"times-{data}-predicted.jsonl", read.values()))
        yield Row("times, value F1", data, scores["value"]["f1"], scores["value"]["gold"])
        for kind in ("relaxed", "strict", "type"):
            yield Row(f"  {kind} F1", data, scores[kind]["f1"], scores[kind]["gold"])


MEASURES = {"names": measure_names, "gap": measure_gap, "ontogum": measure_ontogum, "nested": measure_nested, "times": measure_times}


def show(row):
    target = TARGETS.get((row.measure, row.data))
    print(f"{row.measure:30s} {row.data:15s} {row.value:7.3f} {row.n:7d} {'-' if target is None else f'{target:.2f}':>7s}", flush=True)


def self_test():
    text = TokenText([["Ann", "'s", "dog"], ["Bo", "Li"]])
    assert text.text == "Ann's dog\nBo Li"
    names = [{"start": 0, "end": 3, "type": "person"}, {"start": 10, "end": 15, "type": "place"}, {"start": 13, "end": 15, "type": "other"}]
    assert iob_tags(names, text, 5) == ["B-person", "O", "O", "B-place", "I-place"]
    # "Her" is whom its own mention means, not the longer phrase around it.
    read = {"mentions": [{"start": 0, "end": 4, "entity": 0}, {"start": 6, "end": 9, "entity": 0}, {"start": 6, "end": 16, "entity": 1}]}
    assert is_meant(read, (6, 9), (0, 3)) and not is_meant(read, (6, 9), (20, 24)) and not is_meant(read, (7, 9), (0, 3))
    at = lambda b, e: {"start": b, "end": e}  # noqa: E731
    assert sorted(map(sorted, read_chains({"chains": [[at(0, 5), at(10, 12)], [at(9, 10)]]}, text))) == [[], [(0, 2), (3, 4)]]
    at = lambda b: {"start": b, "end": b + 1}  # noqa: E731
    statement = lambda source, cue, inside: {"voice": "attributed", "source": source, "cue": cue, "inside": inside}  # noqa: E731
    inner = statement(at(4), at(5), 1)
    assert reports_of([statement(at(0), at(1), None), statement(None, at(3), 0), inner, inner, statement(at(9), None, 0)]) == [
        {"cue": at(1), "chain": [at(0)]}, {"cue": at(3), "chain": [at(0), None]}, {"cue": at(5), "chain": [at(0), None, at(4)]}]
    print("ok")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=pathlib.Path, default=ROOT / "../shared")
    parser.add_argument("--sayso-dump", type=pathlib.Path, default=ROOT / "build/release/evaluation/reading_dump")
    parser.add_argument("--model", type=pathlib.Path, default=ROOT / "models/sayso-en.model")
    parser.add_argument("--work", type=pathlib.Path, help="keep documents, readings and predictions here")
    parser.add_argument("--only", default=",".join(MEASURES))
    parser.add_argument("--self-test", action="store_true")
    args = parser.parse_args()
    if args.self_test:
        return self_test()
    chosen = args.only.split(",")
    if unknown := set(chosen) - set(MEASURES):
        parser.error(f"--only {', '.join(sorted(unknown))}: there is {', '.join(MEASURES)}")
    with tempfile.TemporaryDirectory() as scratch:
        work = args.work or pathlib.Path(scratch)
        work.mkdir(parents=True, exist_ok=True)
        print(f"{'measure':30s} {'data':15s} {'value':>7s} {'items':>7s} {'target':>7s}")
        for name in chosen:
            for row in MEASURES[name](Bench(args, work)):
                show(row)


if __name__ == "__main__":
    main()
