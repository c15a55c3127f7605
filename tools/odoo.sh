# shellcheck shell=bash
# Odoo 19 Community, from Debian unstable's package, unpacked and never installed: nothing of the machine changes.
# Sourced by ./dev. `ODOO=path` uses a source tree of your own instead.

ODOO_TREE="$CACHE/odoo"

# The archive that this system already names for its own packages, first of all that are not security updates.
debian_mirror() {
  # shellcheck disable=SC2016
  apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null | sort -u |
    grep -E '/debian/?$' | head -n 1
}

# apt-get with a sources list and a state folder of this project, so that unstable never reaches the machine's own apt.
private_apt() {
  local state="$CACHE/downloads/apt"
  local tool=$1
  shift
  "$tool" -q -o "Dir::Etc::sourcelist=$state/sources.list" -o Dir::Etc::sourceparts=/dev/null \
    -o "Dir::State::lists=$state/lists" -o "Dir::Cache=$state/cache" -o Dir::Etc::preferencesparts=/dev/null \
    -o APT::Sandbox::User="$(id -un)" -o Acquire::Languages=none "$@"
}

# download_package NAME SUITE...: from the first suite that has it.
download_package() {
  local name=$1 suite
  shift
  for suite in "$@"; do
    if private_apt apt-get download "$name/$suite"; then return 0; fi
  done
  return 1
}

# The fonts and scripts that Odoo's package takes from other packages.
asset_packages() {
  dpkg-deb -f "$1" Depends | tr ',' '\n' | sed 's/|.*//; s/(.*//; s/ //g' | grep -E '^(fonts|libjs)-'
}

dangling_links() { find "$1" -xtype l; }

install_odoo() {
  local mirror codename state="$CACHE/downloads/apt" debs="$CACHE/downloads/odoo" fresh="$ODOO_TREE.new" name
  mirror=$(debian_mirror)
  [ -n "$mirror" ] || { echo "no Debian archive is named in this system's apt sources; set ODOO=path"; return 1; }
  codename=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
  mkdir -p "$state/lists/partial" "$state/cache/archives/partial" "$debs"
  for name in "$codename" "$ODOO_SUITE"; do
    printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s %s main\n' "$mirror" "$name"
  done >"$state/sources.list"
  cd "$debs" || return
  if ! compgen -G "${ODOO_PACKAGE}_19.0*.deb" >/dev/null; then
    private_apt apt-get update
    download_package "$ODOO_PACKAGE" "$ODOO_SUITE"
  fi
  rm -rf "$fresh"
  mkdir -p "$fresh"
  dpkg-deb -x "$debs/${ODOO_PACKAGE}"_*.deb "$fresh"
  # Fonts change their file names between releases; the released ones come first, unstable's fill what still dangles.
  for name in $(asset_packages "$debs/${ODOO_PACKAGE}"_*.deb); do
    compgen -G "${name}_*.deb" >/dev/null || download_package "$name" "$codename" "$ODOO_SUITE"
    dpkg-deb -x "$debs/${name}"_*.deb "$fresh"
  done
  if [ -n "$(dangling_links "$fresh/usr/lib")" ]; then
    mkdir -p "$debs/$ODOO_SUITE"
    cd "$debs/$ODOO_SUITE" || return
    for name in $(asset_packages "$debs/${ODOO_PACKAGE}"_*.deb); do
      compgen -G "${name}_*.deb" >/dev/null || download_package "$name" "$ODOO_SUITE"
      dpkg-deb -x "${name}"_*.deb "$fresh"
    done
  fi
  if [ -n "$(dangling_links "$fresh/usr/lib")" ]; then
    echo "Odoo's web assets link to files that no package brought:"
    dangling_links "$fresh/usr/lib"
    return 1
  fi
  # A second, partial copy of the addons, which Odoo does not need.
  [ ! -d "$fresh/usr/lib/python3/dist-packages/odoo/addons/sale" ] ||
    rm -rf "$fresh/usr/lib/python3/dist-packages/addons"
  dpkg-deb -f "$debs/${ODOO_PACKAGE}"_*.deb Version >"$fresh/VERSION"
  rm -rf "$ODOO_TREE"
  mv "$fresh" "$ODOO_TREE"
}

setup_odoo() {
  if [ -n "${ODOO:-}" ]; then
    [ -f "$ODOO/odoo/release.py" ] || fail "ODOO=$ODOO is no Odoo source tree: it has no odoo/release.py"
    as_service test -r "$ODOO/odoo/release.py" ||
      fail "the user $SERVICE_USER, who runs Odoo, cannot read ODOO=$ODOO; put it where others may read"
    return 0
  fi
  stamped odoo "$ODOO_PACKAGE-$ODOO_SUITE" && [ -f "$ODOO_TREE/VERSION" ] && return 0
  step "Odoo 19 (Debian's package, unpacked)" install_odoo
  stamp odoo "$ODOO_PACKAGE-$ODOO_SUITE"
}
