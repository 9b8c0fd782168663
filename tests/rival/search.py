"""Evaluations that pycma takes to come below 1e-8 on three functions: what the test of `src/engine/cma.rs` compares with. Needs cma and numpy.

    python3 tests/rival/search.py
"""

import cma
import numpy as np

N = 8
FUNCTIONS = {
    "sphere": (np.ones(N), 0.5, lambda x: sum(x**2)),
    "long axes": (np.ones(N), 0.5, lambda x: sum(1e6 ** (i / 7) * v * v for i, v in enumerate(x))),
    "bent valley": (np.zeros(N), 0.3, lambda x: sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)),
}

for name, (start, step, function) in FUNCTIONS.items():
    taken = []
    for seed in range(1, 12):
        # Without negative weights, as in troskel.
        options = {"seed": seed, "verbose": -9, "CMA_active": False, "ftarget": 1e-8, "maxfevals": 50_000}
        search = cma.CMAEvolutionStrategy(start, step, options)
        search.optimize(lambda x, f=function: f(np.asarray(x)))
        taken.append(search.result.evaluations)
    print(f"{name}: median {np.median(taken):.0f}, {min(taken)} to {max(taken)}")
