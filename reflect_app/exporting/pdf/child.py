"""The process that sets type: a request on stdin, files or the reason why not on stdout.

It is started by `typesetter.py` as a plain script and imports nothing of ours, so that it
starts fast and holds only what it was sent. Typst keeps the text in a cache that lives as
long as the process, which is why the process is short. It makes no file, says nothing on
stderr (a message of typst may quote the text), cannot be dumped, and dies with its parent.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from datetime import UTC, datetime

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4

_PPI = 200.0  # sharp on paper

DONE = b"P"
FAILED = b"E"


def harden(parent: int) -> None:
    """No core file, no dump, no reading by other programs, no life after the parent's."""
    if os.name == "posix":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
        libc.prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
        if os.getppid() != parent:  # it went before we asked to be told
            os._exit(1)


def joined(files: list[bytes]) -> bytes:
    """Files one after another, each after its length in 8 bytes."""
    return b"".join(len(file).to_bytes(8) + file for file in files)


def parted(data: bytes) -> list[bytes]:
    """What `joined` put together."""
    files = []
    while data:
        end = 8 + int.from_bytes(data[:8])
        files.append(data[8:end])
        data = data[end:]
    return files


def typeset(request: dict[str, str], fonts: list[str]) -> bytes:
    """The PDF of a request, or a PNG for each page, `joined`; `typst.TypstError` where typst
    refuses.

    The root is an empty folder of the parent's that is gone before the text is looked at:
    there is nothing for a template to read, and nothing to clear away if this process dies.
    """
    import typst

    root = request["root"]
    try:
        compiler = typst.Compiler(
            root=root,
            font_paths=fonts,
            ignore_system_fonts=True,
            package_path=root,
            package_cache_path=root,
        )
    finally:
        os.rmdir(root)  # noqa: PTH106 - pathlib costs more than all else here
    template, inputs = request["template"].encode(), {"document": request["document"]}
    if request["format"] == "png":
        pages = compiler.compile(input=template, format="png", ppi=_PPI, sys_inputs=inputs)
        return joined([page for page in (pages if isinstance(pages, list) else [pages]) if page])
    pdf = compiler.compile(
        input=template,
        format="pdf",
        sys_inputs=inputs,
        pdf_standards=["ua-1", "a-2a"],
        timestamp=datetime.fromisoformat(request["made"]).replace(tzinfo=UTC),
    )
    assert isinstance(pdf, bytes)
    return pdf


def main() -> int:
    """Answer one request and end. The one argument is the parent's process id."""
    harden(int(sys.argv[1]))
    out = sys.stdout.buffer
    request = json.loads(sys.stdin.buffer.read())
    try:
        out.write(DONE + typeset(request, request.pop("fonts")))
    except Exception as error:  # noqa: BLE001 - every reason goes back to the parent
        reason = {"message": str(getattr(error, "message", error)), "kind": type(error).__name__}
        out.write(FAILED + json.dumps(reason).encode())
    out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
