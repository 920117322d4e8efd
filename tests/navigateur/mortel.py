"""The site as `maillage` starts it; with MORTEL, its process dies (kill -9) as it saves a sheet."""

from __future__ import annotations

import os
import signal
import sys


def main(port: int) -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "maillage.site.settings"
    from maillage.site.lancement import prepare, serve  # noqa: PLC0415

    prepare()
    if os.environ.get("MORTEL"):
        from maillage.espaces import fiches_actions  # noqa: PLC0415

        fiches_actions.trace = lambda **_: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[assignment]
    return serve(port=port, hote="127.0.0.1")


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
