#!/usr/bin/env python3
"""Plans of the core against SciPy's linear_sum_assignment.

  tests/matching/check.py SOLVER [--cases 200] [--largest 400] [--seed N]

SOLVER is the example `solve` of rapport-matching, built. A failure prints the seed and the case.
"""

import argparse
import json
import random
import subprocess
import sys
import time

import numpy as np
from scipy.optimize import linear_sum_assignment


def draw(chance, largest):
    """Worths, room and floor; sometimes few mentors, few worths, much that cannot be."""
    rows, cols = chance.randint(1, largest), chance.randint(1, largest)
    many = np.random.default_rng(chance.randrange(2**63))
    worth = many.integers(0, chance.choice([3, 60, 1091]), size=(rows, cols))
    never = many.random((rows, cols)) < chance.choice([0.0, 0.3, 0.9])
    room = many.integers(0, chance.choice([2, 4, 11]), size=cols)
    return worth, never, room, chance.choice([0, 1, 350])


def reference(worth, never, room, leave):
    """One column for each place, one more for each row; a place outweighs everything else."""
    rows = len(worth)
    values = np.where(never, -1, worth)
    place = (rows + 1) * (max(int(values.max()), leave) + 1)
    cost = np.where(never, 4 * rows * place, -(worth.astype(np.int64) + place))
    slots = np.repeat(cost, room, axis=1)
    stay = np.full((rows, rows), 4 * rows * place, dtype=np.int64)
    np.fill_diagonal(stay, -leave)
    whole = np.concatenate([slots, stay], axis=1).astype(np.float64)
    began = time.perf_counter()
    at, to = linear_sum_assignment(whole)
    seconds = time.perf_counter() - began
    total = -int(whole[at, to].sum())
    placed = int((to < slots.shape[1]).sum())
    return placed, total - placed * place, seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("solver")
    parser.add_argument("--cases", type=int, default=200)
    parser.add_argument("--largest", type=int, default=400)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    parser.add_argument("--square", type=int, action="append", default=[], help="also one of this size, and tell the times")
    args = parser.parse_args()
    print(f"seed {args.seed}")
    chance = random.Random(args.seed)
    solver = subprocess.Popen([args.solver], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    cases = [draw(chance, args.largest) for _ in range(args.cases)]
    for size in args.square:
        many = np.random.default_rng(args.seed)
        cases.append((many.integers(350, 1001, size=(size, size)), many.random((size, size)) < 0.3, np.ones(size, int), 350))
    failed = 0
    for nth, (worth, never, room, leave) in enumerate(cases):
        rows = [[None if no else int(one) for one, no in zip(*both)] for both in zip(worth, never)]
        solver.stdin.write(json.dumps({"worth": rows, "room": room.tolist(), "leave": leave}) + "\n")
        solver.stdin.flush()
        told = json.loads(solver.stdout.readline())
        placed, total, seconds = reference(worth, never, room, leave)
        held = [0] * len(room)
        for row, col in enumerate(told["at"]):
            if col is not None:
                held[col] += 1
                assert not never[row, col], f"seed {args.seed}, case {nth}: a pair that cannot be"
        fits = all(there <= most for there, most in zip(held, room))
        if (told["placed"], told["worth"]) != (placed, total) or not fits:
            failed += 1
            print(f"case {nth} {worth.shape}: told {told['placed']} {told['worth']}, SciPy {placed} {total}")
        if nth >= args.cases:
            print(f"{worth.shape[0]}: ours {told['seconds']:.3f} s, settled {told['settled']:.3f} s, SciPy {seconds:.3f} s")
    solver.stdin.close()
    solver.wait()
    print(f"{len(cases) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
