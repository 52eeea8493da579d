#!/usr/bin/env python3
"""Measures whether what group() compares tells the same proposition from a near one: pairs of sentences from the news (MRPC).

    python3 evaluation/sentence_pairs.py --minilm MINILM [--model models/sayso-en.model [--over-model]]

Problem. Claims of stories are scored as clusters; a pair of sentences alone, in which often just one number or name differs, tells what the score of a
pair can do. But the shipped network was trained on these very pairs (training/train.py), so that nothing on top of it can be measured on them.
Idea. Each sentence is an article with one statement (`grouping_features --sentences`), so that the features are those of group(). In five folds, trees are
fitted to the features of four and asked about the fifth. Pairs that share a run of eight words stand in one fold. Layers of meaning are trained anew in each
fold, from all-MiniLM-L6-v2, whose card names no such corpus; the cosines that trees are fitted to come from layers that have not seen
those pairs, either: one half of the four folds is read by layers trained on the other.
Example. "trees: words, and that cosine    0.775    0.762 to 0.789" is the share of pairs about which the trees are right, and where it lies in 95 of 100
drawings of as many groups of pairs.
Cost. Twenty minutes of one core; two more with --model, which adds what the shipped network makes of the pairs, which it has seen; as many again with
--over-model, which trains layers over its lowest three. Needs what training/requirements.txt names. `--self-test` tests what is computed here.
"""
import argparse
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "training"))

FOLDS, RUN = 5, 8  # RUN: words that pairs of two folds never share in a row
JOIN = -0.75  # as in src/group/claims.cc
# Fewer and slower trees than for stories: these are a tenth of their pairs. Of four settings tried on words alone all lie within 0.008.
TREES, ROUNDS = {"num_leaves": 7, "learning_rate": 0.03, "num_threads": 1, "seed": 0}, 300
EPOCHS, BATCH = 2, 32  # after two epochs the layers know the pairs they learn from by heart


def groups_of(pairs):
    """For each pair the first one that it hangs together with, by shared sentences or runs of words, directly or over others."""
    parent = {}

    def root(x):
        while parent.setdefault(x, x) != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for n, pair in enumerate(pairs):
        for sentence in (pair["a"], pair["b"]):
            words = re.findall(r"\w+", sentence.lower())
            for key in [tuple(words), *(tuple(words[k : k + RUN]) for k in range(len(words) - RUN + 1))]:
                parent[root(n)] = root(key)
    first = {}
    return np.array([first.setdefault(root(n), n) for n in range(len(pairs))])


def folds_of(groups, n_folds, seed=0):
    """A fold for each pair: whole groups, the large ones first, each to the fold that has least."""
    rows = {}
    for n, group in enumerate(groups):
        rows.setdefault(group, []).append(n)
    drawn = list(rows.values())
    random.Random(seed).shuffle(drawn)
    folds, sizes = np.zeros(len(groups), int), [0] * n_folds
    for members in sorted(drawn, key=len, reverse=True):
        fold = int(np.argmin(sizes))
        folds[members] = fold
        sizes[fold] += len(members)
    return folds


def interval(right, groups, n=2000):
    """Of the mean, by drawing groups with replacement."""
    _, group = np.unique(groups, return_inverse=True)
    sizes, sums = np.bincount(group), np.bincount(group, weights=right)
    drawn = np.random.default_rng(0).integers(0, len(sizes), (n, len(sizes)))
    return np.percentile(sums[drawn].sum(1) / sizes[drawn].sum(1), [2.5, 97.5])


def grouping_features(tool, path, model=None):
    """(names, which pairs group() would compare, log odds by its own trees, features)"""
    command = [tool, *(["--model", model] if model else []), "--sentences", path]
    lines = [line.split("\t") for line in subprocess.run([str(c) for c in command], check=True, capture_output=True, text=True).stdout.splitlines()]
    values = np.array([[float(v) for v in line[1:]] for line in lines[1:]])
    return lines[0][1:], values[:, 0] > 0, values[:, 1], values[:, 2:]


def fit(x, same):
    import lightgbm

    from fit_grouping import TREES as STORIES

    return lightgbm.train({**STORIES, **TREES}, lightgbm.Dataset(x, same.astype(float)), ROUNDS)


def odds_of(trees, x):
    return trees.predict(x, raw_score=True)


def cross_validated(x, same, folds):
    """Log odds of each pair by trees that have not seen its fold."""
    odds = np.zeros(len(same))
    for fold in np.unique(folds):
        held = folds == fold
        odds[held] = odds_of(fit(x[~held], same[~held]), x[held])
    return odds


def best_threshold(values, same):
    order = np.argsort(values)
    right = same.sum() + np.concatenate([[0], np.cumsum(np.where(same[order], -1, 1))])  # with the lowest k called apart
    k = int(np.argmax(right))
    sorted_ = values[order]
    return -np.inf if k == 0 else np.inf if k == len(same) else (sorted_[k - 1] + sorted_[k]) / 2


def by_threshold(values, same, folds):
    """Which pairs lie above the threshold that is best in the other folds."""
    yes = np.zeros(len(same), bool)
    for fold in np.unique(folds):
        held = folds == fold
        yes[held] = values[held] > best_threshold(values[~held], same[~held])
    return yes


# ---- layers of meaning ----


class Sentences:
    """Wordpieces of all sentences, and the rows that lower layers make of them: sentence n of pair k is at k + n * pairs."""

    def __init__(self, pairs, reader):
        from data import CLS, SEP

        documents = [reader.document("pairs", str(n), pair[key]) for key in ("a", "b") for n, pair in enumerate(pairs)]
        self.pairs = len(pairs)
        self.ids = [[CLS, *d.ids[:254], SEP] for d in documents]
        self.shapes = [[0, *d.shapes[:254], 0] for d in documents]
        self.length = np.array([len(ids) for ids in self.ids])
        self.rows = None

    def read(self, encoder):
        """One tensor (wordpieces, width) a sentence. Those of one length are read together, so that nothing is padded."""
        import torch

        out = [None] * len(self.ids)
        with torch.no_grad():
            for length in np.unique(self.length):
                for at in np.array_split(np.where(self.length == length)[0], -(-int((self.length == length).sum()) // 64)):
                    ids, shapes = (torch.tensor([values[n] for n in at]) for values in (self.ids, self.shapes))
                    read = encoder(ids, torch.ones_like(ids, dtype=torch.bool), shapes, dtype=torch.bfloat16)
                    for n, row in zip(at, read):
                        out[n] = row.clone()
        return out

    def batch(self, chosen):
        """Rows and which of them are real: of each chosen pair the first sentence, then of each the second."""
        import torch

        at = [*chosen, *(n + self.pairs for n in chosen)]
        rows = torch.nn.utils.rnn.pad_sequence([self.rows[n] for n in at], batch_first=True)
        return rows, torch.arange(rows.shape[1])[None] < torch.tensor(self.length[at])[:, None]

    def batches(self, chosen, chance=None):
        """Pairs of about one length together; with `chance`, in another order each time."""
        length = self.length[chosen] + self.length[np.array(chosen) + self.pairs]
        order = np.argsort(length + (chance.random(len(chosen)) * 15 if chance else 0), kind="stable")
        cut = [np.array(chosen)[order[k : k + BATCH]] for k in range(0, len(chosen), BATCH)]
        if chance:
            chance.shuffle(cut)
        return cut


def train_layers(minilm, sentences, odds, same, chosen, say):
    """Layers of meaning, as training/meaning.py trains them on stories, on the chosen pairs; `odds` are those without them."""
    import torch
    from torch import nn
    from torch.nn import functional as F

    from meaning import Branch, Trainer

    torch.manual_seed(1)
    chance, began = np.random.default_rng(1), time.time()
    trainer = Trainer(Branch.of(minilm))
    trainer.alone = nn.Parameter(torch.tensor([0.7, 8.0, -5.0]))  # odds, cosine and a constant, without the tokens
    layers = list(trainer.branch.layers.parameters())
    others = [p for p in trainer.parameters() if all(p is not q for q in layers)]
    optimizer = torch.optim.AdamW([{"params": layers, "lr": 1e-4}, {"params": others, "lr": 1e-3}], weight_decay=0.01, betas=(0.9, 0.98))
    rates, steps, step = [g["lr"] for g in optimizer.param_groups], EPOCHS * -(-len(chosen) // BATCH), 0
    for _ in range(EPOCHS):
        for batch in sentences.batches(chosen, chance):
            for group, rate in zip(optimizer.param_groups, rates):
                group["lr"] = rate * (min(1, step / steps / 0.08) * (1 - step / steps) + 0.02)
            cosine, less, more, _ = compared(trainer, sentences, batch)
            words, truth = torch.tensor(odds[batch]).float().clamp(-6, 6), torch.tensor(same[batch]).float()
            scale, alone = trainer.scale, trainer.alone
            loss = F.binary_cross_entropy_with_logits(scale[0] * words + scale[1] * cosine + scale[2] * less + scale[3] * more + scale[4], truth)
            loss = loss + F.binary_cross_entropy_with_logits(alone[0] * words + alone[1] * cosine + alone[2], truth)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(trainer.parameters(), 2.0)
            optimizer.step()
            step += 1
    print(f"  {say}: {len(chosen)} pairs, {time.time() - began:.0f} s", file=sys.stderr, flush=True)
    return trainer.eval()


def compared(trainer, sentences, batch):
    """Of each pair the cosine, and how well tokens find each other, the worse way round and the better; and the vectors."""
    import torch

    rows, mask = sentences.batch(batch)
    inner = torch.cat([torch.zeros_like(mask[:, :1]), mask[:, 2:], torch.zeros_like(mask[:, :1])], 1)  # without [CLS] and [SEP]
    vectors, x = vectors_of(trainer.branch, rows, mask, inner)
    n = len(batch)
    less, more = aligned(trainer, x, inner, n)
    return (vectors[:n] * vectors[n:]).sum(1), less, more, vectors


def vectors_of(branch, rows, mask, inner):
    """Branch.forward() where each window is one content, without a cue: many times as fast as by places."""
    import torch
    from torch.nn import functional as F

    x = rows
    added = torch.where(mask, 0.0, -1e4).to(x.dtype)[:, None, None, :]
    for layer in branch.layers:
        x = layer(x, added)
    x = x.float()
    mean = (x * inner[..., None]).sum(1) / inner.sum(1, keepdim=True)
    scores = torch.einsum("nd,nld->nl", branch.query(2 * mean), branch.key(x)) / 8
    around = torch.einsum("nl,nld->nd", scores.masked_fill(~mask, -1e4).softmax(1), x)
    return F.normalize(branch.output(torch.cat([mean, around, mean], 1)), dim=1), x


def aligned(trainer, x, inner, n):
    """Trainer.aligned() of each pair alone, where that compares all of a story with all."""
    import torch
    from torch.nn import functional as F

    tokens, weights = F.normalize(trainer.token(x), dim=2), F.softplus(trainer.weight(x))[..., 0] * inner
    cosines = tokens[:n] @ tokens[n:].transpose(1, 2)
    of_a = cosines.masked_fill(~inner[n:, None], -1.0).amax(2)
    of_b = cosines.masked_fill(~inner[:n, :, None], -1.0).amax(1)
    of_a, of_b = ((best * w).sum(1) / w.sum(1).clamp_min(1e-6) for best, w in ((of_a, weights[:n]), (of_b, weights[n:])))
    return torch.minimum(of_a, of_b), torch.maximum(of_a, of_b)


def read_layers(trainer, sentences, chosen):
    """(pairs, 3): the cosine of the vectors as a record keeps them, and of the tokens the worse and the better way round."""
    import torch

    out = np.zeros((sentences.pairs, 3))
    with torch.no_grad():
        for batch in sentences.batches(chosen):
            _, less, more, vectors = compared(trainer, sentences, batch)
            kept = torch.round(vectors * 127)
            cosine = (kept[: len(batch)] * kept[len(batch) :]).sum(1) / 127**2
            out[batch] = torch.stack([cosine, less, more], 1).numpy()
    return out[chosen]


def by_layers(minilm, sentences, x, same, folds, groups, meaning, say):
    """{what: which pairs are one} by layers and trees that have not seen the pair's fold. `x` has all-MiniLM-L6-v2's cosine, so that the
    layers learn what neither words nor it tells; the trees get theirs in its place."""
    by_cosine, by_trees, by_tokens = (np.zeros(len(same), bool) for _ in range(3))
    for fold in range(FOLDS):
        held, rest = np.where(folds == fold)[0], np.where(folds != fold)[0]
        odds = np.zeros(len(same))
        odds[rest] = cross_validated(x[rest], same[rest], folds_of(groups[rest], FOLDS))
        odds[held] = odds_of(fit(x[rest], same[rest]), x[held])
        half, seen = folds_of(groups[rest], 2), np.zeros((len(same), 3))
        for learnt, read in ((rest[half == 0], rest[half == 1]), (rest[half == 1], rest[half == 0]), (rest, held)):
            trainer = train_layers(minilm, sentences, odds, same, learnt, f"{say}, fold {fold + 1} of {FOLDS}")
            seen[read] = read_layers(trainer, sentences, read)
        with_cosine = x.copy()
        with_cosine[:, meaning] = seen[:, 0]
        with_tokens = np.hstack([with_cosine, seen[:, 1:]])
        by_cosine[held] = seen[held, 0] > best_threshold(seen[rest, 0], same[rest])
        by_trees[held] = odds_of(fit(with_cosine[rest], same[rest]), with_cosine[held]) > 0
        by_tokens[held] = odds_of(fit(with_tokens[rest], same[rest]), with_tokens[held]) > 0
    return {"cosine of layers trained in the fold": by_cosine, "trees: words, and that cosine": by_trees,
            "trees: words, that cosine, tokens that find each other": by_tokens}


# ---- the table ----


def measure(args, work):
    import torch

    from data import Reader
    from encoder import Encoder
    from meaning import FROM

    torch.set_num_threads(args.threads)
    pairs = [p for p in map(json.loads, args.pairs.open(encoding="utf8")) if p["from"] == "mrpc"]
    path = work / "pairs.jsonl"
    path.write_text("".join(json.dumps({key: p[key] for key in ("a", "b")}) + "\n" for p in pairs), "utf8")
    same, groups = np.array([p["same"] == 1 for p in pairs]), groups_of(pairs)
    folds = folds_of(groups, FOLDS)

    def show(what, yes):
        right = yes == same
        low, high = interval(right, groups)
        print(f"{what:70s} {right.mean():.3f}   {low:.3f} to {high:.3f}", flush=True)

    print(f"{len(pairs)} pairs in {len(np.unique(groups))} groups\n\n{'':70s} right   of 95 in 100")
    show("always yes", np.ones(len(same), bool))
    names, is_compared, odds, x = grouping_features(args.tool, path)
    meaning = names.index("meaning")
    show("group()'s trees as they are, without a cosine", odds > JOIN)
    show("share of words in both", by_threshold(x[:, names.index("words_jaccard")], same, folds))
    show("trees: words", cross_validated(x, same, folds) > 0)

    sentences, minilm = Sentences(pairs, Reader(args.minilm / "tokenizer.json")), Encoder.from_minilm(args.minilm, dropout=0)
    mean = torch.stack([rows.float().mean(0) for rows in sentences.read(minilm)])
    x[:, meaning] = torch.cosine_similarity(mean[: len(pairs)], mean[len(pairs) :]).numpy()
    show("cosine of all-MiniLM-L6-v2", by_threshold(x[:, meaning], same, folds))
    show("trees: words, and that cosine", cross_validated(x, same, folds) > 0)

    def trained(encoder, say):
        lower = encoder.layers
        encoder.layers = lower[:FROM]
        sentences.rows = sentences.read(encoder)
        encoder.layers = lower
        for what, yes in by_layers(minilm, sentences, x, same, folds, groups, meaning, say).items():
            show(what, yes)

    trained(minilm, "over all-MiniLM-L6-v2")
    if args.model:
        print("\nNot clean: the shipped network has seen these pairs")
        _, _, odds, shipped = grouping_features(args.tool, path, args.model)
        show("group()'s trees as they are, with its cosine", odds > JOIN)
        show("its cosine", by_threshold(shipped[:, meaning], same, folds))
        show("trees: words, and its cosine", cross_validated(shipped, same, folds) > 0)
    if args.model and args.over_model:
        from export import load_model

        print("with layers that have not, over its three lowest, which have")
        trained(load_model(args.model).encoder, "over the shipped model")
    print(f"\n{is_compared.mean():.3f} of the pairs would be compared by group(): they share two names, or one is a copy of the other. Here all are.")


def self_test():
    sentence = "one two three four five six seven eight nine"
    pairs = [{"a": sentence, "b": "x"}, {"a": "y", "b": "Two, three four five six seven eight nine ten"}, {"a": "z", "b": "y."}, {"a": "w", "b": "v"}]
    groups = groups_of(pairs)
    assert groups.tolist() == [0, 0, 0, 3], groups
    assert len(set(folds_of(groups, 2)[:3])) == 1 and sorted(folds_of(groups, 2).tolist()) in ([0, 0, 0, 1], [0, 1, 1, 1])
    values, same = np.array([0.1, 0.4, 0.6, 0.9]), np.array([False, True, False, True])
    assert ((values > best_threshold(values, same)) == same).mean() == 0.75
    assert best_threshold(values, np.ones(4, bool)) == -np.inf and best_threshold(values, np.zeros(4, bool)) == np.inf
    low, high = interval(np.array([1.0, 0, 1, 1]), np.arange(4))
    assert low < 0.75 < high
    print("ok")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=pathlib.Path, default=ROOT / "../shared/data/pairs/train.jsonl")
    parser.add_argument("--tool", type=pathlib.Path, default=ROOT / "build/release/evaluation/grouping_features")
    parser.add_argument("--minilm", type=pathlib.Path, help="the folder of all-MiniLM-L6-v2 (training/README.md)")
    parser.add_argument("--model", type=pathlib.Path, help="measure the shipped network, too, though it has seen the pairs")
    parser.add_argument("--over-model", action="store_true", help="train layers of meaning over its lowest layers, too")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--self-test", action="store_true")
    args = parser.parse_args()
    if args.self_test:
        return self_test()
    if not args.minilm:
        parser.error("--minilm is missing")
    with tempfile.TemporaryDirectory() as work:
        measure(args, pathlib.Path(work))


if __name__ == "__main__":
    main()
