"""The process that `isolated.read_isolated` starts: a request on standard input, rows as output.

It limits itself before it looks at the file.
"""

import contextlib
import json
import math
import pickle
import resource
import sys

from cases.importing.isolated import TOO_LARGE
from cases.importing.read import read_export
from cases.importing.read_limits import MEGABYTE, Limits
from cases.importing.rows import UnreadableExport

RESERVE = 64 * MEGABYTE  # to say that the memory is full


def main():
    request = json.load(sys.stdin)
    limits = Limits(**request.pop("limits"))
    limit_resources(limits)
    try:
        export = read_export(limits=limits, **request)
        pickle.dump(("export", export), sys.stdout.buffer)
        return
    except UnreadableExport as error:
        sentence = str(error)
    except MemoryError:
        limit(resource.RLIMIT_AS, limits.memory + RESERVE)
        sentence = TOO_LARGE.format(**vars(limits))
    sys.stdout.buffer.seek(0)
    sys.stdout.buffer.truncate()
    pickle.dump(("unreadable", sentence), sys.stdout.buffer)


def limit_resources(limits):
    limit(resource.RLIMIT_AS, limits.memory)
    limit(resource.RLIMIT_CPU, math.ceil(limits.seconds) + 1)  # if nobody is there to end it
    limit(resource.RLIMIT_FSIZE, max(limits.size, limits.memory))
    limit(resource.RLIMIT_CORE, 0)


def limit(kind, most):
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    # macOS cannot limit the address space: there the sizes in `Limits` alone bound the memory.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(kind, (most, hard))


if __name__ == "__main__":
    main()
