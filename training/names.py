"""Names over the frozen encoder: a small head for persons, organisations, outlets, places and others.

Problem: one linear layer on the encoder's last vectors finds too few names: the last layers keep what a sentence means and forget how it
         is built, and what names are differs between the corpora that the encoder learned from.
Idea:    every text is encoded once; only the head is trained. A word is seen as [last layer; 4th layer] of its first wordpiece; one hidden
         layer; the label's score sees the hidden vectors of the word and of its two neighbours; a chain of labels (a CRF) decides.
         Corpora are brought to one sense of a name: no article, no title, "American" is OTHER. What a corpus does not know stays open: a
         label is a set of answers that would satisfy it, and the chain is trained on the chance of any of them. First all corpora but UNER,
         whose sense of a name is CoNLL's, then UNER beside twice as much of the others; the cross-validation repeats the second step only.
Example: python names.py --shared ../../shared --stories stories --checkpoint work/checkpoint.pt --tokenizer MINILM/tokenizer.json --cache work --out names.pt
Cost:    0.2 M weights, 0.4 MFLOP a word, where the encoder takes 27. On one core: encoding two minutes, training one, each fold of the
         cross-validation half of one; 4 GB of memory.
"""
import argparse
import copy
import glob
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "evaluation"))
from coreference import encode  # noqa: E402
from data import ANY, HELD_OUT, NC_GENRES, Reader, gum_entities, is_name, of_words, pieces, stories  # noqa: E402
from encoder import CONFIG, Encoder  # noqa: E402
from labels import NAMES, legal, spans_of  # noqa: E402
from token_text import TokenText  # noqa: E402

WIDTH, HIDDEN, ILLEGAL = 2 * CONFIG["width"], 256, -1e4
CHUNK = 48  # words of a training sequence, beside one more on each side
WEIGHTS = {"uner": 3.0, "re3d": 1.0, "gum": 1.0, "stories": 1.0, "ewt": 0.3, "ecb": 0.5}  # of a word in the loss
LAST = {"stories": 2.0}  # the same in the last epochs: else fewer outlets are told from organisations
TYPES = {"PER": "PERSON", "ORG": "ORGANISATION", "LOC": "PLACE", "Person": "PERSON", "Organisation": "ORGANISATION", "Location": "PLACE",
         "Nationality": "OTHER", "MilitaryPlatform": "OTHER", "Weapon": "OTHER", "DocumentReference": None}
TITLES = set("mr mr. mrs mrs. ms ms. dr dr. sir lord lady president vice prime minister professor prof. senator sen. governor gov. king queen "
             "prince princess general gen. colonel col. captain capt. sergeant lieutenant judge justice secretary chairman director coach "
             "ambassador mayor congressman representative rep. pope saint reverend rev. bishop father uncle aunt miss".split())
DATES = set("monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october "
            "november december mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec am pm est edt gmt".split())


# ---- Corpora: sentences of words with tags


def bits(*labels):
    return sum(1 << NAMES.index(x) for x in labels)


PLAIN = {False: bits("O", "B-OTHER", "I-OTHER"), True: bits("O")}  # by whether the corpus knows OTHER
NAMED = ANY & ~bits("O")


def satisfying(tag, begins, others_known):
    """The set of labels that satisfy a tag: B-X, I-X, O, "?" (open), "N" (a name of whatever kind)."""
    if tag in "O?N":
        return {"O": PLAIN[others_known], "?": ANY, "N": NAMED}[tag]
    label = ("B-" if begins and tag[0] == "B" else "I-") + tag[2:]
    return bits(label, *([label[:2] + "OUTLET"] if tag[2:] == "ORGANISATION" else []))


def tagged(reader, corpus, id, sentences, written=None, between="\n", others_known=False):
    """A document of sentences of (word, tag), as a person would have written it."""
    text = TokenText([[w for w, _ in s] for s in sentences], written, between)
    tags = [t for s in sentences for _, t in s]
    first = np.cumsum([0, *map(len, sentences)])[:-1]
    document = reader.document(corpus, id, text.text, [text.begins[k] for k in first])
    document.names = [ANY] * len(document.ids)
    for tag, *place in zip(tags, text.begins, text.ends):
        b, e = pieces(document, *place)
        for i in range(b, e):
            document.names[i] = satisfying(tag, i == b, others_known)
    document.tokens, document.tags = text, tags
    return document


def without_titles(sentence):
    """CoNLL's sense: neither "the" nor "President" is a part of a name."""
    for i, (word, tag) in enumerate(sentence):
        low = word.lower()
        if tag[0] == "B" and i + 1 < len(sentence) and sentence[i + 1][1] == "I" + tag[1:]:
            if low in ("the", "a", "an", "our", "his") or tag == "B-PERSON" and low in TITLES:
                sentence[i] = (word, "O")
                sentence[i + 1] = (sentence[i + 1][0], tag)
    return sentence


def iob(path, column):
    """[[(words with tags, text or None)]]: documents of an IOB file, of 25 sentences where it has none."""
    documents, sentence, text = [[]], [], None
    for line in [*open(path, encoding="utf8"), "\n"]:
        line = line.rstrip("\n")
        if line.startswith("# "):
            if line.startswith("# newdoc"):
                documents.append([])
            elif line.startswith("# text = "):
                text = line[len("# text = "):]
        elif line.strip():
            fields = line.split("\t")
            kind = TYPES.get(fields[column][2:], "")
            tag = "O" if kind == "" else "?" if kind is None else fields[column][:2] + kind
            sentence.append((fields[column - 1], tag))
        elif sentence:
            if len(documents[-1]) == 25:
                documents.append([])
            documents[-1].append((sentence, text))
            sentence, text = [], None
    return [d for d in documents if d]


def uner(reader, shared):
    for n, document in enumerate(iob(Path(shared) / "data/names/en_ewt-ud-dev.iob2", 2)):
        for between in ("\n", " "):
            yield tagged(reader, "uner", f"{n}", [s for s, _ in document], [t for _, t in document], between)


def re3d(reader, shared):
    for part in ("train", "test"):
        for n, document in enumerate(iob(Path(shared) / f"data/names/re3d/CONLL-format/data/{part}/re3d-{part}.conll", 1)):
            sentences = [without_titles(no_descriptions(s)) for s, _ in document]
            yield tagged(reader, "re3d", f"{part}-{n}", sentences, between=" " if n % 2 else "\n", others_known=False)


def no_descriptions(sentence):
    """A span without a capital ("coalition forces") is a description; whether it is a name is left open."""
    i = 0
    while i < len(sentence):
        j = i + 1
        if sentence[i][1][0] == "B":
            while j < len(sentence) and sentence[j][1][0] == "I":
                j += 1
            if not any(w[:1].isupper() and w not in ("The", "A", "We", "Our", "They", "He", "His") for w, _ in sentence[i:j]):
                sentence[i:j] = [(w, "?") for w, _ in sentence[i:j]]
        i = j
    return sentence


def conllu(path):
    """[(id, sentences of fields)]"""
    documents = []
    for line in open(path, encoding="utf8"):
        if line.startswith("# newdoc id"):
            documents.append((line.split("=")[1].strip(), []))
        elif line.startswith("# sent_id"):
            documents[-1][1].append([])
        elif line[:1].isdigit() and line.split("\t")[0].isdigit():
            documents[-1][1][-1].append(line.rstrip("\n").split("\t"))
    return documents


def conllu_text(reader, corpus, id, sentences):
    document, spans = of_words(reader, corpus, id, [[(f[1], "SpaceAfter=No" not in f[9]) for f in s] for s in sentences])
    return document, [s for row in spans for s in row]


def ewt(reader, shared):
    """Proper nouns are names of whatever kind: what kinds, the other corpora teach."""
    for id, sentences in conllu(Path(shared) / "data/treebank/en_ewt-ud-train.conllu"):
        document, spans = conllu_text(reader, "ewt", id, sentences)
        document.names = [PLAIN[False]] * len(document.ids)
        for f, (b, e) in zip((f for s in sentences for f in s), spans):
            low = f[1].lower()
            if f[3] == "PROPN" and low not in DATES:
                document.names[b:e] = [ANY if low in TITLES or not f[1][0].isupper() else NAMED] * (e - b)
                if low in ("mr.", "mrs.", "ms.", "dr.", "mr", "mrs", "ms", "dr", "president", "senator"):
                    document.names[b:e] = [PLAIN[False]] * (e - b)
            elif f[3] != "PRON" and f[1][0].isupper():
                document.names[b:e] = [ANY] * (e - b)
        yield document


def gum(reader, shared):
    for id, sentences in conllu(Path(shared) / "data/treebank/en_gum-ud-train.conllu"):
        if id.split("_")[1] in NC_GENRES:
            continue
        document, spans = conllu_text(reader, "gum", id, sentences)
        words, entities = gum_entities(sentences)
        tags = ["O"] * len(words)
        for i, f in enumerate(words):
            low = f[1].lower()
            if low in DATES:
                continue
            if f[3] == "ADJ" and f[1][0].isupper() and f[4] == "JJ" and words[i][2][:1].isupper():
                tags[i] = "B-OTHER"  # "Spanish": the lemma of an adjective that only begins its sentence is small
            elif f[3] == "PROPN" or f[3] in ("ADJ", "NOUN") and f[1][0].isupper():
                tags[i] = "?"
        types, named = {"person": "PERSON", "organization": "ORGANISATION", "place": "PLACE", "time": None}, set()
        for b, e, _, kind, head in sorted(entities, key=lambda x: x[0] - x[1]):
            if words[head][3] == "PROPN":
                b, e = name_in(words, b, e, head)
                kind = types.get(kind, "OTHER")
                if kind == "PERSON":
                    kind = "OTHER" if words[head][4] == "NNPS" else kind
                    while b < head and words[b][1].lower() in TITLES:
                        tags[b], b = "O", b + 1
                if kind and words[head][1].lower() not in DATES and not named.intersection(range(b, e)):  # the longest first
                    named.update(range(b, e))
                    tags[b:e] = ["B-" + kind] + ["I-" + kind] * (e - b - 1)
        document.names = [PLAIN[True]] * len(document.ids)
        for tag, (b, e) in zip(tags, spans):
            for i in range(b, e):
                document.names[i] = satisfying(tag, i == b, True)
        yield document


def name_in(words, b, e, head):
    """The proper nouns around the head of an entity."""
    proper = lambda i: words[i][3] == "PROPN"
    first, last = head, head + 1
    while first > b and (proper(first - 1) or words[first - 1][1] == "-" and first - 1 > b and proper(first - 2)):
        first -= 1
    while last < e:
        joins = lambda k: all(words[last + j][1].lower() in ("of", "the", "for", "and", "-", "&") for j in range(k))
        skip = next((k for k in (0, 1, 2) if last + k < e and proper(last + k) and joins(k)), None)
        if skip is None:
            break
        last += skip + 1
    return first, last


def ecb(reader, shared):
    """News in which some participants are marked: a marked name is one, other capitals stay open. A third: its texts repeat each other."""
    types = {"HUMAN_PART_PER": "PERSON", "HUMAN_PART_ORG": "ORGANISATION", "LOC_GEO": "PLACE", "HUMAN_PART_GPE": "PLACE"}
    for n, line in enumerate([*open(Path(shared) / "data/events/ecbplus-train.jsonl", encoding="utf8")][::3]):
        d, sentences = json.loads(line), []
        for k, sentence in enumerate(d["sentences"]):
            words = sentence.split()
            tags = ["O" if w.lower() in DATES or not any(c.isupper() for c in w) else "?" for w in words]
            for m in sorted((m for m in d["mentions"] if m["sentence"] == k and m["type"] in types), key=lambda m: len(m["text"])):
                form = m["text"].split()
                while form and (form[0].lower() in TITLES or form[0].lower() in ("the", "a")):
                    form = form[1:]
                if form and is_name(" ".join(form)):
                    for i in range(len(words) - len(form) + 1):
                        if words[i : i + len(form)] == form:
                            tags[i : i + len(form)] = ["B-" + types[m["type"]]] + ["I-" + types[m["type"]]] * (len(form) - 1)
            sentences.append(list(zip(words, tags)))
        yield tagged(reader, "ecb", d["id"], sentences, between=" " if n % 2 else "\n")


def all_stories(reader, shared, folder):
    paths = sorted(glob.glob(f"{shared}/training-stories/*/gold.json") + glob.glob(f"{folder}/*/gold.json"))
    for path in paths:
        if Path(path).parent.name not in HELD_OUT:
            yield from stories(reader, Path(path).parent)


def wikigold(reader, shared):
    """Measured only."""
    path = Path(shared) / "data/names/wikigold/CONLL-format/data/wikigold.conll.txt"
    documents, sentence, last = [[]], [], "O"
    for line in [*open(path, encoding="utf8"), "\n"]:
        fields = line.split()
        if fields[:1] == ["-DOCSTART-"]:
            documents.append([])
        elif fields:
            tag = fields[1]
            kind = {**TYPES, "MISC": "OTHER"}.get(tag[2:])
            sentence.append((fields[0], "O" if tag == "O" else ("I-" if last[2:] == tag[2:] and tag[0] == "I" else "B-") + kind))
            last = tag
        else:
            if sentence:
                if len(documents[-1]) == 25:
                    documents.append([])
                documents[-1].append(sentence)
            sentence, last = [], "O"
    for n, document in enumerate(d for d in documents if d):
        yield tagged(reader, "wikigold", str(n), document, others_known=True)


def texts_of(a):
    """All documents with the vectors, label sets and first wordpieces of their words; vectors are read from the cache where it has them."""
    reader, path = Reader(a.tokenizer), Path(a.cache) / "names-vectors.pt"
    documents = [*uner(reader, a.shared), *re3d(reader, a.shared), *gum(reader, a.shared), *all_stories(reader, a.shared, a.stories),
                 *ecb(reader, a.shared), *ewt(reader, a.shared), *wikigold(reader, a.shared)]
    if not path.exists():
        encoder = Encoder.of_checkpoint(a.checkpoint)
        path.parent.mkdir(parents=True, exist_ok=True)
        torch.save(encode(encoder, documents), path)
    for document, vectors in zip(documents, torch.load(path)):
        first = [i for i, x in enumerate(document.ids) if not reader.tokenizer.id_to_token(x).startswith("##")]
        document.first = np.array([*first, len(document.ids)])
        document.vectors = vectors[first]
        document.opens = torch.tensor(np.isin(first, [0, *document.breaks]))
        sets = torch.tensor([document.names[i] for i in first])
        document.allowed = (sets[:, None] >> torch.arange(len(NAMES)) & 1).bool()
        document.opens &= document.allowed[:, [not label.startswith("I-") for label in NAMES]].any(1)  # "St. Mary" is no two sentences
    return documents


# ---- The head


class Names(nn.Module):
    def __init__(self, hidden=HIDDEN, reach=1, dropout=0.3):
        super().__init__()
        self.hidden, self.dropout, self.reach = nn.Linear(WIDTH, hidden), dropout, reach
        self.output = nn.Linear(hidden * (2 * reach + 1), len(NAMES))
        ok = torch.tensor(legal(NAMES))
        self.register_buffer("may_follow", ok[:-1], persistent=False)
        self.register_buffer("may_start", ok[-1], persistent=False)
        self.free_transitions, self.free_start = nn.Parameter(torch.zeros(len(NAMES), len(NAMES))), nn.Parameter(torch.zeros(len(NAMES)))

    @classmethod
    def of(cls, saved):
        """From what main() saves."""
        model = cls(saved["hidden"], saved["reach"]).eval()
        model.load_state_dict(saved["state"])
        return model

    @property
    def transitions(self):
        return torch.where(self.may_follow, self.free_transitions, ILLEGAL)

    @property
    def start(self):
        return torch.where(self.may_start, self.free_start, ILLEGAL)

    def forward(self, x, inside=None, opens=None):
        """(texts, words, 768) -> (texts, words, labels); inside: False beyond a text's ends; opens: a sentence, into which no name reaches."""
        x = columns(x, self.dropout / 2, self.training)
        if self.training:  # in bf16, as the encoder's training
            h = F.linear(x.bfloat16(), self.hidden.weight.bfloat16(), self.hidden.bias.bfloat16()).float()
        else:
            h = self.hidden(x)
        h = columns(torch.relu(h), self.dropout, self.training)
        h = h if inside is None else h * inside[..., None]
        n = h.shape[1]
        padded = F.pad(h, (0, 0, self.reach, self.reach))
        scores = self.output(torch.cat([padded[:, k : k + n] for k in range(2 * self.reach + 1)], 2))
        return scores if opens is None else scores.masked_fill(opens[..., None] & ~self.may_start, ILLEGAL)


def columns(x, p, training):
    """Dropout of a text's columns: the same ones for all its words."""
    return x * ((torch.rand(len(x), 1, x.shape[-1]) >= p).float() / (1 - p)) if training and p else x


def chain_loss(model, scores, allowed):
    """-log of the chance that the chain takes allowed labels only; (texts, words, labels), summed."""
    both = torch.cat([scores, scores.masked_fill(~allowed, ILLEGAL)])
    transitions, columns = model.transitions, both.unbind(1)
    alpha = model.start + columns[0]
    for column in columns[1:]:
        alpha = torch.logsumexp(alpha[:, :, None] + transitions, 1) + column
    every, wanted = torch.logsumexp(alpha, 1).chunk(2)
    return (every - wanted)


def chunks_of(documents, changed={}):
    """Sequences of CHUNK words with a neighbour on each side: (vectors, allowed, inside, weight of each chunk)."""
    rows, at, weights, corpora = [], 0, [], []
    for d in documents:
        n = len(d.vectors)
        for b in range(0, n, CHUNK):
            k = np.arange(b - 1, b + CHUNK + 1)
            rows.append(np.where((k >= 0) & (k < n), k + at, -1))
            weights.append({**WEIGHTS, **changed}[d.corpus])
            corpora.append(d.corpus)
        at += n
    vectors, allowed, opens = (torch.cat([getattr(d, part) for d in documents]) for part in ("vectors", "allowed", "opens"))
    rows = torch.tensor(np.array(rows))
    return vectors, allowed, opens, rows, torch.tensor(weights), np.array(corpora)


def train(model, data, a, epochs, rate, keep):
    """keep: {corpus: the part of its sequences that each epoch draws}."""
    vectors, allowed, opens, rows, weights, corpora = data
    parts = torch.tensor([keep.get(c, 1.0) for c in corpora])
    steps = epochs * -(-int(parts.sum()) // a.batch) + 10
    decayed = [p for n, p in model.named_parameters() if n.endswith("weight")]
    others = [p for n, p in model.named_parameters() if not n.endswith("weight")]
    optimizer = torch.optim.AdamW([{"params": decayed, "weight_decay": a.decay}, {"params": others, "weight_decay": 0}], lr=rate)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda k: min(1, (k + 1) / 50) * max(0, 1 - k / steps))
    model.train()
    for epoch in range(epochs):
        total, n, began = 0.0, 0, time.time()
        drawn = torch.nonzero(torch.rand(len(rows)) < parts)[:, 0]
        for batch in drawn[torch.randperm(len(drawn))].split(a.batch):
            at = rows[batch]
            inside = at >= 0
            open_ = ~inside
            open_[:, 0] = open_[:, -1] = True
            k = at.clamp(min=0)
            scores = model(vectors[k].float() * inside[..., None], inside, opens[k] & inside)
            loss = (chain_loss(model, scores, allowed[k] | open_[..., None]) * weights[batch]).sum() / (len(batch) * CHUNK)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total, n = total + float(loss.detach()) * len(batch), n + len(batch)
        if a.verbose:
            print(f"  epoch {epoch + 1}  loss {total / n:.4f}  {time.time() - began:.0f} s", flush=True)
    return model.eval()


def finished(base, used, ours, a):
    """A copy of the head that knows the other corpora, trained on UNER's documents beside some of the others."""
    torch.manual_seed(2)
    model, data = copy.deepcopy(base), chunks_of(used + ours, LAST)
    n_ours = int((data[-1] == "uner").sum())
    part = a.beside * n_ours / max(1, len(data[-1]) - n_ours)
    return train(model, data, a, a.last_epochs, a.last_rate, {c: part for c in WEIGHTS if c != "uner"})


# ---- Measuring


@torch.no_grad()
def names_in(model, document):
    """{(first token, last token + 1, type)} of the corpus's own tokens."""
    scores = model(document.vectors.float()[None], opens=document.opens[None])[0]
    labels = viterbi(scores.numpy(), model.transitions.numpy(), model.start.numpy())
    found, taken = set(), set()
    for kind, b, e in spans_of(labels, NAMES):
        place = document.begins[document.first[b]], document.ends[document.first[e] - 1]
        b, e = document.tokens.tokens(*place)
        if b < e and not taken.intersection(range(b, e)):
            taken.update(range(b, e))
            found.add((b, e, kind))
    return found


def viterbi(scores, transitions, start):
    alpha, back = start + scores[0], []
    for row in scores[1:]:
        paths = alpha[:, None] + transitions
        back.append(paths.argmax(0))
        alpha = paths.max(0) + row
    path = [int(alpha.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]


def gold_of(document):
    out, begin = set(), None
    for i, tag in enumerate([*document.tags, "O"]):
        if begin is not None and tag[0] != "I":
            out.add((begin, i, document.tags[begin][2:]))
            begin = None
        if tag[0] == "B":
            begin = i
    return out


def counts(model, documents, without=()):
    """{type: [right, found, gold]}; an outlet is an organisation here."""
    out = {}
    for n, document in enumerate(documents):
        gold = {(*s[:2], s[2]) for s in gold_of(document) if s[2] not in without}
        found = {(b, e, k.replace("OUTLET", "ORGANISATION")) for b, e, k in names_in(model, document)}
        found = {s for s in found if s[2] not in without}
        for column, spans in enumerate((gold & found, found, gold)):
            for _, _, kind in spans:
                for key in ("all", kind):
                    out.setdefault(key, [0, 0, 0])[column] += 1
    return out


def add(a, b):
    return {k: [x + y for x, y in zip(a.get(k, [0, 0, 0]), b.get(k, [0, 0, 0]))] for k in {**a, **b}}


def show(title, c):
    f1 = lambda r, f, g: 2 * r / (f + g) if f + g else 0.0
    print(f"{title:24s}" + "  ".join(f"{k} {f1(*c[k]):.3f} (p {c[k][0] / max(1, c[k][1]):.3f} r {c[k][0] / max(1, c[k][2]):.3f} n {c[k][2]})" for k in sorted(c, key=str.lower)), flush=True)


def mistakes(model, documents, without):
    """Lines "kind of mistake: gold | found" of the documents."""
    for d in documents:
        words = lambda s: " ".join(d.text[b:e] for b, e in zip(d.tokens.begins[s[0]:s[1]], d.tokens.ends[s[0]:s[1]]))
        gold = {s for s in gold_of(d) if s[2] not in without}
        found = {(b, e, k.replace("OUTLET", "ORGANISATION")) for b, e, k in names_in(model, d)}
        found = {s for s in found if s[2] not in without}
        for s in sorted(gold | found):
            if s in gold and s in found:
                continue
            near = [x for x in (found if s in gold else gold) if x[0] < s[1] and s[0] < x[1]]
            if s in gold:
                yield ("type" if near and near[0][:2] == s[:2] else "bounds" if near else "missed"), s[2], words(s), near and (words(near[0]), near[0][2])
            elif not near:
                context = d.text[max(0, d.tokens.begins[s[0]] - 30) : d.tokens.ends[s[1] - 1] + 30].replace("\n", "⏎")
                yield "spurious", s[2], words(s), context


def counts_by_program(dump, model_file, heads, documents):
    """counts() of documents as the program reads them, its rules after the tagger included, with these heads in its model file."""
    from evaluate_reading import iob_tags
    from export import add_heads

    kinds, sums = {"person": "PERSON", "organisation": "ORGANISATION", "outlet": "ORGANISATION", "place": "PLACE"}, {}
    with tempfile.TemporaryDirectory() as work:
        file, articles = Path(work) / "names.model", Path(work) / "articles.jsonl"
        add_heads(model_file, file, names=heads)
        articles.write_text("".join(json.dumps({"id": d.id, "text": d.text}) + "\n" for d in documents))
        command = [dump, articles, "--model", file, "--parts", "names"]
        done = subprocess.run([str(x) for x in command], stdout=subprocess.PIPE, text=True, check=True)
    read = {d["id"]: d["names"] for d in map(json.loads, done.stdout.splitlines())}
    for d in documents:
        tags = iob_tags(read[d.id], d.tokens, len(d.tokens.begins))
        found = {(b, e, kinds[k]) for k, b, e in spans_in(tags) if k in kinds}
        gold = gold_of(d)
        for column, spans in enumerate((gold & found, found, gold)):
            for _, _, kind in spans:
                for key in ("all", kind):
                    sums.setdefault(key, [0, 0, 0])[column] += 1
    return sums


def spans_in(tags):
    """[(type, begin, end)] of IOB2 tags."""
    begins = [i for i, tag in enumerate(tags) if tag[0] == "B"]
    return [(tags[b][2:], b, next((i for i in range(b + 1, len(tags)) if tags[i][0] != "I"), len(tags))) for b in begins]


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--shared", required=True)
    p.add_argument("--stories", required=True)
    p.add_argument("--checkpoint", required=True)
    p.add_argument("--tokenizer", required=True)
    p.add_argument("--cache", required=True)
    p.add_argument("--out")
    p.add_argument("--without", action="append", default=[], help="a corpus that is to train nothing")
    p.add_argument("--weight", action="append", default=[], metavar="CORPUS=WEIGHT")
    p.add_argument("--folds", type=int, default=5)
    p.add_argument("--only-folds", type=int, default=None, help="of these only the first")
    p.add_argument("--epochs", type=int, default=4)
    p.add_argument("--last-epochs", type=int, default=6)
    p.add_argument("--beside", type=float, default=2.0, help="sequences of other corpora a sequence of UNER, in the last epochs")
    p.add_argument("--last-rate", type=float, default=1e-3)
    p.add_argument("--batch", type=int, default=64)
    p.add_argument("--rate", type=float, default=1e-3)
    p.add_argument("--decay", type=float, default=0.05)
    p.add_argument("--dropout", type=float, default=0.4)
    p.add_argument("--hidden", type=int, default=HIDDEN)
    p.add_argument("--reach", type=int, default=1)
    p.add_argument("--mistakes")
    p.add_argument("--program", metavar="READING_DUMP", help="each fold's documents are also read by the program, with the fold's heads in --model's file")
    p.add_argument("--model", help="of the same checkpoint; for --program")
    p.add_argument("--wikigold", action="store_true", help="measure the final head on it")
    p.add_argument("--verbose", action="store_true")
    a = p.parse_args()
    torch.set_num_threads(1)
    WEIGHTS.update({k: float(v) for k, v in (x.split("=") for x in a.weight)})
    began = time.time()
    documents = texts_of(a)
    used = [d for d in documents if d.corpus not in ("wikigold", "uner", *a.without)]
    ours = [d for d in documents if d.corpus == "uner"]
    ids = sorted({d.id for d in ours})
    random.Random(7).shuffle(ids)
    sizes = {c: (len([d for d in documents if d.corpus == c]), sum(len(d.vectors) for d in documents if d.corpus == c)) for c in (*WEIGHTS, "wikigold")}
    print("documents, words:", sizes, f"{time.time() - began:.0f} s", flush=True)
    torch.manual_seed(1)
    base = train(Names(a.hidden, a.reach, a.dropout), chunks_of(used), a, a.epochs, a.rate, {"ewt": 0.3, "ecb": 0.3, "stories": 0.5})
    if a.verbose:
        show(f"before UNER ({time.time() - began:.0f} s)", counts(base, ours[::2], ("OTHER",)))
    sums, lines, by_program = {}, [], {}
    for fold in range(a.folds if a.only_folds is None else a.only_folds):
        out = set(ids[fold :: a.folds])
        model = finished(base, used, [d for d in ours if d.id not in out], a)
        tested = [d for d in ours if d.id in out][::2]  # the form with line ends
        got = counts(model, tested, ("OTHER",))
        sums = add(sums, got)
        if a.program:
            heads = {"state": model.state_dict(), "hidden": a.hidden, "reach": a.reach}
            by_program = add(by_program, counts_by_program(a.program, a.model, heads, tested))
        lines += mistakes(model, tested, ("OTHER",))
        if a.verbose:
            show(f"fold {fold + 1} ({time.time() - began:.0f} s)", got)
    if sums:
        show(f"UNER, {a.folds} folds", sums)
    if by_program:
        show("as the program reads", by_program)
    if a.mistakes:
        Path(a.mistakes).write_text("".join("\t".join(map(str, x)) + "\n" for x in sorted(lines, key=str)), encoding="utf8")
    if a.out or a.wikigold:
        model = finished(base, used, ours, a)
        if a.wikigold:
            show("WikiGold", counts(model, [d for d in documents if d.corpus == "wikigold"]))
        if a.out:
            torch.save({"state": model.state_dict(), "hidden": a.hidden, "reach": a.reach}, a.out)
    print(f"{time.time() - began:.0f} s")


if __name__ == "__main__":
    main()
