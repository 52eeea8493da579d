"""Scores of coreference: MUC, B-cubed, CEAF-phi4 and their mean (CoNLL F1), mentions found, and GAP's F1.

Problem: one number for chains does not exist. MUC counts links, B-cubed mentions, CEAF entities; the field reports the mean of three.
Idea:    each as its authors define it, summed over documents before dividing. Chains of one mention are left out of both sides, as
         OntoNotes and OntoGUM do. GAP asks two yes-or-no questions a text (is the pronoun A? is it B?) and counts all yeses.
Example: Conll().add(gold=[{(0, 1), (4, 5)}], found=[{(0, 1), (4, 5), (7, 8)}]).f1()     # mentions: anything hashable
Cost:    a millisecond a document; CEAF's assignment is cubic in the number of chains. `python coreference_score.py` tests itself.
"""
from fractions import Fraction


def assign(weights):
    """The largest sum of weights[i][k] over one-to-one pairs (i, k); the Hungarian method with potentials."""
    if not weights or not weights[0]:
        return 0.0
    if len(weights) > len(weights[0]):
        weights = [list(column) for column in zip(*weights)]
    n, m, far = len(weights), len(weights[0]), float("inf")
    u, v, owner, way = [0.0] * (n + 1), [0.0] * (m + 1), [0] * (m + 1), [0] * (m + 1)
    for i in range(1, n + 1):
        owner[0], k = i, 0
        least, used = [far] * (m + 1), [False] * (m + 1)
        while True:
            used[k], row, delta, next_ = True, owner[k], far, 0
            for c in range(1, m + 1):
                if not used[c]:
                    cost = -weights[row - 1][c - 1] - u[row] - v[c]
                    if cost < least[c]:
                        least[c], way[c] = cost, k
                    if least[c] < delta:
                        delta, next_ = least[c], c
            for c in range(m + 1):
                if used[c]:
                    u[owner[c]] += delta
                    v[c] -= delta
                else:
                    least[c] -= delta
            k = next_
            if not owner[k]:
                break
        while k:
            owner[k] = owner[way[k]]
            k = way[k]
    return sum(weights[owner[c] - 1][c - 1] for c in range(1, m + 1) if owner[c])


def muc(key, response):
    """(links of key that response holds, links of key): a chain of n mentions has n - 1, and loses one a cut."""
    where = {m: k for k, chain in enumerate(response) for m in chain}
    held = total = 0
    for chain in key:
        parts = {where[m] for m in chain if m in where}
        missing = sum(m not in where for m in chain)
        held, total = held + len(chain) - len(parts) - missing, total + len(chain) - 1
    return held, total


def b_cubed(key, response):
    """(sum over key's mentions of the share of their chain that stands in their response chain, mentions)."""
    held = sum(len(a & b) ** 2 / len(a) for a in key for b in response)
    return held, sum(map(len, key))


def ceaf(key, response):
    """phi4's similarity of the best one-to-one alignment of chains; the totals are the numbers of chains."""
    return assign([[2 * len(a & b) / (len(a) + len(b)) for b in response] for a in key])


def f_score(p, r):
    return 2 * p * r / (p + r) if p + r else 0.0


class Conll:
    """Sums over documents; p, r, f of each measure."""

    def __init__(self):
        self.sums = {name: [0, 0, 0, 0] for name in ("muc", "b3", "ceaf", "mentions")}  # held and total: precision, recall

    def add(self, gold, found):
        gold, found = ([set(c) for c in chains if len(set(c)) > 1] for chains in (gold, found))
        alike = ceaf(gold, found)
        both = len({m for c in gold for m in c} & {m for c in found for m in c})
        for name, values in {"muc": (*muc(found, gold), *muc(gold, found)), "b3": (*b_cubed(found, gold), *b_cubed(gold, found)),
                             "ceaf": (alike, len(found), alike, len(gold)),
                             "mentions": (both, sum(map(len, found)), both, sum(map(len, gold)))}.items():
            self.sums[name] = [a + b for a, b in zip(self.sums[name], values)]
        return self

    def prf(self, name):
        a, b, c, d = self.sums[name]
        p, r = a / b if b else 0.0, c / d if d else 0.0
        return p, r, f_score(p, r)

    def f1(self):
        return sum(self.prf(name)[2] for name in ("muc", "b3", "ceaf")) / 3

    def __str__(self):
        show = lambda name: "{:.3f}/{:.3f}/{:.3f}".format(*self.prf(name))
        return f"CoNLL {self.f1():.4f}  " + "  ".join(f"{name} {show(name)}" for name in self.sums)


def gap(answers):
    """answers: [(gender, (gold A, gold B), (found A, found B))] -> {gender or "all": (precision, recall, F1)}, and "bias": F / M."""
    out = {}
    for group in ("all", "masculine", "feminine"):
        pairs = [(bool(g), bool(f)) for gender, gold, found in answers if group in ("all", gender) for g, f in zip(gold, found)]
        right = sum(g and f for g, f in pairs)
        p, r = right / max(1, sum(f for _, f in pairs)), right / max(1, sum(g for g, _ in pairs))
        out[group] = (p, r, f_score(p, r))
    out["bias"] = out["feminine"][2] / out["masculine"][2] if out["masculine"][2] else 0.0
    return out


def self_test():
    near = lambda a, b: abs(a - float(b)) < 1e-9
    sets = lambda *chains: [set(c) for c in chains]
    # Vilain et al. 1995: key {A B C D}; response {A B} {C D} holds 2 of 3 links.
    assert muc(sets("ABCD"), sets("AB", "CD")) == (2, 3) and muc(sets("AB", "CD"), sets("ABCD")) == (2, 2)
    assert muc(sets("ABC"), sets("AC", "BX")) == (1, 2)
    # Bagga and Baldwin 1998: key {1..5} {6 7} {8 9 A B C}; the response joins the first and the last: P = (5*.5 + 2 + 5*.5) / 12 ...
    key, joined = sets("12345", "67", "89ABC"), sets("1234589ABC", "67")
    c = Conll().add(key, joined)
    assert near(c.prf("b3")[0], Fraction(7, 12)) and near(c.prf("b3")[1], 1)
    assert near(c.prf("muc")[0], Fraction(9, 10)) and near(c.prf("muc")[1], 1)
    # ... and CEAF: {6 7} with itself 1, {1..5} with the ten 2*5/15; of 2 response and 3 key chains.
    assert near(c.prf("ceaf")[0], Fraction(5, 3) / 2) and near(c.prf("ceaf")[1], Fraction(5, 3) / 3)
    # Pradhan et al. 2014's example: key {a b c} {d e f g}; response {a b} {c d} {f g h i}: MUC 2/5 and 2/5 ...
    c = Conll().add(sets("abc", "defg"), sets("ab", "cd", "fghi"))
    assert near(c.prf("muc")[0], Fraction(2, 5)) and near(c.prf("muc")[1], Fraction(2, 5))
    # ... B-cubed: recall (4/3 + 1/3 + 1/4 + 4/4) / 7 = 5/12, precision (4/2 + 1/2 + 1/2 + 4/4) / 8 = 1/2 ...
    assert near(c.prf("b3")[1], Fraction(5, 12)) and near(c.prf("b3")[0], Fraction(1, 2))
    # ... CEAF-phi4: 4/5 + 4/8 = 1.3, of 2 and of 3 chains; 6 of 7 mentions found, 8 offered.
    assert near(c.prf("ceaf")[1], Fraction(13, 20)) and near(c.prf("ceaf")[0], Fraction(13, 30))
    assert near(c.prf("mentions")[0], Fraction(6, 8)) and near(c.prf("mentions")[1], Fraction(6, 7))
    assert near(c.f1(), (0.4 + float(Fraction(5, 11)) + 0.52) / 3)
    # Singletons count on neither side; sums run over documents.
    assert near(Conll().add(sets("ab", "c"), sets("ab", "d")).f1(), 1)
    assert near(Conll().add(sets("ab"), []).add(sets("cd"), sets("cd")).prf("muc")[1], Fraction(1, 2))
    # The best alignment is not the greedy one: 3 + 3 rather than 4 + 1.
    assert near(assign([[4, 3], [3, 1]]), 6) and near(assign([[4, 3, 0]]), 4) and near(assign([[1], [5], [2]]), 5)
    g = gap([("masculine", (True, False), (True, True)), ("feminine", (False, True), (False, False)), ("feminine", (False, False), (False, True))])
    assert near(g["all"][0], Fraction(1, 3)) and near(g["all"][1], Fraction(1, 2)) and near(g["all"][2], Fraction(2, 5))
    assert near(g["masculine"][2], Fraction(2, 3)) and g["feminine"][2] == 0 and g["bias"] == 0
    print("ok")


if __name__ == "__main__":
    self_test()
