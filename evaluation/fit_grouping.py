#!/usr/bin/env python3
"""Fits the trees of group() (src/group/pair_trees.cc) to the gold of stories, and measures them.

    grouping_features STORY... > words.tsv                               # without the network's cosine
    python3 evaluation/fit_grouping.py words.tsv                         # cross-validation by story
    python3 evaluation/fit_grouping.py words.tsv --odds odds.tsv         # for training/meaning.py, which writes vectors.tsv
    grouping_features --vectors vectors.tsv STORY... > train.tsv         # with the cosine of layers that have not seen the story
    grouping_features --model models/sayso-en.model OTHER_STORY... > test.tsv
    python3 evaluation/fit_grouping.py train.tsv --test test.tsv --write src/group/pair_trees.cc

Problem. Whether two statements mean the same depends on many small signs, and on which of them come together.
Idea. Boosted trees (LightGBM) over the features of pairs that grouping_features prints, that is, of the code that uses the trees: one
sum for "one claim", one for "exclude each other". Each story is predicted by trees that have not seen it; the clustering here repeats
src/group/cluster.cc, to choose its threshold. A fourth of the pairs is seen without its
cosine, too, since own voice has none.
Cost. Two minutes of one core for cross-validation and fit. Needs numpy and lightgbm (4.7.0 made what is shipped).
"""
import argparse
import collections
import sys

import lightgbm
import numpy as np

LEAN, NOT_COMPARED = 1.0, -4.0  # as in src/group/cluster.h
FOLDS = 6
SEEDS = 1
NO_MEANING, ONE_WITHOUT = -1.0, 4
TREES = {"objective": "binary", "num_leaves": 15, "learning_rate": 0.1, "min_data_in_leaf": 60, "feature_fraction": 0.4, "bagging_fraction": 0.7,
         "bagging_freq": 1, "lambda_l2": 5, "use_missing": False, "verbose": -1, "num_threads": 2, "deterministic": True}
ROUNDS = {"same": 180, "excludes": 60}


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


def fit(names, stories, label):
    """One ensemble a seed; their mean is what counts."""
    x = np.vstack([s["x"][s["attributed"]] for s in stories])
    y = np.concatenate([s[label][s["attributed"]] for s in stories]).astype(float)
    k = names.index("meaning")
    if (x[:, k] != NO_MEANING).any():
        without = x[::ONE_WITHOUT].copy()
        without[:, k] = NO_MEANING
        x, y = np.vstack([x, without]), np.concatenate([y, y[::ONE_WITHOUT]])
    return [lightgbm.train({**TREES, "seed": seed}, lightgbm.Dataset(x, y), ROUNDS[label]) for seed in range(SEEDS)]


def fit_all(names, stories):
    return {label: fit(names, stories, label) for label in ROUNDS}


def predict(stories, trees):
    for s in stories:
        s["odds"], s["excluded"] = (np.mean([t.predict(s["x"], raw_score=True) for t in trees[label]], axis=0) for label in ("same", "excludes"))


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
        others = [j for j in groups if j != a]
        scores[a, others] = scores[others, a] = np.log(total[a, others] / (size[a] * size[others])) / LEAN
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


def show(stories, what):
    print(f"{what}: average precision of pairs {average_precision(stories):.3f}; alone "
          f"{np.mean([bcubed(s['claim'], range(len(s['claim'])), s['scored'])[2] for s in stories]):.3f}")
    for threshold in np.arange(-1.75, 0.3, 0.25):
        rows = []
        for s in stories:
            use = s["attributed"]
            rows.append(bcubed(s["claim"], cluster(len(s["items"]), s["pairs"][use], s["odds"][use], threshold), s["scored"]))
        p, r, f = np.mean(rows, axis=0)
        print(f"  join above {threshold:5.2f}: precision {p:.3f} recall {r:.3f} B-cubed {f:.3f}")
    print("  contradicts, gold claims:", ", ".join(f"{t:.1f}: {contradiction_f1(stories, t):.3f}" for t in np.arange(-2, 1.6, 0.5)), flush=True)


def cross_validate(names, stories):
    for fold in range(FOLDS):
        trees = fit_all(names, [s for n, s in enumerate(stories) if n % FOLDS != fold])
        predict([s for n, s in enumerate(stories) if n % FOLDS == fold], trees)


HEADER = '''// Made by evaluation/fit_grouping.py from the gold of {n} stories ({pairs} pairs of statements): what the
// features of pairs.h say, as trees (trees.h). Change the features, then run the script again; do not edit the
// numbers.
//
// clang-format off

#include "group/pair_trees.h"

namespace sayso {{
namespace {{

using T = TreeNode;

'''


def nodes_of(tree):
    """A tree as rows (value, feature, first child's distance): the two children of a node stand side by side."""
    rows, waiting = [None], [(0, tree)]
    while waiting:
        at, node = waiting.pop(0)
        if "leaf_value" in node:
            rows[at] = (node["leaf_value"], 255, 0)
            continue
        assert node["decision_type"] == "<="
        rows[at] = (node["threshold"], node["split_feature"], len(rows) - at)
        waiting += [(len(rows), node["left_child"]), (len(rows) + 1, node["right_child"])]
        rows += [None, None]
    return rows


def written(name, ensembles):
    nodes, roots = [], []
    for ensemble in ensembles:
        for tree in ensemble.dump_model()["tree_info"]:
            roots.append(len(nodes))
            nodes += [(v if f != 255 else v / len(ensembles), f, c) for v, f, c in nodes_of(tree["tree_structure"])]
    assert len(nodes) < 1 << 16
    out = f"constexpr T k{name}Nodes[] = {{\n" + lines([f"{{{v:#.5g}f,{f},{c}}}" for v, f, c in nodes]) + "};\n"
    out += f"constexpr std::uint16_t k{name}Roots[] = {{\n" + lines(map(str, roots)) + "};\n\n"
    return out


def lines(values, width=110):
    out, line = "", ""
    for value in values:
        if len(line) + len(value) > width:
            out, line = out + line + "\n", ""
        line += value + ","
    return out + line + "\n"


def write(path, stories, trees):
    pairs = sum(int(s["attributed"].sum()) for s in stories)
    out = HEADER.format(n=len(stories), pairs=pairs) + written("Same", trees["same"]) + written("Excludes", trees["excludes"])
    out += "}  // namespace\n\n"
    out += "const Trees kSameClaim{kSameNodes, kSameRoots};\nconst Trees kExcludeEachOther{kExcludesNodes, kExcludesRoots};\n\n}  // namespace sayso\n"
    open(path, "w", encoding="utf8").write(out)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train")
    parser.add_argument("--test")
    parser.add_argument("--odds", help="write the log odds of each pair, by trees that have not seen the story")
    parser.add_argument("--write")
    parser.add_argument("--fast", action="store_true", help="no cross-validation")
    args = parser.parse_args()
    names, stories = load(args.train)
    if not args.fast:
        cross_validate(names, stories)
        show(stories, f"cross-validated, {FOLDS} folds by story")
    if args.odds:
        with open(args.odds, "w", encoding="utf8") as out:
            for s in stories:
                out.write("\t".join([s["name"], *(f"{v:.4f}" for v in s["odds"])]) + "\n")
    if not args.test and not args.write:
        return
    trees = fit_all(names, stories)
    if args.test:
        test_names, test = load(args.test)
        assert test_names == names
        predict(test, trees)
        show(test, "other stories")
    if args.write:
        write(args.write, stories, trees)


if __name__ == "__main__":
    sys.exit(main())
