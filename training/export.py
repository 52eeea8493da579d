"""Writes and reads sayso's model file; docs/formats/model.md is its specification.

Problem: the runtime wants one file that it can map, check and use without another library.
Idea:    a JSON header, then 64-aligned tensors; matrices in int8 with one scale a row, and the answers of this very model to a
         reference text, so that a loader can test itself. The file ends with its own SHA-256.
Example: python3 export.py checkpoint.pt sayso-en.model --minilm model/
Cost:    23 MB, a few seconds.
"""
import argparse
import hashlib
import json
import struct
from pathlib import Path

import numpy as np
import torch

from data import CLS, SEP, Reader
from encoder import CONFIG, Encoder
from labels import BOUNDARIES, LABELS
from model import LINKS, Model, Sums, link_scores

MAGIC, VERSION = b"SAYSOMDL", 1
REFERENCE = ("The harbour authority said on Monday that the crane had been inspected in May. \"We have nothing to hide,\" its director, "
             "Mara Lindqvist, told Kestrel Wire. She denied that anybody had warned her. A spokesman for the dockers' union, "
             "who asked not to be named, said two letters had been sent in April, according to the Halden Courier.")
REFERENCE_SPANS = {"source": "Mara Lindqvist", "cue": "told", "content": "\"We have nothing to hide,\""}


def tensors_of(model):
    """{name in the file: tensor}; the names are the specification's."""
    out, encoder = {}, model.encoder

    def linear(name, m):
        out[name + "/weight"], out[name + "/bias"] = m.weight, m.bias

    out["embeddings/word"], out["embeddings/position"] = encoder.word.weight, encoder.position.weight
    linear("embeddings/norm", encoder.norm)
    for i, layer in enumerate(encoder.layers):
        for part in ("query", "key", "value", "output", "attention_norm", "up", "down", "ffn_norm"):
            linear(f"layer{i}/{part}", getattr(layer, part))
    linear("role", model.role)
    out["role/transitions"], out["role/start"], out["role/end"] = model.chain.transitions, model.chain.start, model.chain.end
    for name, choice in [(f"link/{k}", model.link[k]) for k in LINKS] + [("coref", model.coref)]:
        linear(name + "/from", choice.from_)
        linear(name + "/to", choice.to_)
        out[name + "/distance"], out[name + "/none_weight"], out[name + "/none_bias"] = choice.distance, choice.none.weight[0], choice.none.bias
    for name, m in {"name": model.name, "mention": model.mention, "stance/hidden": model.stance_hidden,
                    "stance/output": model.stance_output, "kind": model.kind, "embed": model.embed}.items():
        linear(name, m)
    return {k: v.detach().float() for k, v in out.items()}


def quantise(x):
    """int8 rows and their scales; w = q * scale."""
    scales = x.abs().amax(1).clamp(min=1e-12) / 127
    return torch.round(x / scales[:, None]).clamp(-127, 127).to(torch.int8), scales


def is_matrix(name, x):
    return x.dim() == 2 and name != "role/transitions"


def quantised(model):
    """The same model with the weights that the file will hold, back in f32."""
    twin = Model(Encoder(dropout=0), dropout=0)
    twin.load_state_dict(model.state_dict())
    with torch.no_grad():
        for name, x in {n: p for n, p in twin.named_parameters()}.items():
            if x.dim() == 2 and "free_transitions" not in name and not name.endswith("none.weight"):
                q, scales = quantise(x.detach())
                x.copy_(q.float() * scales[:, None])
    return twin.eval()


@torch.no_grad()
def reference(model, reader):
    """The header's reference entry and the tensors that it names, from the dequantised weights in f32."""
    document = reader.document("reference", "", REFERENCE)
    ids = [CLS, *document.ids, SEP]

    def span(text):
        at = REFERENCE.index(text)
        inside = [k + 1 for k, (b, e) in enumerate(zip(document.begins, document.ends)) if b >= at and e <= at + len(text)]
        return [inside[0], inside[-1] + 1]

    spans = {k: span(v) for k, v in REFERENCE_SPANS.items()}
    hidden, _ = model.hidden([{"ids": ids}])
    sums, at = Sums(hidden), {k: [(0, *v)] for k, v in spans.items()}
    mean = {k: sums.mean(v) for k, v in at.items()}
    link = lambda name, a, b: link_scores(model.link[name], sums, at[a], at[b])[0]
    outputs = {"hidden": hidden[0], "role": model.role(hidden)[0], "name": model.name(hidden)[0], "mention": model.mention(hidden)[0],
               "link/source_cue": link("source_cue", "source", "cue"), "link/content_cue": link("content_cue", "content", "cue"),
               "link/content_source": link("content_source", "content", "source"),
               "coref": link_scores(model.coref, sums, at["source"], at["content"])[0],
               "stance": model.stance_output(torch.tanh(model.stance_hidden(torch.cat([mean["cue"], mean["content"], mean["source"]], 1))))[0],
               "kind": model.kind(mean["source"])[0], "embed": torch.nn.functional.normalize(model.embed(mean["content"]), dim=1)[0]}
    outputs = {f"reference/{k}": v for k, v in outputs.items()}
    return {"text": REFERENCE, "ids": ids, "spans": spans, "outputs": list(outputs)}, outputs


def lean(model, bonuses):
    """Adds to the score of opening a span, {"CUE": 1.0}: finds more of them and is wrong more often. It lies in the
    transitions and the start scores, so that no reader of the file needs to know of it."""
    with torch.no_grad():
        for kind, bonus in bonuses.items():
            k = LABELS["role"].index("B-" + kind)
            model.chain.free_transitions[:, k] += bonus
            model.chain.free_start[k] += bonus


def write(path, model, minilm, constants=None, name="sayso-en"):
    minilm, twin = Path(minilm), quantised(model)
    entry, outputs = reference(twin, Reader(minilm / "tokenizer.json"))
    blob, tensors = bytearray(), []

    def add(data):
        blob.extend(bytes(-len(blob) % 64))
        blob.extend(data)
        return len(blob) - len(data)

    for key, x in {**tensors_of(model), **outputs}.items():
        record = {"name": key, "dtype": "f32", "shape": list(x.shape)}
        if is_matrix(key, x) and key not in outputs:
            q, scales = quantise(x)
            data = q.numpy().tobytes()
            record |= {"dtype": "i8", "offset": add(data), "bytes": len(data), "scales_offset": add(scales.numpy().astype("<f4").tobytes())}
        else:
            data = x.contiguous().numpy().astype("<f4").tobytes()
            record |= {"offset": add(data), "bytes": len(data)}
        tensors.append(record)
    vocabulary = "\n".join((minilm / "vocab.txt").read_text("utf8").rstrip("\n").split("\n")).encode()
    header = {"name": name, "language": "en", "config": CONFIG, "labels": LABELS, "distance_boundaries": BOUNDARIES, "constants": constants or {},
              "vocabulary": {"offset": add(vocabulary), "bytes": len(vocabulary)}, "tensors": tensors, "reference": entry}
    header = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    head = MAGIC + struct.pack("<II", VERSION, len(header)) + header
    head += bytes(-len(head) % 64)
    body = head + bytes(blob)
    part = Path(str(path) + ".part")
    part.write_bytes(body + hashlib.sha256(body).digest())
    part.replace(path)


def read(path):
    """(header, {name: f32 tensor}) of a model file, checked."""
    raw = Path(path).read_bytes()
    assert raw[:8] == MAGIC and hashlib.sha256(raw[:-32]).digest() == raw[-32:], "not a whole model file"
    version, length = struct.unpack("<II", raw[8:16])
    assert version == VERSION
    header, base = json.loads(raw[16 : 16 + length]), (16 + length + 63) // 64 * 64
    out = {}
    for t in header["tensors"]:
        if t["dtype"] == "i8":
            q = np.frombuffer(raw, np.int8, t["bytes"], base + t["offset"]).reshape(t["shape"]).astype(np.float32)
            x = q * np.frombuffer(raw, "<f4", t["shape"][0], base + t["scales_offset"])[:, None]
        else:
            x = np.frombuffer(raw, "<f4", t["bytes"] // 4, base + t["offset"]).reshape(t["shape"]).copy()
        out[t["name"]] = torch.from_numpy(x)
    return header, out


def load_model(path):
    _, file = read(path)
    model = Model(Encoder(dropout=0), dropout=0)
    with torch.no_grad():
        model.chain.free_transitions.copy_(file["role/transitions"])
        model.chain.free_start.copy_(file["role/start"])
        targets = tensors_of(model)  # views of the parameters, which are f32 already
        del targets["role/transitions"], targets["role/start"]
        for name, x in file.items():
            if not name.startswith("reference/") and name not in ("role/transitions", "role/start"):
                targets.pop(name).copy_(x)
    assert not targets, f"the file lacks {sorted(targets)}"
    return model.eval()


def main():
    p = argparse.ArgumentParser(description="Writes the model file of a checkpoint.")
    p.add_argument("checkpoint")
    p.add_argument("out")
    p.add_argument("--minilm", required=True, help="folder of the encoder: vocab.txt, tokenizer.json")
    p.add_argument("--lean", action="append", default=[], metavar="ROLE=BONUS", help="CUE=1 finds more attributions; see lean()")
    a = p.parse_args()
    model = Model(Encoder(dropout=0), dropout=0)
    model.load_state_dict(torch.load(a.checkpoint, weights_only=False)["best"])
    lean(model, {k: float(v) for k, v in (x.split("=") for x in a.lean)})
    write(a.out, model.eval(), a.minilm)


if __name__ == "__main__":
    main()
