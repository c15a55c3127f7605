"""Where things lie, and as whom PostgreSQL and Odoo run.

Everything that can be made again is below `.cache` of the checkout. PostgreSQL refuses to run as root, and
Odoo should not, so for a caller who is root both run as the system user `crossdock`; for anybody else as the
caller.
"""

import os
import pwd
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Resolved, because the folder is a link to elsewhere where the unprivileged user cannot enter the checkout.
CACHE = (ROOT / ".cache").resolve()
VENV = CACHE / "venv"
PYTHON = VENV / "bin" / "python"
LOGS = CACHE / "log"
RUN = CACHE / "run"
NPM_MODULES = CACHE / "npm" / "node_modules"
SERVICE_USER = "crossdock" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name


class SetupError(RuntimeError):
    """The environment cannot do what was asked; the message says what a person should do about it."""


def service_account() -> pwd.struct_passwd:
    """The account that PostgreSQL and Odoo run under."""
    try:
        return pwd.getpwnam(SERVICE_USER)
    except KeyError:
        raise SetupError(f"the user {SERVICE_USER} does not exist yet; run ./dev setup first") from None


def service_folder(path: Path, mode: int = 0o755) -> Path:
    """Makes a folder that belongs to the unprivileged user, and returns it."""
    path.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        account = service_account()
        os.chown(path, account.pw_uid, account.pw_gid)
    path.chmod(mode)
    return path


def service_popen_arguments() -> dict:
    """Arguments of `subprocess` that run a child as the unprivileged user, in a group of its own and a folder
    it can read."""
    arguments: dict = {"cwd": CACHE, "start_new_session": True}
    if os.geteuid() == 0:
        account = service_account()
        arguments |= {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    return arguments


def service_environment() -> dict[str, str]:
    """The environment of the children: little is inherited, so that a run depends on nothing of the caller's
    shell.

    `CROSSDOCK_*` passes through. Bytecode goes to a folder of its own, because the checkout may belong to
    somebody else.
    """
    inherited = {name: value for name, value in os.environ.items() if name.startswith("CROSSDOCK_")}
    return inherited | {
        "PATH": f"{VENV / 'bin'}:/usr/local/bin:/usr/bin:/bin",
        "HOME": str(service_folder(CACHE / "home")),
        "LANG": "C.UTF-8",
        "PYTHONPYCACHEPREFIX": str(service_folder(CACHE / "pycache")),
        "PYTHONUNBUFFERED": "1",
    }


def service_can_read(path: Path) -> bool:
    """Whether the unprivileged user can read this file or enter this folder."""
    arguments = service_popen_arguments() | {"cwd": "/"}
    return subprocess.run(["test", "-r", str(path)], check=False, **arguments).returncode == 0


def odoo_library() -> Path:
    """The folder that holds Odoo's Python package: of `ODOO=path`, or of the unpacked Debian package."""
    if given := os.environ.get("ODOO"):
        return Path(given).resolve()
    return CACHE / "odoo" / "usr" / "lib" / "python3" / "dist-packages"


def odoo_launcher() -> Path:
    """Odoo's start script."""
    given = os.environ.get("ODOO")
    return odoo_library() / "odoo-bin" if given else CACHE / "odoo" / "usr" / "bin" / "odoo"
