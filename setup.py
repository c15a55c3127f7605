"""What pyproject.toml cannot say: the addons' packages with all their files, and where CMake starts."""

import shutil
from pathlib import Path

from setuptools import find_packages, setup
from setuptools.command.build_py import build_py

CORE_FOLDER = "bindings/crossdock_core"
ADDONS_FOLDER = Path("odoo_addon")


def addon_packages() -> tuple[dict[str, str], dict[str, list[str]]]:
    """Folder and data files of each package below odoo.addons, a namespace shared with Odoo's own."""
    folders: dict[str, str] = {}
    files: dict[str, list[str]] = {}
    for manifest in sorted(ADDONS_FOLDER.glob("*/__manifest__.py")):
        addon = manifest.parent
        name = f"odoo.addons.{addon.name}"
        modules = {addon, *(addon / package.replace(".", "/") for package in find_packages(str(addon)))}
        for folder in modules:
            folders[".".join([name, *folder.relative_to(addon).parts])] = folder.as_posix()
        files[name] = sorted(
            path.relative_to(addon).as_posix()
            for path in addon.rglob("*")
            if path.is_file()
            and "__pycache__" not in path.parts
            and not (path.suffix == ".py" and path.parent in modules)
        )
    return folders, files


class FreshBuildPy(build_py):
    """Starts from empty folders: what was deleted from the sources must not live on in the next wheel."""

    def run(self) -> None:
        if not self.editable_mode:
            for folder in ("crossdock_core", "odoo"):
                shutil.rmtree(Path(self.build_lib) / folder, ignore_errors=True)
        super().run()


folders, files = addon_packages()
setup(
    packages=["crossdock_core", "crossdock_core.hubspot", "crossdock_core.shopify", *folders],
    package_dir={"crossdock_core": CORE_FOLDER, **folders},
    package_data={
        "crossdock_core": ["*.pyi", "py.typed"],
        "crossdock_core.hubspot": ["*.pyi"],
        "crossdock_core.shopify": ["*.pyi"],
        **files,
    },
    cmake_source_dir=".",
    cmdclass={"build_py": FreshBuildPy},
)
