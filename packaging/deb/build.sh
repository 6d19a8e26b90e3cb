#!/bin/sh
# A .deb out of the PyInstaller folder: sh packaging/deb/build.sh
#
# RUN ONCE, on Debian 12: the package was built, installed on a bare system, started and removed.
# NOT RUN in any pipeline and on no desktop; nobody has clicked its menu entry yet.
# Needs: dist/Reflect (see packaging/reflect.spec) and dpkg-deb.
set -eu
cd "$(dirname "$0")/../.."
version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' reflect_app/__init__.py)
architecture=$(dpkg --print-architecture)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 022

mkdir -p "$work/DEBIAN" "$work/usr/lib" "$work/usr/bin" "$work/usr/share/applications" \
    "$work/usr/share/icons/hicolor/scalable/apps" "$work/usr/share/doc/reflect-journal"
cp -R dist/Reflect "$work/usr/lib/reflect-journal"
ln -s ../lib/reflect-journal/reflect "$work/usr/bin/reflect"
ln -s ../lib/reflect-journal/reflect-app "$work/usr/bin/reflect-app"
cp packaging/deb/reflect.desktop "$work/usr/share/applications/"
cp resources/icons/reflect.svg "$work/usr/share/icons/hicolor/scalable/apps/"
cp LICENSE "$work/usr/share/doc/reflect-journal/copyright"
cp resources/licences.md "$work/usr/share/doc/reflect-journal/"

cat > "$work/DEBIAN/control" <<CONTROL
Package: reflect-journal
Version: $version
Architecture: $architecture
Maintainer: The Reflect authors
Section: misc
Priority: optional
Installed-Size: $(du -sk "$work" | cut -f1)
Depends: libgl1, libegl1, libdbus-1-3, libfontconfig1, libxkbcommon0, libxcb-cursor0,
 libxcb-icccm4, libxcb-keysyms1, libxcb-shape0, libxkbcommon-x11-0
Recommends: libenchant-2-2, hunspell-en-gb
Suggests: aspell-cy, gnome-keyring
Description: private desktop journal for reflective practice
 An encrypted journal for staff who do emotionally demanding work. It works
 offline, and opens no network connection.
CONTROL

mkdir -p dist
dpkg-deb --root-owner-group --build "$work" "dist/reflect-journal_${version}_${architecture}.deb"
