#!/usr/bin/env python3
"""Fits the weights of group() (src/group/weights.h) to the gold of stories, and measures them.

    grouping_features STORY... > train.tsv
    python3 evaluation/fit_grouping.py train.tsv                         # cross-validation by story
    python3 evaluation/fit_grouping.py train.tsv --test test.tsv         # fitted on all, measured on others
    python3 evaluation/fit_grouping.py train.tsv --write src/group/weights.h
    grouping_features --model models/sayso-en.model HELD_OUT... > held.tsv
    python3 evaluation/fit_grouping.py train.tsv --calibrate held.tsv --write src/group/weights.h

Three logistic regressions with a ridge, by Newton's method: pairs of statements within a document and pairs
between documents (label: one claim), and pairs of claims that contradict each other. Features come from
grouping_features, that is from the code that uses the weights. The clustering here repeats
src/group/cluster.cc, to choose its threshold. Needs numpy.

The network's cosine of two contents ("meaning") was trained on most stories and is far too good on them. So it is left out (0) of
train.tsv, and its weight comes from stories that did not train the network (training/data.py, HELD_OUT): there a regression of three
numbers, [1, the log odds of all other features, the cosine], says how much it counts beside the rest.
"""
import argparse
import collections
import sys

import numpy as np

LEAN, NOT_COMPARED = 0.5, -4.0  # as in src/group/cluster.h
RIDGE = 2.0
FOLDS = 6


def load(path):
    names, stories = [], []
    for line in open(path, encoding="utf8"):
        kind, *rest = line.rstrip("\n").split("\t")
        if kind == "features":
            names = rest
        elif kind == "story":
            stories.append({"name": rest[0], "items": [], "pairs": [], "x": [], "contradicts": set()})
        elif kind == "item":
            stories[-1]["items"].append(rest)
        elif kind == "pair":
            stories[-1]["pairs"].append([int(v) for v in rest[:3]])
            stories[-1]["x"].append([float(v) for v in rest[3:]])
        elif kind == "contradicts":
            stories[-1]["contradicts"].add(frozenset(rest))
    for s in stories:
        s["pairs"], s["x"] = np.array(s["pairs"]), np.array(s["x"])
        s["claim"] = [i[2] if i[2] != "-" else f"-{n}" for n, i in enumerate(s["items"])]
        s["scored"] = [i[5] != "own" and i[4] != "unverified" for i in s["items"]]
        a, b = s["pairs"][:, 0], s["pairs"][:, 1]
        claims = np.array(s["claim"])
        s["same"] = claims[a] == claims[b]
        s["excludes"] = np.array([frozenset((claims[i], claims[j])) in s["contradicts"] for i, j in zip(a, b)])
        own = np.array([i[5] == "own" for i in s["items"]])
        s["attributed"] = ~(own[a] | own[b])
    return names, stories


def fit(x, y, ridge=RIDGE):
    w, penalty = np.zeros(x.shape[1]), np.full(x.shape[1], ridge)
    penalty[0] = 1e-3
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty), x.T @ (p - y) + penalty * w)
        w -= step
        if np.abs(step).max() < 1e-7:
            break
    return w


def fit_all(stories):
    x = np.vstack([s["x"] for s in stories])
    inside = np.concatenate([s["pairs"][:, 2] == 1 for s in stories])
    use = np.concatenate([s["attributed"] for s in stories])
    same = np.concatenate([s["same"] for s in stories]).astype(float)
    excludes = np.concatenate([s["excludes"] for s in stories]).astype(float)
    return {"between": fit(x[use & ~inside], same[use & ~inside]), "within": fit(x[use & inside], same[use & inside]),
            "contradiction": fit(x[use], excludes[use])}


def calibrate(w, names, held):
    """w with a weight for "meaning", from stories that the network has not seen."""
    k, out = names.index("meaning"), dict(w)
    without = {key: np.where(np.arange(len(v)) == k, 0.0, v) for key, v in w.items()}
    for key, inside in (("within", True), ("between", False)):
        x = np.vstack([s["x"][s["attributed"] & ((s["pairs"][:, 2] == 1) == inside)] for s in held])
        y = np.concatenate([s["same"][s["attributed"] & ((s["pairs"][:, 2] == 1) == inside)] for s in held]).astype(float)
        constant, scale, cosine = fit(np.column_stack([np.ones(len(x)), x @ without[key], x[:, k]]), y, 0.5)
        print(f"{key}: constant {constant:.2f}, others times {scale:.2f}, meaning {cosine:.2f} ({int(y.sum())} of {len(y)} pairs are one claim)")
        out[key] = without[key] * scale
        out[key][0] += constant
        out[key][k] = cosine
    return out


def log_odds(s, w):
    return np.where(s["pairs"][:, 2] == 1, s["x"] @ w["within"], s["x"] @ w["between"])


def cluster(n, pairs, odds, threshold):
    scores = np.full((n, n), NOT_COMPARED)
    for (a, b, _), v in zip(pairs, odds):
        scores[a, b] = scores[b, a] = v
    total, size, groups = np.exp(LEAN * scores), np.ones(n), {i: [i] for i in range(n)}
    np.fill_diagonal(scores, -1e9)
    while n > 1:
        a, b = sorted(divmod(int(np.argmax(scores)), n))
        if scores[a, b] <= threshold:
            break
        total[a] += total[b]
        total[:, a] += total[:, b]
        size[a] += size[b]
        groups[a] += groups.pop(b)
        scores[b] = scores[:, b] = -1e9
        for j in groups:
            if j != a:
                scores[a, j] = scores[j, a] = np.log(total[a, j] / (size[a] * size[j])) / LEAN
    label = [0] * n
    for group, members in groups.items():
        for i in members:
            label[i] = group
    return label


def bcubed(gold, label, use):
    ids = [i for i in range(len(gold)) if use[i]]
    of_gold, of_label, p, r = collections.defaultdict(set), collections.defaultdict(set), 0.0, 0.0
    for i in ids:
        of_gold[gold[i]].add(i)
        of_label[label[i]].add(i)
    for i in ids:
        common = len(of_gold[gold[i]] & of_label[label[i]])
        p += common / len(of_label[label[i]]) / len(ids)
        r += common / len(of_gold[gold[i]]) / len(ids)
    return np.array([p, r, 2 * p * r / (p + r)])


def average_precision(stories):
    y = np.concatenate([s["same"][s["attributed"]] for s in stories])
    odds = np.concatenate([s["odds"][s["attributed"]] for s in stories])
    y = y[np.argsort(-odds, kind="stable")]
    return float((np.cumsum(y) / np.arange(1, len(y) + 1) * y).sum() / y.sum())


def contradiction_f1(stories, threshold):
    """With gold claims: which pairs of claims have a pair of statements above the threshold."""
    hit = found = gold = 0
    for s in stories:
        above = {frozenset((s["claim"][a], s["claim"][b])) for (a, b, _), v, use in zip(s["pairs"], s["excluded"], s["attributed"])
                 if use and v > threshold and s["claim"][a] != s["claim"][b]}
        hit, found, gold = hit + len(above & s["contradicts"]), found + len(above), gold + len(s["contradicts"])
    return 2 * hit / max(1, found + gold)


def show(stories):
    print(f"average precision of pairs {average_precision(stories):.3f}; alone "
          f"{np.mean([bcubed(s['claim'], range(len(s['claim'])), s['scored'])[2] for s in stories]):.3f}")
    for threshold in np.arange(-2, 1.01, 0.25):
        rows = []
        for s in stories:
            use = s["attributed"]
            rows.append(bcubed(s["claim"], cluster(len(s["items"]), s["pairs"][use], s["odds"][use], threshold), s["scored"]))
        p, r, f = np.mean(rows, axis=0)
        print(f"  join above {threshold:5.2f}: precision {p:.3f} recall {r:.3f} B-cubed {f:.3f}")
    print("  contradicts, gold claims:", ", ".join(f"{t:.1f}: {contradiction_f1(stories, t):.3f}" for t in np.arange(-2, 1.6, 0.5)))


def predict(stories, w):
    for s in stories:
        s["odds"], s["excluded"] = log_odds(s, w), s["x"] @ w["contradiction"]


HEADER = '''#pragma once
// What the features of pairs.h weigh, in log odds. Made by evaluation/fit_grouping.py from the gold of {n} stories
// ({pairs} pairs of statements): logistic regression with a ridge of {ridge}, one table for pairs within a
// document, one for pairs between documents, one for pairs of claims that exclude each other. Change the
// features, then run the script again; do not edit the numbers.

#include "group/pairs.h"

namespace sayso {{

// Log odds above which two groups are joined, an own-voice sentence joins a claim, and two claims contradict.
inline constexpr double kJoinThreshold = {join};
inline constexpr double kOwnVoiceThreshold = {own};
inline constexpr double kContradictThreshold = {contradict};

'''


def write(path, names, stories, w, args):
    pairs = sum(int(s["attributed"].sum()) for s in stories)
    out = HEADER.format(n=len(stories), pairs=pairs, ridge=RIDGE, join=args.join, own=args.own, contradict=args.contradict)
    for table, key in (("kWithinDocument", "within"), ("kBetweenDocuments", "between"), ("kContradiction", "contradiction")):
        out += f"inline constexpr Features {table}{{\n"
        out += "".join(f"    {v:.3f},  // {name}\n" for name, v in zip(names, w[key])) + "};\n\n"
    open(path, "w", encoding="utf8").write(out + "}  // namespace sayso\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train")
    parser.add_argument("--test")
    parser.add_argument("--calibrate", help="features of stories that did not train the network, with its cosine")
    parser.add_argument("--write")
    parser.add_argument("--join", type=float, default=-1.0)
    parser.add_argument("--own", type=float, default=2.5)
    parser.add_argument("--contradict", type=float, default=-1.0)
    args = parser.parse_args()
    names, stories = load(args.train)
    for fold in range(FOLDS):
        w = fit_all([s for n, s in enumerate(stories) if n % FOLDS != fold])
        predict([s for n, s in enumerate(stories) if n % FOLDS == fold], w)
    print(f"cross-validated, {FOLDS} folds by story")
    show(stories)
    w = fit_all(stories)
    if args.calibrate:
        held_names, held = load(args.calibrate)
        assert held_names == names
        predict(held, w)
        print("held out, without meaning")
        show(held)
        for n, story in enumerate(held):  # each measured with what the others give
            predict([story], calibrate(w, names, held[:n] + held[n + 1 :]))
        print("held out, with meaning, one story at a time")
        show(held)
        w = calibrate(w, names, held)
    if args.test:
        test_names, test = load(args.test)
        assert test_names == names
        predict(test, w)
        print("other stories")
        show(test)
    if args.write:
        write(args.write, names, stories, w, args)


if __name__ == "__main__":
    sys.exit(main())
