"""From an article to attributions: the procedure that the C++ extraction mirrors.

Problem: heads score wordpieces and pairs of spans in windows of 256; a reader wants relations over the whole article.
Idea:    windows of whole sentences, each of which rereads the last sentences of the one before ("context"). In each window: the best
         path of roles, then each content chooses a cue or none, each source a cue or none; a cue's source is the one that chose it
         with the highest probability; a content that ends without a source chooses one itself. Contents with one cue are one relation.
         A relation counts where one of its contents reaches beyond the context; it then replaces what the window before
         had seen of the same contents (a quotation of several sentences, cut by that window's end).
Example: quotes = attributions(model, document)   # [{"sources": [[begin, end]], "cues": ..., "contents": ...}], code points
Cost:    one encoder pass over about 1.3 times the article's wordpieces; the choices are small matrices.
"""
import argparse
import json
import sys
from pathlib import Path

import torch

from data import Reader, stories, window
from labels import ROLES, STANCES, spans_of
from model import Sums, link_scores

# context: wordpieces reread; 64 beats 0 by 0.009 of attributed F1 on dev, 110 gains nothing more. silences: cues without a content, too.
OPTIONS = {"context": 64, "silences": False}


def covers(document, size=254, context=64):
    """(first, core, end): wordpieces [first, end) are read, of which [core, end) are new."""
    breaks, total, core, out = [0, *document.breaks], len(document.ids), 0, []
    while core < total:
        first = min((b for b in breaks if core - context <= b <= core), default=core)
        end = min(total, first + size)
        if end < total:  # whole sentences, unless one alone is longer than the window
            end = max((b for b in breaks if core < b <= end), default=end)
        out.append((first, core, end))
        core = end
    return out


def choose(model, sums, name, choosers, candidates):
    """Log-probabilities (choosers, candidates + none)."""
    if not candidates:
        return torch.zeros(len(choosers), 1)
    return link_scores(model.link[name], sums, choosers, candidates).log_softmax(1)


def relations(model, sums, scores, chain, length, options):
    """[(sources, cues, contents)] of one window; spans are of wordpieces, [CLS] being 0. scores: (tokens, roles)."""
    spans = {"SOURCE": [], "CUE": [], "CONTENT": []}
    for kind, b, e in spans_of(chain.best(scores[1 : length - 1]), ROLES):
        spans[kind].append((0, b + 1, e + 1))
    sources, cues, contents = spans["SOURCE"], spans["CUE"], spans["CONTENT"]
    if not contents and not options["silences"]:
        return []
    by_cue = choose(model, sums, "content_cue", contents, cues) if contents else []
    by_source = choose(model, sums, "content_source", contents, sources) if contents else []
    source_cue = choose(model, sums, "source_cue", sources, cues) if sources else None
    groups = {}  # a cue's relation holds all contents that chose it; a content without a cue stands alone
    for k, content in enumerate(contents):
        cue = int(by_cue[k].argmax())
        groups.setdefault(("cue", cue) if cue < len(cues) else ("content", k), []).append(k)
    out = []
    for (kind, at), members in groups.items():
        source = len(sources)
        if kind == "cue" and sources:
            took = source_cue.argmax(1) == at
            if took.any():
                source = int(source_cue[:, at].masked_fill(~took, -1e9).argmax())
        if source == len(sources) and sources:  # nobody chose the cue, or there is none: the contents choose, and may choose none
            source = int(by_source[members].exp().mean(0).argmax())
        out.append(([sources[source]] if source < len(sources) else [], [cues[at]] if kind == "cue" else [], [contents[k] for k in members]))
    if options["silences"] and sources and cues:
        out += silences(model, sums, sources, cues, source_cue, used={at for kind, at in groups if kind == "cue"})
    return out


def silences(model, sums, sources, cues, source_cue, used):
    """"The ministry declined to comment": a cue that no content chose, but a source did, if its stance is one of silence."""
    out = []
    for k, cue in enumerate(cues):
        took = [s for s in range(len(sources)) if int(source_cue[s].argmax()) == k]
        if took and k not in used:
            source = max(took, key=lambda s: float(source_cue[s, k]))
            means = [sums.mean_of_pieces([x]) for x in ([cue], [], [sources[source]])]
            stance = model.stance_output(torch.tanh(model.stance_hidden(torch.cat(means, 1))))[0].softmax(0)
            if sum(stance[STANCES.index(s)] for s in ("declines", "unanswered")) > 0.5:
                out.append(([sources[source]], [cue], []))
    return out


def merge(found, fresh):
    """Adds the relations of the next window; an older content that a new one overlaps is a clipped view of it, and goes."""
    overlap = lambda a, b: a[0] < b[1] and b[0] < a[1]
    new = [c for _, _, contents in fresh for c in contents]
    had = {id(r): bool(r[2]) for r in found}
    for relation in found:
        relation[2][:] = [c for c in relation[2] if not any(overlap(c, n) for n in new)]
    return [r for r in found if r[2] or not had[id(r)]] + fresh


@torch.no_grad()
def attributions(model, documents, options=OPTIONS, batch=8):
    """{document id: quotes} for documents in evaluation; model must be in eval mode."""
    jobs = [(d, *c) for d in documents for c in covers(d, context=options["context"])]
    seen = {}
    order = sorted(range(len(jobs)), key=lambda k: jobs[k][3] - jobs[k][1])
    for at in range(0, len(jobs), batch):
        rows = order[at : at + batch]
        windows = [window(jobs[k][0], jobs[k][1], jobs[k][3]) for k in rows]
        hidden, _ = model.hidden(windows)
        scores, chain = model.roles(hidden, options.get("reports", False))
        for i, k in enumerate(rows):
            d, first, core, end = jobs[k]
            local = relations(model, Sums(hidden[i : i + 1]), scores[i], chain, len(windows[i]["ids"]), options)
            shifted = [[[(b - 1 + first, e - 1 + first) for _, b, e in spans] for spans in relation] for relation in local]
            seen[k] = [r for r in shifted if any(e > core for _, e in r[2] or r[1])]
    found = {d.id: [] for d in documents}
    for k, (d, *_) in enumerate(jobs):
        found[d.id] = merge(found[d.id], seen[k])
    place = lambda d, spans: [{"start": d.begins[b], "end": d.ends[e - 1]} for b, e in spans]
    return {d.id: [dict(zip(("sources", "cues", "contents"), (place(d, s) for s in r))) for r in found[d.id]] for d in documents}


def read_gold(reader, path, limit=None):
    gold = [json.loads(l) for l in open(path, encoding="utf8")]
    gold = gold[:: max(1, len(gold) // limit)] if limit else gold
    return gold, [reader.document("dev", d["id"], d["text"]) for d in gold]


def read_stories(reader, folders):
    """The same of stories' attributed reports."""
    gold, documents = [], []
    for folder in folders:
        for d in stories(reader, folder):
            spans = lambda found: [{"start": d.begins[b], "end": d.ends[e - 1]} for b, e in found]
            quotes = [{r: spans(q[r]) for r in ("sources", "cues", "contents")} for q in d.quotes if q["contents"]]
            gold.append({"id": d.id, "text": d.text, "quotes": quotes})
            documents.append(d)
    return gold, documents


def score(scorer, gold, quotes):
    """The benchmark's own scorer, from shared/bench/attribution."""
    sys.path.insert(0, str(scorer))
    from score import score as run

    return run(gold, {id: {"quotes": q} for id, q in quotes.items()})


def brief(result):
    names = {"tokens SOURCE": "source", "tokens CUE": "cue", "tokens CONTENT": "content", "attribution": "attribution", "attributed": "attributed"}
    return "  ".join(f"{short} {result[k]['f1']:.4f}" for k, short in names.items())


def main():
    from export import load_model  # the model file itself is what is evaluated

    p = argparse.ArgumentParser(description="Scores a model file on the development articles of the attribution benchmark.")
    p.add_argument("model")
    p.add_argument("--shared", default="../shared")
    p.add_argument("--tokenizer", required=True, help="tokenizer.json of the encoder")
    a = p.parse_args()
    gold, documents = read_gold(Reader(a.tokenizer), Path(a.shared) / "bench/attribution/dev.jsonl")
    result = score(Path(a.shared) / "bench/attribution", gold, attributions(load_model(a.model).eval(), documents))
    for k, v in result.items():
        print(k, {x: round(y, 4) if isinstance(y, float) else y for x, y in v.items()})


if __name__ == "__main__":
    main()
