# --8<-- [start:lookup]
import numpy as np
from keras import ops

keys = np.array([[2, 0, 0, 0], [0, 2, 0, 0], [0, 1, 1, 0]], "float32")
values = np.array([[3], [7], [5]], "float32")
query = np.array([[0, 2, 0, 0]], "float32")

scores = query @ keys.T / 2  # (1)
weights = ops.convert_to_numpy(ops.softmax(scores, axis=-1))  # (2)
print("scores ", scores)
print("weights", weights.round(2), " sum", weights.sum().round(2))
print("answer ", (weights @ values).round(2))
# --8<-- [end:lookup]
powers = np.exp([0, 2, 1])
assert np.allclose(weights, powers / powers.sum(), atol=1e-6)
assert scores.tolist() == [[0, 2, 1]] and abs(weights @ values - 6.15) < 0.01


# --8<-- [start:attention]
def attention(queries, keys, values):
    size = queries.shape[-1]
    scores = queries @ keys.T / np.sqrt(size)
    weights = ops.softmax(scores, axis=-1)
    return ops.convert_to_numpy(weights) @ values


queries = np.array([[0, 2, 0, 0], [0, 8, 0, 0], [0, 0, 0, 2]], "float32")
print(attention(queries, keys, values).round(2))
# --8<-- [end:attention]
by_hand = attention(queries, keys, values)
assert np.allclose(by_hand[:, 0], [6.1504, 6.9627, 5], atol=0.002), by_hand

# --8<-- [start:layer]
from keras import layers

layer = layers.MultiHeadAttention(
    num_heads=1, key_dim=4, value_dim=1, output_shape=1, use_bias=False
)
layer.build((1, 3, 4), (1, 3, 1), (1, 3, 4))  # (1)
for weight in layer.weights:
    print(weight.path.removeprefix(layer.name), weight.shape)

one = np.ones((1, 1, 1))
same = np.eye(4).reshape(4, 1, 4)  # (2)
layer.set_weights([same, same, one, one])
answers, weights = layer(
    queries[None],
    values[None],
    key=keys[None],  # (3)
    return_attention_scores=True,  # (4)
)
answers = ops.convert_to_numpy(answers)[0]
print(answers.round(2))
# --8<-- [end:layer]
assert np.allclose(answers, by_hand, atol=1e-5), answers
weights = ops.convert_to_numpy(weights)[0, 0]
assert np.allclose(weights @ values, by_hand, atol=1e-5), weights
from keras.config import backend

try:
    layer(queries[None], values[None], key=keys[None])
except TypeError:
    assert backend() == "jax"
else:
    assert backend() != "jax", "the note may go"

# --8<-- [start:heads]
import keras

keras.utils.set_random_seed(0)
x = np.random.default_rng(0).normal(size=(6, 8)).astype("float32")
layer = layers.MultiHeadAttention(num_heads=2, key_dim=4, use_bias=False)
answers = ops.convert_to_numpy(layer(x[None], x[None]))[0]  # (1)
for weight in layer.weights:
    print(weight.path.removeprefix(layer.name), weight.shape)

wq, wk, wv, wo = layer.get_weights()
total = np.zeros((6, 8))
for head in range(2):
    mixed = attention(x @ wq[:, head], x @ wk[:, head], x @ wv[:, head])
    total = total + mixed @ wo[head]  # (2)
print("same as by hand:", np.allclose(total, answers, atol=1e-5))
# --8<-- [end:heads]
assert np.abs(total - answers).max() < 1e-5 and np.abs(answers).max() > 0.05
one_head = attention(x @ wq[:, 0], x @ wk[:, 0], x @ wv[:, 0]) @ wo[0]
assert np.abs(one_head - answers).max() > 0.02

# --8<-- [start:mask]
scores = np.zeros((4, 4), "float32")  # (1)
past = np.arange(4)[None] <= np.arange(4)[:, None]  # (2)
print(past)
weights = ops.softmax(np.where(past, scores, -np.inf), axis=-1)  # (3)
print(ops.convert_to_numpy(weights).round(2))
# --8<-- [end:mask]
assert np.allclose(np.asarray(weights).sum(axis=1), 1)


# --8<-- [start:future]
def answers_of(x, **settings):
    return ops.convert_to_numpy(layer(x[None], x[None], **settings))[0]


changed = x.copy()
changed[-1] = 3
for causal in (False, True):
    before = answers_of(x, use_causal_mask=causal)
    after = answers_of(changed, use_causal_mask=causal)
    moved = np.abs(after - before).max(axis=1) > 1e-5
    print(f"use_causal_mask={causal}: changed", moved)
# --8<-- [end:future]
assert moved.tolist() == [False] * 5 + [True], moved
seen = [answers_of(changed) - answers_of(x)]
assert np.abs(seen[0]).max(axis=1).min() > 1e-4, seen

# --8<-- [start:bag]
order = [3, 1, 4, 0, 2, 5]  # (1)
shuffled = x[order]
same = np.allclose(answers_of(shuffled), answers_of(x)[order], atol=1e-5)
print("shuffled in, shuffled out:", same)

place = np.random.default_rng(1).normal(size=(6, 8)).astype("float32")
for name, first, second in (
    ("without places", x, shuffled),
    ("with places", x + place, shuffled + place),  # (2)
):
    before = answers_of(first, use_causal_mask=True)[-1]
    after = answers_of(second, use_causal_mask=True)[-1]
    print(
        f"{name:14} same last answer:", np.allclose(before, after, atol=1e-5)
    )
# --8<-- [end:bag]
assert same and np.abs(before - after).max() > 1e-3

# --8<-- [start:previous]
places = np.eye(6)
wanted = 20 * places[[5, 0, 1, 2, 3, 4]]  # (1)
numbers = np.array([[10], [11], [12], [13], [14], [15]])
print(attention(wanted, places, numbers)[:, 0].round(1))
# --8<-- [end:previous]
