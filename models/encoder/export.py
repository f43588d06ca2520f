"""The taught encoder as an ONNX graph for one passage: piece ids (pieces) → vector (hidden).

Weights are whole numbers of 8 bits with a scale for each block of 64 inputs; nothing is scaled over a batch, for there
is none, so a passage's vector depends on no other passage.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from models.encoder.network import Encoder, Layer

BLOCK = 64
OPSET, CONTRIB = 18, "com.microsoft"
INT8_COMPUTE = 4
Floats = NDArray[np.float32]


class _Graph:
    """Collects nodes and tensors; every method returns the name of what it made."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.tensors: list[onnx.TensorProto] = []

    def node(self, kind: str, *inputs: str, domain: str = "", **attributes: object) -> str:
        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], domain=domain, name=name, **attributes))
        return name

    def tensor(self, value: NDArray[np.generic]) -> str:
        name = f"t{len(self.tensors)}"
        self.tensors.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def linear(self, x: str, weight: Floats, bias: Floats) -> str:
        outputs, inputs = weight.shape
        quantised, scales = quantised_blocks(weight)
        made = self.node(
            "MatMulNBits",
            x,
            self.tensor(quantised),
            self.tensor(scales.ravel()),
            domain=CONTRIB,
            K=inputs,
            N=outputs,
            bits=8,
            block_size=BLOCK,
            accuracy_level=INT8_COMPUTE,
        )
        return self.node("Add", made, self.tensor(bias))

    def normalised(self, x: str, weight: Floats, bias: Floats) -> str:
        return self.node("LayerNormalization", x, self.tensor(weight), self.tensor(bias), axis=-1, epsilon=1e-12)


def quantised_blocks(weight: Floats) -> tuple[NDArray[np.uint8], Floats]:
    """(outputs, inputs) → bytes (outputs, blocks, 64) around 128, and scales (outputs, blocks)."""
    blocks = weight.reshape(weight.shape[0], -1, BLOCK)
    scales = np.maximum(np.abs(blocks).max(axis=2), 1e-8) / 127
    whole = np.clip(np.rint(blocks / scales[:, :, None]), -127, 127) + 128
    return whole.astype(np.uint8), scales.astype(np.float32)


def export(encoder: Encoder, path: Path) -> None:
    """Writes the graph; the same weights give the same bytes."""
    state = {name: value.detach().numpy().astype(np.float32) for name, value in encoder.state_dict().items()}
    graph = _Graph()
    x = _embedded(graph, state)
    for number, layer in enumerate(encoder.layers):
        x = _layer(graph, x, f"layers.{number}.", state, layer)
    pooled = graph.node("ReduceMean", x, graph.tensor(np.array([0])), keepdims=0)
    made = helper.make_graph(
        [*graph.nodes, helper.make_node("Identity", [pooled], ["vector"])],
        "tafelbeeld-encoder",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, ["pieces"])],
        [helper.make_tensor_value_info("vector", TensorProto.FLOAT, [encoder.kind.shape[0]])],
        graph.tensors,
    )
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
    model = helper.make_model(made, opset_imports=opsets, ir_version=9, producer_name="tafelbeeld")
    path.write_bytes(model.SerializeToString(deterministic=True))


def _embedded(graph: _Graph, state: dict[str, Floats]) -> str:
    words = state["word.weight"]
    scales = np.maximum(np.abs(words).max(axis=1, keepdims=True), 1e-8) / 127
    table = graph.tensor(np.rint(words / scales).astype(np.int8))
    whole = graph.node("Cast", graph.node("Gather", table, "ids"), to=TensorProto.FLOAT)
    word = graph.node("Mul", whole, graph.node("Gather", graph.tensor(scales.astype(np.float32)), "ids"))
    length = graph.node("Shape", "ids")
    zero = graph.tensor(np.array([0]))
    places = graph.node("Slice", graph.tensor(state["position.weight"] + state["kind"]), zero, length, zero)
    return graph.normalised(graph.node("Add", word, places), state["ln.weight"], state["ln.bias"])


def _layer(graph: _Graph, x: str, prefix: str, state: dict[str, Floats], layer: Layer) -> str:
    def part(name: str) -> tuple[Floats, Floats]:
        return state[f"{prefix}{name}.weight"], state[f"{prefix}{name}.bias"]

    hidden = state[f"{prefix}q.weight"].shape[0]
    split = graph.tensor(np.array([0, layer.heads, hidden // layer.heads]))
    shrink = np.float32((hidden // layer.heads) ** -0.25)
    heads = {}
    for name in "qkv":
        weight, bias = part(name)
        factor = np.float32(1) if name == "v" else shrink
        flat = graph.node("Reshape", graph.linear(x, weight * factor, bias * factor), split)
        heads[name] = graph.node("Transpose", flat, perm=[1, 2, 0] if name == "k" else [1, 0, 2])
    attention = graph.node("Softmax", graph.node("MatMul", heads["q"], heads["k"]), axis=-1)
    mixed = graph.node("Transpose", graph.node("MatMul", attention, heads["v"]), perm=[1, 0, 2])
    joined = graph.node("Reshape", mixed, graph.tensor(np.array([0, hidden])))
    x = graph.normalised(graph.node("Add", x, graph.linear(joined, *part("ao"))), *part("aln"))
    inner = graph.node("Gelu", graph.linear(x, *part("fi")), domain=CONTRIB)
    return graph.normalised(graph.node("Add", x, graph.linear(inner, *part("fo"))), *part("oln"))
