"""Reads the stub training pod's weights with the real readers, and writes what they see as JSON.

The restricted unpickler stands for the platform's own (backend#946): it takes nothing but what such files need.
"""
import json
import pickle
import sys

import torch

ALLOWED = {("numpy.core.multiarray", "_reconstruct"), ("numpy", "ndarray"), ("numpy", "dtype")}


class Restricted(pickle.Unpickler):
    def find_class(self, module, name):
        if (module, name) not in ALLOWED:
            raise pickle.UnpicklingError(f"{module}.{name} is not allowed")
        return super().find_class(module, name)


def facts(name, tensor):
    return {"name": name, "shape": list(tensor.shape), "dtype": str(tensor.dtype).replace("torch.", ""), "values": tensor.flatten().tolist()}


state, arrays = sys.argv[1:3]
with open(arrays, "rb") as file:
    old = Restricted(file).load()
loaded = torch.load(state, weights_only=True)
layer = torch.nn.Sequential()
layer.add_module("layer", torch.nn.Linear(2, 2))
layer.load_state_dict({name: tensor for name, tensor in loaded.items() if name.startswith("layer.")})
print(json.dumps({
    "torch": [facts(name, tensor) for name, tensor in loaded.items()],
    "unrestricted": [facts(name, tensor) for name, tensor in torch.load(state).items()],
    "arrays": [facts("", array) for array in old],
    "output": layer(torch.tensor([[1.0, 1.0]])).tolist(),
}))
