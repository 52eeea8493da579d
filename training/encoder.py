"""The encoder: BERT's layers, in the plainest torch, because the C++ runtime mirrors it line by line.

Problem: every head of sayso reads the same vectors, so the encoder decides quality and nearly all of the time.
Idea:    all-MiniLM-L6-v2 (6 layers, width 384) and bge-small-en-v1.5 (12 of them) are small enough for a laptop's CPU and already
         know which sentences mean the same. Post-norm BERT, exact gelu, no pooler; token type 0 is folded into the positions, since no other occurs.
Example: encoder = Encoder.from_minilm("model/"); hidden = encoder(ids, mask)            # (windows, tokens, 384)
Cost:    1.8 M weights a layer, 11.7 M in the word table; about 3.5 MFLOP a wordpiece and layer forward.
"""
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional as F

from labels import SHAPES

CONFIG = {"layers": 6, "heads": 12, "width": 384, "ffn": 1536, "vocab": 30522, "positions": 512, "norm_eps": 1e-12, "window": 256}


class Dropout(nn.Module):
    """Dropout from a pool of ready masks: on two CPU cores drawing fresh random numbers cost a tenth of a training step."""

    def __init__(self, p, size=1 << 23):
        super().__init__()
        self.pool = ((torch.rand(size) >= p).float() / (1 - p)).bfloat16() if p else None

    def forward(self, x):
        if self.pool is None or not self.training:
            return x
        at = int(torch.randint(self.pool.numel() - x.numel(), ()))
        return x * self.pool[at : at + x.numel()].view(x.shape)


def attention(q, k, v, mask):  # (windows, heads, tokens, head width); mask is added to the scores, or None
    if not torch.is_grad_enabled():
        return F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
    # The fused kernel's backward pass takes twice as long as this in bf16 (0.22 s against 0.12 s for 16 x 256 wordpieces).
    scores = (q * q.shape[-1] ** -0.5) @ k.transpose(-1, -2)
    return (scores if mask is None else scores.add_(mask)).softmax(-1) @ v


def linear(x, *parts):
    """x through linear layers side by side, in x's own precision (bf16 while training); the weights stay f32."""
    weight, bias = ([getattr(m, n) for m in parts] for n in ("weight", "bias"))
    return F.linear(x, torch.cat(weight).to(x.dtype), torch.cat(bias).to(x.dtype))


class Layer(nn.Module):
    def __init__(self, width, heads, ffn, eps, dropout):
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.output = (nn.Linear(width, width) for _ in range(4))
        self.attention_norm, self.ffn_norm = nn.LayerNorm(width, eps), nn.LayerNorm(width, eps)
        self.up, self.down = nn.Linear(width, ffn), nn.Linear(ffn, width)
        self.dropout = Dropout(dropout)

    def forward(self, x, mask):  # (windows, tokens, width), (windows, 1, 1, tokens)
        windows, tokens, width = x.shape
        qkv = linear(x, self.query, self.key, self.value).view(windows, tokens, 3, self.heads, width // self.heads)
        a = attention(*qkv.permute(2, 0, 3, 1, 4), mask)  # without dropout on its weights
        a = linear(a.transpose(1, 2).reshape(x.shape), self.output)
        x = norm(x + self.dropout(a), self.attention_norm)
        return norm(x + self.dropout(linear(F.gelu(linear(x, self.up)), self.down)), self.ffn_norm)


def norm(x, m):
    return F.layer_norm(x, m.normalized_shape, m.weight.to(x.dtype), m.bias.to(x.dtype), m.eps)


class Encoder(nn.Module):
    def __init__(self, config=CONFIG, dropout=0.1):
        super().__init__()
        c = self.config = config
        self.word, self.position = nn.Embedding(c["vocab"], c["width"]), nn.Embedding(c["positions"], c["width"])
        self.norm, self.dropout = nn.LayerNorm(c["width"], c["norm_eps"]), Dropout(dropout)
        self.shape = nn.Embedding(SHAPES, c["width"])
        nn.init.zeros_(self.shape.weight)
        self.layers = nn.ModuleList(Layer(c["width"], c["heads"], c["ffn"], c["norm_eps"], dropout) for _ in range(c["layers"]))

    def forward(self, ids, mask, shapes=None, frozen=0, dtype=torch.float32):
        """ids, mask, shapes: (windows, tokens), mask True at real wordpieces. The lowest `frozen` layers are not trained."""
        train = torch.is_grad_enabled()
        with torch.set_grad_enabled(train and not frozen):
            x = self.word(ids) + self.position.weight[: ids.shape[1]]
            x = self.dropout(self.norm(x)).to(dtype)
            mask = None if bool(mask.all()) else torch.where(mask, 0.0, -1e4).to(dtype)[:, None, None, :]
        for depth, layer in enumerate(self.layers):
            with torch.set_grad_enabled(train and depth >= frozen):
                x = layer(x, mask)
            if depth == 0 and shapes is not None:
                x = x + self.shape(shapes).to(dtype)
        return x

    @property
    def lower(self):
        """The layer, counted from 1, whose vectors heads read beside the last one's: the last layers forget syntax."""
        return 2 * len(self.layers) // 3

    @classmethod
    def of_checkpoint(cls, path):
        """The encoder of what train.py keeps."""
        state = torch.load(path, map_location="cpu", weights_only=False)["best"]
        own = {k.removeprefix("encoder."): v for k, v in state.items() if k.startswith("encoder.")}
        encoder = cls({**CONFIG, "layers": sum(k.endswith("query.bias") for k in own)}, dropout=0).eval()
        encoder.load_state_dict(own)
        return encoder

    @classmethod
    def from_minilm(cls, folder, **options):
        return cls.of(weights_of(folder), **options)

    @classmethod
    def of(cls, old, keep=None, **options):
        """From tensors by BERT's usual names; `keep`: of which layers, all if none."""
        old = {k.removeprefix("bert."): v.float() for k, v in old.items()}
        keep = list(range(sum(k.endswith("query.bias") for k in old))) if keep is None else keep
        new = {"word.weight": old["embeddings.word_embeddings.weight"],
               "position.weight": old["embeddings.position_embeddings.weight"] + old["embeddings.token_type_embeddings.weight"][0]}
        names = {"query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
                 "output": "attention.output.dense", "attention_norm": "attention.output.LayerNorm",
                 "up": "intermediate.dense", "down": "output.dense", "ffn_norm": "output.LayerNorm"}
        for part in ("weight", "bias"):
            new[f"norm.{part}"] = old[f"embeddings.LayerNorm.{part}"]
            for layer, kept in enumerate(keep):
                for ours, theirs in names.items():
                    new[f"layers.{layer}.{ours}.{part}"] = old[f"encoder.layer.{kept}.{theirs}.{part}"]
        encoder = cls({**CONFIG, "layers": len(keep)}, **options)
        encoder.load_state_dict(new, strict=False)  # the shapes' table is ours, and zero
        return encoder


def weights_of(folder):
    """The tensors of a folder with model.safetensors, or of an ONNX file by BERT's names, whose matrices have lost theirs."""
    path = Path(folder)
    if path.suffix != ".onnx":
        return load_file(str(path / "model.safetensors"))
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(str(path)).graph
    out = {i.name: torch.from_numpy(numpy_helper.to_array(i).copy()) for i in graph.initializer if i.dims}
    for node in graph.node:  # "/encoder/layer.3/output/dense/MatMul" multiplies by "onnx::MatMul_1563", laid out the other way round
        for x in node.input if node.op_type == "MatMul" else ():
            if x in out:
                out[node.name.strip("/").replace("/", ".").removesuffix("MatMul") + "weight"] = out.pop(x).T.contiguous()
    return out
