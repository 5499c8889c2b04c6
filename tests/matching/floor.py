#!/usr/bin/env python3
"""What SciPy takes for a matrix: milliseconds, how many are placed, their worth in total.

  tests/matching/floor.py FILE SIZE LEAVE TIMES

FILE holds SIZE rows of SIZE worths in two bytes each, the smallest number where a pair cannot be.
"""

import statistics
import sys
import time

import numpy as np
from scipy.optimize import linear_sum_assignment

size, leave, times = (int(word) for word in sys.argv[2:])
worth = np.fromfile(sys.argv[1], dtype="<i2").reshape(size, size).astype(np.int64)
never = worth == -32768
place = (size + 1) * (int(worth.max()) - min(leave, int(worth[~never].min())) + 1)
stay = np.full((size, size), 4 * size * place)
np.fill_diagonal(stay, -leave)
whole = np.concatenate([np.where(never, 4 * size * place, -(worth + place)), stay], axis=1).astype(np.float64)
took = []
for _ in range(times):
    began = time.perf_counter()
    at, to = linear_sum_assignment(whole)
    took.append(1e3 * (time.perf_counter() - began))
placed = int((to < size).sum())
print(statistics.median(took), placed, -int(whole[at, to].sum()) - placed * place)
