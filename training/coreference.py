"""Coreference over the frozen encoder: which mentions of a text are one entity.

Problem: "he", "the minister" and "Ms Okafor's" must lead to one entity, over a whole article, at a small part of the encoder's cost.
Idea:    every text is encoded once; only heads are trained. Detector: each span of up to 30 words is scored by its two ends (a
         bilinear form), and the best 0.35 a word are candidates, nested ones too. Linker: each candidate chooses an earlier one or
         none; a pair's score is a small MLP over both spans' [mean; first; last] vectors, their product and rows of a table of
         features. Trained end to end on the chance of any right antecedent (Lee et al. 2017), and on GAP through the chance that
         two mentions meet in one entity, summed over all chains of choices. Decoding: the best antecedent, from left to right.
Example: python coreference.py --shared ../../shared --checkpoint work/checkpoint.pt --tokenizer MINILM/tokenizer.json --cache work --out heads.pt
Cost:    1.6 M weights; detector 1.6, linker 0.7 MFLOP a word, where the encoder takes 27. Training on one core: encoding 80 s, detector
         20 s an epoch, mentions half a minute, linker half a minute an epoch; 3 GB of memory.
"""
import argparse
import bisect
import copy
import csv
import math
import random
import re
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import coreference_score as score
from data import CLS, NC_GENRES, SEP, Reader, gum_entities, of_words, pieces
from encoder import CONFIG, Encoder

WIDTH = CONFIG["width"]  # a wordpiece's vector is [the encoder's; its lower layer's]
CONTEXT, STEP, CAPACITY = 24, 32, 254  # src/nn/windows.cc
LONGEST, PER_WORD, LEAST = 30, 0.35, 0.05  # spans: words, candidates a word, probability
NEAR, FAR = 45, 15  # antecedents: the last candidates, and of earlier ones the last with the same head word or the same string

# Two mentions are one entity by `together` from this chance on. Chosen on GAP validation (by halves, each for the other: F1 0.750), since
# the encoder has learned from GAP development and is too sure of it: there 0.5 does best, and costs 0.05 on texts it has not seen.
CHANCE = 0.25

# A mention's class. A word here is a BERT word: wordpieces up to the next that does not begin with ##.
PRONOUNS = {w: k + 1 for k, row in enumerate((
    "i me my mine myself", "we us our ours ourselves", "you your yours yourself yourselves", "he him his himself", "she her hers herself",
    "it its itself", "they them their theirs themselves", "this that", "these those", "who whom whose which what",
    "one here there everyone everybody someone somebody anyone nobody each other another both all some many")) for w in row.split()}
NAME, DEFINITE, DEMONSTRATIVE, POSSESSIVE, INDEFINITE, DIGIT, PLURAL, OTHER = range(12, 20)
CLASSES = 20
# A description's head is the word before the first of these.
AFTER_HEAD = set("of in on at for from with by to about into over under between among against during after before since through as than like "
                 "near that who whom whose which where when while is are was were has have had and or but , ( [ – — : ; /".split())
DETERMINERS = set("the a an this that these those my your his her its our their some any".split())
TITLES = set("mr mrs ms dr sir president professor prof lord lady .".split())
INDEFINITES = set("a an some any another one no every each".split())
# Buckets: the number of boundaries reached.
MENTIONS_APART, SENTENCES_APART = [1, 2, 3, 4, 5, 7, 10, 15, 25, 40, 64], [1, 2, 3, 4, 6, 9, 16, 32]
WIDTHS, CHANCES = [2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 27], [-2, -1, 0, 1, 2, 3, 4, 5, 6]
# Tables: where each feature's rows begin.
starts = lambda *sizes: [sum(sizes[:k]) for k in range(len(sizes) + 1)]
PAIR = starts(CLASSES * CLASSES, len(MENTIONS_APART) + 1, len(SENTENCES_APART) + 1, 9, 5, 15, 5)
SINGLE = starts(CLASSES, len(WIDTHS) + 1, 3, len(CHANCES) + 1)


# ---- Texts and their vectors


def windows(breaks, total):
    """[(begin, end, keep_begin, keep_end)], as src/nn/windows.cc lays them."""
    if total <= CAPACITY:
        return [(0, total, 0, total)]
    up = lambda a, b: -(-a // b)
    overlap = min(2 * CONTEXT, CAPACITY // 2)
    n = up(total - overlap, CAPACITY - overlap)
    length = min(CAPACITY, up(total + (n - 1) * overlap, n))
    room = min(CAPACITY, up(length + 2, STEP) * STEP - 2)
    sentences, out = [0, *breaks, total], []
    for i in range(n):
        b = (total - length) * i // (n - 1)
        e = b + length
        start = sentences[bisect.bisect_right(sentences, b) - 1]
        b = start if e - start <= room else b
        stop = sentences[bisect.bisect_left(sentences, e)]
        e = stop if stop - b <= room else e
        out.append([b, e, b, e])
    out[0][2], out[-1][3] = out[0][0], out[-1][1]
    for a, b in zip(out, out[1:]):
        a[3] = b[2] = (b[0] + a[1]) // 2
    return out


def encode(encoder, documents, batch=16):
    """[(wordpieces, 768) float16] of the documents: the encoder's vectors beside those of its lower layer."""
    jobs = sorted(((k, *w) for k, d in enumerate(documents) for w in windows(d.breaks, len(d.ids))), key=lambda j: j[2] - j[1])
    out, lower = [torch.zeros(len(d.ids), 2 * WIDTH, dtype=torch.float16) for d in documents], []
    encoder.layers[encoder.lower - 1].register_forward_hook(lambda module, inputs, output: lower.append(output))
    for k in range(0, len(jobs), batch):
        part = jobs[k : k + batch]
        ids, shapes = (torch.zeros(len(part), part[-1][2] - part[-1][1] + 2, dtype=torch.long) for _ in range(2))
        mask = torch.zeros_like(ids, dtype=torch.bool)
        for row, (n, b, e, _, _) in enumerate(part):
            d, size = documents[n], e - b + 2
            ids[row, :size], mask[row, :size] = torch.tensor([CLS, *d.ids[b:e], SEP]), True
            shapes[row, 1 : size - 1] = torch.tensor(d.shapes[b:e])
        with torch.no_grad():
            both = torch.cat([encoder(ids, mask, shapes, dtype=torch.bfloat16), lower.pop()], 2).half()
        for row, (n, b, _, first, last) in enumerate(part):
            out[n][first:last] = both[row, first - b + 1 : last - b + 1]
    return out


class Text:
    """A document in words, with its vectors; of GUM also chains, and where its own words stand; of GAP the pronoun and two names."""

    def __init__(self, reader, document, split):
        self.corpus, self.id, self.split, self.document = document.corpus, document.id, split, document
        begin = [i for i, x in enumerate(document.ids) if not reader.tokenizer.id_to_token(x).startswith("##")]
        self.first, self.n = np.array([*begin, len(document.ids)]), len(begin)  # words' first wordpieces
        self.words = [document.text[document.begins[b] : document.ends[e - 1]] for b, e in zip(self.first, self.first[1:])]
        self.lower = [w.lower() for w in self.words]
        self.sentence = np.array([bisect.bisect_right(document.breaks, b) for b in begin])
        self.opens = np.array([i == 0 or self.sentence[i] != self.sentence[i - 1] for i in range(self.n)])
        self.known = []  # spans that are mentions
        self.complete = self.corpus == "gum"  # and no others are

    def span(self, b, e):
        """Words from wordpieces."""
        return int(np.searchsorted(self.first, b, "right")) - 1, int(np.searchsorted(self.first, e - 1, "right"))


CHAIN = re.compile(r"\((\d+)(\))?|(\d+)\)")


def ontogum(reader, shared):
    """GUM's texts (training without the NC genres) with OntoGUM's chains; mentions of GUM that OntoGUM leaves out train the detector."""
    for split in ("train", "dev"):
        documents = []
        for line in open(Path(shared) / f"data/treebank/en_gum-ud-{split}.conllu", encoding="utf8"):
            if line.startswith("# newdoc id"):
                documents.append((line.split("=")[1].strip(), []))
            elif line.startswith("# sent_id"):
                documents[-1][1].append([])
            elif line[:1].isdigit() and line.split("\t")[0].isdigit():
                documents[-1][1][-1].append(line.rstrip("\n").split("\t"))
        for id, sentences in documents:
            if split == "train" and id.split("_")[1] in NC_GENRES:
                continue
            document, spans = of_words(reader, "gum", id, [[(f[1], "SpaceAfter=No" not in f[9]) for f in s] for s in sentences])
            text, chains, open_ = Text(reader, document, split), {}, {}
            lines = [x for x in open(Path(shared) / f"data/coreference/ontogum/{id}.conll", encoding="utf8") if "\t" in x]
            for i, line in enumerate(lines):
                for m in CHAIN.finditer(line.rstrip("\n").split("\t")[-1]):
                    if m[3]:
                        chains.setdefault(m[3], set()).add((open_[m[3]].pop(), i + 1))
                    elif m[2]:
                        chains.setdefault(m[1], set()).add((i, i + 1))
                    else:
                        open_.setdefault(m[1], []).append(i)
            words = [s for row in spans for s in row]
            ours = lambda b, e: text.span(words[b][0], words[e - 1][1])
            text.gold = [c for c in chains.values() if len(c) > 1]  # in GUM's words
            text.chains = [sorted({ours(*s) for s in c}) for c in text.gold]
            text.known = sorted({ours(*s[:2]) for s in gum_entities(sentences)[1]} | {s for c in text.chains for s in c})
            text.theirs = {}
            for k, s in enumerate(words):
                for i in range(*text.span(*s)):
                    text.theirs.setdefault(i, []).append(k)
            yield text


def gap(reader, shared):
    for split, name in (("train", "development"), ("dev", "validation")):
        path = Path(shared) / f"data/coreference/gap-{name}.tsv"
        for row in csv.DictReader(open(path, encoding="utf8"), delimiter="\t", quoting=csv.QUOTE_NONE):
            text = Text(reader, reader.document("gap", row["ID"], row["Text"]), split)
            span = lambda name, at: text.span(*pieces(text.document, int(row[at]), int(row[at]) + len(row[name])))
            text.asked = {"P": span("Pronoun", "Pronoun-offset"), "A": span("A", "A-offset"), "B": span("B", "B-offset")}
            text.answer = tuple(row[x + "-coref"] == "TRUE" for x in "AB")
            text.gender = "feminine" if row["Pronoun"].lower() in ("she", "her", "hers") else "masculine"
            text.known = sorted(set(text.asked.values()))
            yield text


def texts_of(a):
    """All texts with vectors; read from the cache where it holds them."""
    path, reader = Path(a.cache) / "coreference-vectors.pt", Reader(a.tokenizer)
    texts = [*ontogum(reader, a.shared), *gap(reader, a.shared)]
    if not path.exists():
        encoder = Encoder.of_checkpoint(a.checkpoint)
        path.parent.mkdir(parents=True, exist_ok=True)
        torch.save(encode(encoder, [t.document for t in texts]), path)
    for text, vectors in zip(texts, torch.load(path)):
        text.vectors = vectors
    return texts


# ---- The detector


def columns(x, p, training):
    """Dropout of whole columns: one mask a call, since drawing one a number costs more than the heads."""
    return x * ((torch.rand(x.shape[1]) >= p).float() / (1 - p)) if training and p else x


class Detector(nn.Module):
    """Scores spans by their ends: start(word, the one before) . end(word, the one after) / sqrt(96) + both ends' and the width's own."""

    def __init__(self, size=96, hidden=256, dropout=0.3):
        super().__init__()
        self.size, self.dropout = size, dropout
        self.start_hidden, self.end_hidden = nn.Linear(4 * WIDTH, hidden), nn.Linear(4 * WIDTH, hidden)
        self.start, self.end = nn.Linear(hidden, size + 1), nn.Linear(hidden, size + 1)
        self.width = nn.Parameter(torch.zeros(LONGEST))

    def forward(self, text):  # scores (widths, words): [w][i] is the span [i, i + w + 1); -30 where it leaves the sentence
        x, n, d = columns(text.vectors.float(), self.dropout, self.training), text.n, self.size
        first, last = x[text.first[:-1]], x[text.first[1:] - 1]  # wordpieces of each word
        before, after = F.pad(last[:-1], (0, 0, 1, 0)), F.pad(first[1:], (0, 0, 0, 1))
        s = self.start(torch.relu(self.start_hidden(torch.cat([first, before], 1))))
        e = self.end(torch.relu(self.end_hidden(torch.cat([last, after], 1))))
        rows = []
        for w in range(min(LONGEST, n)):
            row = (s[: n - w, :d] * e[w:, :d]).sum(1) / math.sqrt(d) + s[: n - w, d] + e[w:, d] + self.width[w]
            inside = torch.from_numpy(text.sentence[: n - w] == text.sentence[w:])
            rows.append(F.pad(torch.where(inside, row, -30.0), (0, w), value=-30.0))
        return torch.stack(rows)

    def loss(self, text):
        """What corefers counts five times as much as what does not; where only some mentions are known, the others are left open."""
        scores = self(text)
        gold, weight = torch.zeros_like(scores), torch.full_like(scores, float(text.complete))
        for spans, share in ((text.known, 0.4), ([s for c in text.chains for s in c], 2.0)) if text.complete else ((text.known, 1.0),):
            for b, e in spans:
                if e - b <= len(scores):
                    gold[e - b - 1, b], weight[e - b - 1, b] = 1, share
        return F.binary_cross_entropy_with_logits(scores, gold, weight=weight, reduction="sum") / 1000

    @torch.no_grad()
    def candidates(self, text):
        """{span: score}, the best PER_WORD a word, of a chance of at least LEAST."""
        scores = self(text).T
        top = scores.flatten().topk(min(int(PER_WORD * text.n) + 1, scores.numel()))
        split = lambda k: (k // scores.shape[1], k // scores.shape[1] + k % scores.shape[1] + 1)
        return {split(k): s for k, s in zip(top.indices.tolist(), top.values.tolist()) if s > math.log(LEAST / (1 - LEAST))}


def train_detector(model, texts, epochs, rate=1e-3):
    """An epoch is all of GUM with, beside each of its texts, 4 of GAP's."""
    gum, names = [t for t in texts if t.complete], [t for t in texts if not t.complete]
    optimizer, steps = torch.optim.AdamW(model.train().parameters(), rate, weight_decay=0.01), 0
    for epoch in range(epochs):
        total = 0.0
        for text in random.sample(gum, len(gum)):
            for group in optimizer.param_groups:
                group["lr"] = rate * (1 - steps / (epochs * len(gum)))
            loss = model.loss(text)
            total += loss.item()
            loss = loss + sum(model.loss(t) for t in random.sample(names, min(4, len(names))))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            steps += 1
        print(f"detector {epoch} {total / len(gum):.4f}", flush=True)
    return model.eval()


# ---- Mentions and the features of pairs


def bare(text, b, e):
    """Without the possessive's end."""
    if e - b > 2 and text.lower[e - 1] == "s" and text.lower[e - 2] in ("'", "’"):
        return e - 2
    return e - 1 if e - b > 1 and text.lower[e - 1] in ("'", "’") else e


def head_of(text, b, e):
    e = bare(text, b, e)
    return next((i - 1 for i in range(b + 1, e) if text.lower[i] in AFTER_HEAD), e - 1)


def class_of(text, b, e, head):
    word, last = text.lower[b], text.lower[head]
    if e - b == 1 and word in PRONOUNS:
        return PRONOUNS[word]
    if text.words[head][0].isupper():
        return NAME
    if word in ("the", "this", "that", "these", "those"):
        return DEFINITE if word == "the" else DEMONSTRATIVE
    if word in PRONOUNS or "s" in text.lower[b:e] and ("'" in text.lower[b:e] or "’" in text.lower[b:e]):
        return POSSESSIVE
    if word in INDEFINITES:
        return INDEFINITE
    if word[0].isdigit():
        return DIGIT
    return PLURAL if last.endswith("s") and not last.endswith("ss") else OTHER


def content(text, b, e):
    """The words that make the string: without possessive, and without determiners and titles before it."""
    if text.lower[bare(text, b, e) : e] == ["'", "s"] or text.lower[bare(text, b, e) : e] == ["’", "s"]:
        e -= 2
    while e - b > 1 and (text.lower[b] in DETERMINERS or text.lower[b] in TITLES):
        b += 1
    return text.lower[b:e]


class Mentions:
    """The candidates of a text in order, the pairs that are scored, and everything about both that does not depend on weights."""

    def __init__(self, text, scored):
        self.spans = sorted(scored)  # by begin, then by end
        n, spans = len(self.spans), np.array(self.spans or np.zeros((0, 2)), dtype=int)
        b, e = spans[:, 0], spans[:, 1]
        self.head = [head_of(text, *s) for s in self.spans]
        self.cls = cls = np.array([class_of(text, *s, h) for s, h in zip(self.spans, self.head)], dtype=int)
        strings = [content(text, *s) for s in self.spans]
        ids, number = {}, lambda *key: ids.setdefault(key, len(ids))
        string = np.array([number("string", " ".join(x)) for x in strings], dtype=int)
        head = np.array([number("head", text.lower[h]) for h in self.head], dtype=int)
        stem = np.array([number("stem", w[:-1] if len(w) > 3 and w.endswith("s") else w) for w in (text.lower[h] for h in self.head)], dtype=int)
        initials = np.array([ids.get(("string", "".join(w[0] for w in x if w not in AFTER_HEAD and w[0].isalnum())), -1) if len(x) > 1 else -1
                             for x in strings], dtype=int)
        sets = [{w for w in x if w[0].isalnum() and w not in AFTER_HEAD and w not in DETERMINERS} for x in strings]
        words = {w: k for k, w in enumerate(sorted(set().union(*sets)))}
        bag = np.zeros((n, len(words) + 1), np.float32)
        for k, s in enumerate(sets):
            bag[k, [words[w] for w in s]] = 1
        common, size, pronoun = bag @ bag.T, bag.sum(1), cls <= 11
        sentence, seen, heads = text.sentence[b], np.zeros((n + 1, CLASSES), int), np.zeros(len(ids) + 1, int)
        for k in range(n):
            seen[k + 1] = seen[k]
            seen[k + 1, cls[k]] += 1
        i_of, j_of, rows = [np.zeros(0, int)], [np.zeros(0, int)], [np.zeros((0, len(PAIR) - 1), int)]
        self.offsets = [0]
        for i in range(n):
            near = max(0, i - NEAR)
            j = np.arange(near, i)
            if near and not pronoun[i]:
                j = np.concatenate([np.nonzero((head[:near] == head[i]) | (string[:near] == string[i]))[0][-FAR:], j])
            i_in_j, j_in_i = (common[i, j] == size[i]) & (size[i] > 0), (common[i, j] == size[j]) & (size[j] > 0)
            same = head[j] == head[i]
            match = np.zeros(len(j), int)
            for value, where in ((7, stem[j] == stem[i]), (4, i_in_j & ~same), (5, j_in_i & ~same), (3, same), (2, same & (i_in_j | j_in_i)),
                                 (6, (initials[j] == string[i]) | (initials[i] == string[j])), (1, string[j] == string[i]),
                                 (0, pronoun[j] | pronoun[i]), (8, pronoun[j] & pronoun[i] & same)):
                match[where] = value
            nest, gap_ = np.zeros(len(j), int), b[i] - e[j]
            for value, where in ((1, e[j] >= e[i]), (2, (b[j] == b[i]) & (e[j] < e[i])), (4, (e[j] > b[i]) & (e[j] < e[i]) & (b[j] < b[i])),
                                 (3, (gap_ >= 0) & (gap_ <= 1))):
                nest[where] = value
            since = np.minimum(4, seen[i, cls[j]] - seen[j + 1, cls[j]]) + 5 * np.where(pronoun[j], 0, np.where(cls[j] == NAME, 1, 2))
            rows.append(np.stack([cls[i] * CLASSES + cls[j], np.searchsorted(MENTIONS_APART, i - j, "right"),
                                  np.searchsorted(SENTENCES_APART, sentence[i] - sentence[j], "right"), match, nest, since,
                                  np.minimum(4, heads[head[j]] - 1)], 1) + PAIR[:-1])
            i_of.append(np.full(len(j), i))
            j_of.append(j)
            self.offsets.append(self.offsets[-1] + len(j))
            heads[head[i]] += 1
        self.i, self.j = (torch.from_numpy(np.concatenate(x)) for x in (i_of, j_of))
        self.pairs = torch.from_numpy(np.concatenate(rows)).int()
        place = np.array([1 if text.opens[x] else 2 * (text.lower[x - 1] in AFTER_HEAD) for x in b], dtype=int)
        chance = np.searchsorted(CHANCES, [scored[s] for s in self.spans], "right")
        self.singles = torch.from_numpy(np.stack([cls, np.searchsorted(WIDTHS, e - b, "right"), place, chance], 1) + SINGLE[:-1]).int()
        x, first, last = text.vectors.float(), text.first[b], text.first[e]
        sums = F.pad(x.cumsum(0), (0, 0, 1, 0))
        self.vectors = torch.cat([(sums[last] - sums[first]) / torch.from_numpy(last - first)[:, None], x[first], x[last - 1]], 1).to(text.vectors.dtype)

    def standing_for(self, span):
        """The candidate that a name is: the same span, else the shortest whose head is in it; or None."""
        if span in self.spans:
            return self.spans.index(span)
        return min(((e - b, k) for k, ((b, e), h) in enumerate(zip(self.spans, self.head)) if span[0] <= h < span[1]), default=(0, None))[1]


def prepare(detector, texts):
    """Fixes the texts' candidates, with the known ones added to texts that train, and lets go of the wordpieces' vectors."""
    for t in texts:
        scored = detector.candidates(t)
        if t.split == "train":
            for s in [s for c in t.chains for s in c] if t.complete else t.known:
                scored.setdefault(s, 0.0)
        t.mentions = Mentions(t, scored)
        if t.complete:
            where, label = {s: k for k, s in enumerate(t.mentions.spans)}, torch.full((len(t.mentions.spans),), -1)
            for c, chain in enumerate(t.chains):
                label[[where[s] for s in chain if s in where]] = c
            t.right = (label[t.mentions.i] == label[t.mentions.j]) & (label[t.mentions.i] >= 0)
        else:
            t.where = {k: t.mentions.standing_for(s) for k, s in t.asked.items()}
        del t.vectors
    for corpus in ("gum", "gap"):
        part = [t for t in texts if t.corpus == corpus and t.split == "dev"]
        spans = [(t, s) for t in part for s in ([s for c in t.chains for s in c] if t.complete else t.known)]
        print(corpus, f"candidates a word {sum(len(t.mentions.spans) for t in part) / sum(t.n for t in part):.3f}, gold among them",
              f"{sum(t.mentions.standing_for(s) is not None if t.corpus == 'gap' else s in t.mentions.spans for t, s in spans) / len(spans):.4f}")


# ---- The linker


class Linker(nn.Module):
    """score(i, j) = m(i) + m(j) + out(relu(left(i) + right(j) + the rows of its features + product(p(i) * q(j)))); none scores 0."""

    def __init__(self, hidden=64, size=64, dropout=0.4, inner=0.3):
        super().__init__()
        self.sizes, self.dropout, self.inner = (hidden, hidden, hidden, size, size), dropout, inner
        self.project = nn.Linear(6 * WIDTH, sum(self.sizes))  # mention, left, right, p, q
        self.single, self.pair = (nn.EmbeddingBag(rows, hidden, mode="sum") for rows in (SINGLE[-1], PAIR[-1]))
        self.mention, self.product, self.out = nn.Linear(hidden, 1), nn.Linear(size, hidden, bias=False), nn.Linear(hidden, 1)
        for table in (self.single, self.pair):
            nn.init.normal_(table.weight, std=0.05)

    def forward(self, texts):
        """The pairs' scores, text by text."""
        all_ = [t.mentions for t in texts]
        base = starts(*(len(m.spans) for m in all_))
        i, j = (torch.cat([getattr(m, x) + at for m, at in zip(all_, base)]) for x in "ij")
        g = columns(torch.cat([m.vectors for m in all_]).float(), self.dropout, self.training)
        mention, left, right, p, q = self.project(g).split(self.sizes, 1)
        drop = lambda x: columns(torch.relu(x), self.inner, self.training)
        m = self.mention(drop(mention + self.single(torch.cat([m.singles for m in all_]))))[:, 0]
        h = left[i] + right[j] + self.pair(torch.cat([m.pairs for m in all_])) + self.product(p[i] * q[j])
        return (self.out(drop(h))[:, 0] + m[i] + m[j]).split([len(m.i) for m in all_])


def matrix(mentions, scores):
    """(candidates, candidates + 1); the last column is none."""
    n = len(mentions.spans)
    x = scores.new_full((n, n + 1), -1e4)
    x[:, n] = 0
    return x.index_put((mentions.i, mentions.j), scores)


def antecedent_loss(text, scores, none):
    """Minus the log chance of any right antecedent; where that is none, times `none`: most candidates have none."""
    m, n = text.mentions, len(text.mentions.spans)
    x, right = matrix(m, scores), torch.zeros(n, n + 1, dtype=torch.bool)
    right[m.i, m.j] = text.right
    right[:, n] = ~right.any(1)
    loss = x.logsumexp(1) - x.masked_fill(~right, -1e9).logsumexp(1)
    return (loss * torch.where(right[:, n], none, 1.0)).sum()


def together(texts, scores):
    """(texts, candidates, candidates): the chance that two are one entity. With P(i -> j) the chance of an antecedent,
    C(i, k) = sum over j < i of P(i -> j) C(j, k) for k < i; C is symmetric, and 1 on its diagonal."""
    n = max(len(t.mentions.spans) for t in texts)
    p = []
    for t, s in zip(texts, scores):
        k = len(t.mentions.spans)
        p.append(F.pad(matrix(t.mentions, s).softmax(1)[:, :k], (0, n - k, 0, n - k)))
    p, c, one = torch.stack(p), torch.ones(len(texts), 1, 1), torch.ones(len(texts), 1, 1)
    for i in range(1, n):
        row = torch.bmm(p[:, i : i + 1, :i], c)
        c = torch.cat([torch.cat([c, row.transpose(1, 2)], 2), torch.cat([row, one], 2)], 1)
    return c


def gap_loss(texts, scores):
    c, loss = together(texts, scores).clamp(1e-5, 1 - 1e-5), 0.0
    for k, t in enumerate(texts):
        for name, yes in zip("AB", t.answer):
            chance = c[k, t.where["P"], t.where[name]]
            loss = loss - (chance if yes else 1 - chance).log()
    return loss


def chains_of(mentions, scores, least):
    """Each candidate's chain: its best antecedent's if that scores more than `least`, else one of its own."""
    s, j, chain = scores.tolist(), mentions.j.tolist(), []
    for i, (b, e) in enumerate(zip(mentions.offsets, mentions.offsets[1:])):
        best = max(range(b, e), key=s.__getitem__, default=None)
        chain.append(chain[j[best]] if best is not None and s[best] > least else i)
    return chain


@torch.no_grad()
def evaluate(model, texts, least):
    """(Conll over GUM's texts, over those of genres that may train) for each of `least`."""
    out = {x: (score.Conll(), score.Conll()) for x in least}
    for t in texts:
        scores = model([t])[0]
        for x in least:
            found = {}
            for span, c in zip(t.mentions.spans, chains_of(t.mentions, scores, x)):
                words = [k for i in range(*span) for k in t.theirs.get(i, ())]
                found.setdefault(c, set()).add((min(words), max(words) + 1))
            for conll in out[x][: 1 + (t.id.split("_")[1] not in NC_GENRES)]:
                conll.add(t.gold, found.values())
    return out


@torch.no_grad()
def evaluate_gap(model, texts, least, chances):
    """GAP's scores by the chains of each of `least`, and by each of `chances` that both are one entity."""
    out = {("chains", x): [] for x in least} | {("together", x): [] for x in chances}
    for t in texts:
        scores, (p, *names) = model([t])[0], (t.where[x] for x in "PAB")
        alike = together([t], [scores])[0] if chances else None
        for (how, x), answers in out.items():
            chain = chains_of(t.mentions, scores, x) if how == "chains" else None
            same = (lambda a, b: chain[a] == chain[b]) if chain else (lambda a, b: float(alike[a, b]) > x)
            answers.append((t.gender, t.answer, [p is not None and k is not None and same(p, k) for k in names]))
    return {k: score.gap(v) for k, v in out.items()}


def train_linker(texts, dev, a, rate=1.5e-3, none=0.5):
    """(linker, settings). A step is a text of GUM and its share of GAP; every tenth text of GUM only chooses `least`."""
    gum, names = [t for t in texts if t.complete], [t for t in texts if not t.complete]
    held, gum = gum[::10], [t for k, t in enumerate(gum) if k % 10]
    model = Linker()
    average = copy.deepcopy(model).eval()
    optimizer, step, steps, queue = torch.optim.AdamW(model.parameters(), rate, weight_decay=0.02), 0, a.epochs * len(gum), []
    share = round(len(names) / len(gum))
    for epoch in range(a.epochs):
        losses = np.zeros(2)
        for text in random.sample(gum, len(gum)):
            for group in optimizer.param_groups:
                group["lr"] = rate * min(1, (step + 1) / 50) * (1 - step / steps)
            queue = queue if len(queue) >= share else random.sample(names, len(names))
            part, queue = queue[:share], queue[share:]
            first, *rest = model([text, *part])
            chains = antecedent_loss(text, first, none)
            pairs = gap_loss(part, rest) / max(1, len(part)) if part else torch.zeros(())
            optimizer.zero_grad()
            (chains / 100 + 0.5 * pairs).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimizer.step()
            step += 1
            losses += chains.item() / len(text.mentions.spans), pairs.item()
            with torch.no_grad():
                for x, y in zip(average.parameters(), model.parameters()):
                    x.lerp_(y, max(0.01, 10 / (step + 10)))
        print(f"linker {epoch} chains {losses[0] / len(gum):.4f} gap {losses[1] / len(gum):.4f}", flush=True)
        if epoch + 1 == a.epochs or a.often:
            settings = choose(average, held)
            report(average, dev, settings)
    return average, settings


def choose(model, gum):
    """What a link must score, by texts that did not train the linker."""
    by_least = {k: v[0].f1() for k, v in evaluate(model, gum, (0.0, -0.35, -0.7, -1.05, -1.4)).items()}
    return {"least": max(by_least, key=by_least.get), "chance": CHANCE}


def report(model, dev, settings):
    least, chance = (settings["least"],), (settings["chance"],)
    (full, free), = evaluate(model, [t for t in dev if t.complete], least).values()
    print(f"  {settings}  {full}  (without NC genres {free.f1():.4f})")
    for how, g in evaluate_gap(model, [t for t in dev if not t.complete], least, chance).items():
        print("  GAP", *how, "  ".join(f"{k} {v:.2f}" if k == "bias" else f"{k} {v[0]:.3f}/{v[1]:.3f}/{v[2]:.3f}" for k, v in g.items()), flush=True)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--shared", required=True)
    p.add_argument("--checkpoint", required=True, help="of train.py: its encoder")
    p.add_argument("--tokenizer", required=True)
    p.add_argument("--cache", required=True, help="a folder for the texts' vectors; one a checkpoint")
    p.add_argument("--out", required=True)
    p.add_argument("--detector", help="a file of --out with whose detector to begin; --detector-epochs 0 leaves it as it is")
    p.add_argument("--detector-epochs", type=int, default=6)
    p.add_argument("--epochs", type=int, default=4)
    p.add_argument("--often", action="store_true", help="measure after every epoch")
    p.add_argument("--seed", type=int, default=0)
    a = p.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(a.seed)
    random.seed(a.seed)
    begun = time.process_time()
    texts = texts_of(a)
    train, dev = ([t for t in texts if t.split == x] for x in ("train", "dev"))
    clock = lambda what: print(f"{what}: {time.process_time() - begun:.0f} s of CPU so far", flush=True)
    clock("vectors")
    detector = Detector()
    if a.detector:
        detector.load_state_dict({k[9:]: v for k, v in torch.load(a.detector)["weights"].items() if k.startswith("detector.")})
    train_detector(detector, train, a.detector_epochs)
    torch.save({"weights": {f"detector.{k}": v for k, v in detector.state_dict().items()}}, a.out)
    clock("detector")
    prepare(detector, texts)
    clock("mentions")
    linker, settings = train_linker(train, dev, a)
    weights = {f"{name}.{k}": v for name, m in (("detector", detector), ("linker", linker)) for k, v in m.state_dict().items()}
    torch.save({"weights": weights, **settings}, a.out)
    clock("linker")


if __name__ == "__main__":
    main()
