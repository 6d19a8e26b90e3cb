"""Fuzz a target for so many seconds, guided by coverage: `python -m tests.fuzz.run TARGET 600`.

Needs `atheris`, which has wheels for Linux and is not in the lock. Prints one line; what broke a
target stays in the folder it names. A second argument `--worker` is the fuzzing process itself.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
#: Processor seconds that one input may take, and MiB the process may (security.md's R18).
SECONDS, MEMORY = 2.0, 256


def work(target: str, arguments: list[str]) -> None:
    """Run libFuzzer in this process; it ends the process itself."""
    import atheris

    with atheris.instrument_imports(include=["reflect_app"]):
        from tests.fuzz import targets
    run = targets.TARGETS[target]

    def one(data: bytes) -> None:
        begun = time.process_time()
        run(data)
        took = time.process_time() - begun
        assert took < SECONDS, f"{took:.1f} s for one input"

    atheris.Setup([sys.argv[0], *arguments], one)
    atheris.Fuzz()


def main(target: str, seconds: int) -> int:
    """Lay the seeds out, run the worker, say what it came to."""
    from tests.fuzz import targets

    folder = Path(tempfile.mkdtemp(prefix=f"fuzz-{target}-"))
    (corpus := folder / "corpus").mkdir()
    (found := folder / "found").mkdir()
    for place, data in enumerate(targets.seeds(target)):
        (corpus / f"seed-{place}").write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.run", target, "--worker",
         f"-max_total_time={seconds}", "-timeout=60", f"-rss_limit_mb={MEMORY}", "-max_len=65536",
         "-print_final_stats=1", f"-artifact_prefix={found}/", str(corpus)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    figures = dict(re.findall(r"stat::(\w+):\s+(\d+)", done.stderr))
    tried, peak = figures.get("number_of_executed_units"), figures.get("peak_rss_mb")
    broken = sorted(path.name for path in found.iterdir())
    told = f"{target}: {tried} inputs in {seconds} s, peak {peak} MiB, {len(broken)} findings"
    sys.stdout.write(told + "\n")
    if done.returncode or tried is None:
        sys.stdout.write(f"{done.stderr[-4000:]}\nsee {folder}\n")
    return done.returncode


if __name__ == "__main__":
    if "--worker" in sys.argv:
        work(sys.argv[1], sys.argv[3:])
    else:
        sys.exit(main(sys.argv[1], int(sys.argv[2])))
