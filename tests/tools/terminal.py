"""Runs a program on a terminal of its own, and answers what it asks.

  terminal.py 'PROMPT=ANSWER' … -- PROGRAM …

An answer `<FILE` is read from the file when its prompt is there: a FIFO waits
for whoever writes it. Prints all that stood on the terminal, and ends with the program's exit code. A
prompt that does not come within a minute ends it with 99.
"""

import os
import pty
import select
import sys

PATIENCE = 60


def read(terminal):
    """What stands there next; nothing at the end."""
    if not select.select([terminal], [], [], PATIENCE)[0]:
        sys.exit(99)
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""


def main():
    split = sys.argv.index("--")
    answers = [pair.partition("=")[::2] for pair in sys.argv[1:split]]
    child, terminal = pty.fork()
    if child == 0:
        os.execvp(sys.argv[split + 1], sys.argv[split + 1 :])
    seen = told = b""
    for prompt, answer in answers:
        while prompt.encode() not in seen:
            more = read(terminal)
            if not more:
                break
            seen, told = seen + more, told + more
        seen = seen.partition(prompt.encode())[2]
        if answer.startswith("<"):
            with open(answer[1:], encoding="utf-8") as file:
                answer = file.read().strip()
        os.write(terminal, answer.encode() + b"\n")
    while more := read(terminal):
        told += more
    sys.stdout.write(told.decode(errors="replace"))
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


main()
