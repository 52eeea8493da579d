"""What each head is worth on texts that trained none of them.

Problem: one number for attributions says nothing of the seven other heads, and a regression in one hides behind another.
Idea:    every head is asked about gold spans (links, stance, kind, embedding, coreference) or about raw text (names, descriptions) of sets kept
         out of training: the ten development stories, GUM's dev documents, GAP's validation part.
Example: python3 evaluate.py sayso-en.model --shared ../shared --minilm minilm/
Cost:    three minutes on two cores.
"""
import argparse
import glob
from collections import Counter
from pathlib import Path

import torch
from torch.nn import functional as F

import data
import decode
from encoder import Encoder
from export import load_model
from labels import KINDS, MENTIONS, NAMES, STANCES, legal, spans_of
from model import LINKS, Sums, link_scores, viterbi


def f1(hit, predicted, gold):
    p, r = hit / max(1, predicted), hit / max(1, gold)
    return f"P {p:.3f}  R {r:.3f}  F1 {2 * p * r / max(1e-9, p + r):.3f}  of {gold}"


def path_of(logits, labels):
    ok = torch.tensor(legal(labels))
    return viterbi(logits, torch.where(ok[:-1], 0.0, -1e4), torch.where(ok[-1], 0.0, -1e4), torch.zeros(len(labels)))


def batches(documents, size=8):
    windows = sorted((w for d in documents for w in data.cut(d)), key=lambda w: len(w["ids"]))
    for at in range(0, len(windows), size):
        yield windows[at : at + size]


def names(model, documents):
    """Whole spans with the type; ORGANISATION and OUTLET count as one, and predictions that touch an open piece do not count."""
    hit = predicted = gold = 0
    plain = lambda kind: "ORGANISATION" if kind == "OUTLET" else kind
    for batch in batches(documents):
        logits = model.name(model.hidden(batch)[0])
        for w, row in zip(batch, logits):
            bits, n = w["name"][1:-1], len(w["ids"]) - 2
            open_ = {i for i, b in enumerate(bits) if b == data.ANY}
            lowest = [0 if b & 1 or b == data.ANY else (b & -b).bit_length() - 1 for b in bits]
            true = {(plain(k), b, e) for k, b, e in spans_of(lowest, NAMES)}
            seen = {(plain(k), b, e) for k, b, e in spans_of(path_of(row[1 : n + 1], NAMES), NAMES)}
            other_open = not any(b == 1 for b in bits)  # a corpus without OTHER
            seen = {s for s in seen if not open_ & set(range(s[1], s[2])) and not (other_open and s[0] == "OTHER")}
            hit, predicted, gold = hit + len(true & seen), predicted + len(seen), gold + len(true)
    return f1(hit, predicted, gold)


def mentions(model, documents):
    hit = predicted = gold = 0
    for batch in batches(documents):
        logits = model.mention(model.hidden(batch)[0])
        for w, row in zip(batch, logits):
            true = set(spans_of(w["mention"][1:-1], MENTIONS))
            seen = set(spans_of(path_of(row[1 : len(w["ids"]) - 1], MENTIONS), MENTIONS))
            hit, predicted, gold = hit + len(true & seen), predicted + len(seen), gold + len(true)
    return f1(hit, predicted, gold)


PRONOUNS = set("he she they it his her their its him them who i we you my our your himself herself".split())


def coreference(model, documents):
    """Of mentions with a gold antecedent in the window: is the chosen one of the same chain? Of the others: is none chosen?"""
    n, right = Counter(), Counter()
    texts = {d.id: d for d in documents}
    for batch in batches(documents):
        sums = Sums(model.hidden(batch)[0])
        for i, w in enumerate(batch):
            spans = [(i, b, e) for b, e, _, _ in w["chains"]]
            for k in range(1, len(spans)):
                if not w["chains"][k][3]:
                    continue
                d, (_, b, e) = texts[w["id"]], spans[k]
                word = d.text[d.begins[b - 1 + w["begin"]] : d.ends[e - 2 + w["begin"]]].lower()
                old = any(m[2] == w["chains"][k][2] for m in w["chains"][:k])
                kind = ("pronoun" if word in PRONOUNS else "other") + (", known" if old else ", new")
                best = int(link_scores(model.coref, sums, [spans[k]], spans[:k])[0].argmax())
                n[kind] += 1
                right[kind] += (best < k and w["chains"][best][2] == w["chains"][k][2]) if old else best == k
    return "  ".join(f"{k} {right[k] / n[k]:.3f} of {n[k]}" for k in sorted(n))


def macro(pairs, labels):
    """Accuracy, and F1 of each label that occurs."""
    rows = [f"accuracy {sum(a == b for a, b in pairs) / len(pairs):.3f} of {len(pairs)}"]
    for k, label in enumerate(labels):
        hit, seen, gold = (sum(f(a, b) for a, b in pairs) for f in (lambda a, b: a == b == k, lambda a, b: a == k, lambda a, b: b == k))
        if gold:
            rows.append(f"{label} {2 * hit / max(1, seen + gold):.2f}/{gold}")
    return "  ".join(rows)


def reports(model, stories):
    """Stance and kind on gold spans; the embedding of every report with its claim."""
    stances, kinds, told = [], [], []
    for story in stories:
        for batch in batches(story):
            hidden, _ = model.hidden(batch)
            sums = Sums(hidden)
            for i, w in enumerate(batch):
                for q in w["quotes"]:
                    mean = [sums.mean_of_pieces([[(i, *s) for s in q[r]]]) for r in ("cues", "contents", "sources")]
                    if q["cues"] or q["contents"]:
                        stance = model.stance_output(torch.tanh(model.stance_hidden(torch.cat(mean, 1))))
                        stances.append((int(stance.argmax()), STANCES.index(q["stance"])))
                    if q["sources"]:
                        kinds.append((int(model.kind(sums.mean([(i, *q["sources"][0])])).argmax()), KINDS.index(q["kind"])))
                    if q["contents"]:
                        told.append((q["claim"], q["text"], F.normalize(model.embed(mean[1]), dim=1)[0]))
    return stances, kinds, told


def average_precision(told):
    """Of all pairs of contents within a story, ranked by their dot product: average precision, and the best F1 with its threshold."""
    scores = []
    for a in range(len(told)):
        for b in range(a):
            if told[a][0][0] == told[b][0][0] and told[a][1] != told[b][1]:
                scores.append((float(told[a][2] @ told[b][2]), told[a][0] == told[b][0]))
    scores.sort(reverse=True)
    hits, total, gold, best = 0, 0.0, sum(s[1] for s in scores), (0, 0)
    for n, (value, same) in enumerate(scores, 1):
        hits += same
        total += same * hits / n
        best = max(best, (2 * hits / (n + gold), value))
    return f"average precision {total / gold:.3f}  best F1 {best[0]:.3f} at {best[1]:.3f}  {gold} of {len(scores)} pairs"


def links(model, documents):
    """Given gold spans, how often a chooser takes one of its own, or none if it has none."""
    n, right = Counter(), Counter()
    for batch in batches(documents):
        sums = Sums(model.hidden(batch)[0])
        for i, w in enumerate(batch):
            for name, (a, b) in LINKS.items():
                candidates = sorted({(i, *s) for q in w["quotes"] for s in q[b]})
                for chooser in sorted({(i, *s) for q in w["quotes"] for s in q[a]}):
                    own = {(i, *s) for q in w["quotes"] if chooser[1:] in q[a] for s in q[b]}
                    if candidates:
                        best = int(link_scores(model.link[name], sums, [chooser], candidates)[0].argmax())
                        n[name] += 1
                        right[name] += candidates[best] in own if best < len(candidates) else not own
    return "  ".join(f"{k} {right[k] / n[k]:.3f} of {n[k]}" for k in LINKS)


def teacher(minilm, reader, told):
    """The same pairs by the untouched MiniLM on the contents alone: what the embedding has to beat."""
    encoder, out = Encoder.from_minilm(minilm, dropout=0).eval(), []
    for claim, text, _ in told:
        ids = torch.tensor([[data.CLS, *reader.tokenizer.encode(text, add_special_tokens=False).ids, data.SEP]])
        out.append((claim, text, F.normalize(encoder(ids, torch.ones_like(ids, dtype=torch.bool)).mean(1), dim=1)[0]))
    return out


def quotes_of(document):
    place = lambda spans: [{"start": document.begins[b], "end": document.ends[e - 1]} for b, e in spans]
    return [{r: place(q[r]) for r in ("sources", "cues", "contents")} for q in document.quotes if q["contents"]]


def attributions(model, gold, documents, scorer, options):
    result = decode.score(scorer, gold, decode.attributions(model, documents, options))
    return decode.brief(result) + "  " + "  ".join(f"{k} {v['r']:.3f}" for k, v in result["recall by kind"].items())


@torch.no_grad()
def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("model")
    p.add_argument("--shared", default="../shared")
    p.add_argument("--minilm", required=True)
    a = p.parse_args()
    torch.set_num_threads(2)
    shared, reader, model = Path(a.shared), data.Reader(Path(a.minilm) / "tokenizer.json"), load_model(a.model)
    scorer = shared / "bench/attribution"
    say = lambda what, value: print(f"{what:44s} {value}", flush=True)

    gold, documents = decode.read_gold(reader, scorer / "dev.jsonl")
    say("attributions, PolNeAR dev", attributions(model, gold, documents, scorer, decode.OPTIONS))
    stories = [data.stories(reader, Path(f).parent) for f in sorted(glob.glob(str(shared / "stories/*/gold.json")))]
    flat = [d for s in stories for d in s]
    told_gold = [{"id": d.id, "text": d.text, "quotes": quotes_of(d)} for d in flat]
    say("attributions, development stories", attributions(model, told_gold, flat, scorer, decode.OPTIONS))
    say("links on gold spans, development stories", links(model, flat))
    stances, kinds, told = reports(model, stories)
    say("stance, development stories", macro(stances, STANCES))
    say("kind, development stories", macro(kinds, KINDS))
    say("same claim, development stories", average_precision(told))
    say("  the untouched MiniLM", average_precision(teacher(a.minilm, reader, told)))
    gum = list(data.gum(reader, shared / "data/treebank/en_gum-ud-dev.conllu"))
    say("names, GUM dev", names(model, gum))
    say("names, development stories", names(model, flat))
    say("descriptions, GUM dev", mentions(model, gum))
    say("coreference, GUM dev", coreference(model, gum))
    say("coreference, development stories", coreference(model, flat))
    say("coreference, GAP validation", coreference(model, list(data.gap(reader, shared / "data/coreference/gap-validation.tsv"))))


if __name__ == "__main__":
    main()
