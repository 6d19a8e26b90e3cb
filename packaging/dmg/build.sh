#!/bin/sh
# A disk image for macOS out of the PyInstaller folder: sh packaging/dmg/build.sh "Developer ID ..."
#
# NOT RUN HERE. No .dmg has been built or opened from this yet; expect to mend it.
# Needs, on a Mac: dist/Reflect (see packaging/reflect.spec), codesign, notarytool, hdiutil.
# Signing is not decoration: an unsigned Python lets any other script of the same Python read its
# keychain items without asking.
set -eu
cd "$(dirname "$0")/../.."
identity=${1:?"usage: sh packaging/dmg/build.sh IDENTITY"}
version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' reflect_app/__init__.py)
app=dist/dmg/Reflect.app
rm -rf dist/dmg
mkdir -p "$app/Contents/MacOS" "$app/Contents/Resources"
cp -R dist/Reflect/ "$app/Contents/MacOS/"
cp LICENSE resources/licences.md "$app/Contents/Resources/"

cat > "$app/Contents/Info.plist" <<PLIST
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>CFBundleName</key><string>Reflect</string>
  <key>CFBundleIdentifier</key><string>org.reflect-journal.Reflect</string>
  <key>CFBundleExecutable</key><string>reflect-app</string>
  <key>CFBundlePackageType</key><string>APPL</string>
  <key>CFBundleShortVersionString</key><string>$version</string>
  <key>CFBundleVersion</key><string>$version</string>
  <key>NSHighResolutionCapable</key><true/>
  <key>NSSupportsAutomaticTermination</key><false/>
</dict>
</plist>
PLIST

find "$app/Contents/MacOS" -type f \( -name '*.dylib' -o -name '*.so' \) -exec \
    codesign --force --timestamp --options runtime --sign "$identity" {} +
codesign --force --timestamp --options runtime --sign "$identity" "$app"
ln -s /Applications dist/dmg/Applications
hdiutil create -volname Reflect -srcfolder dist/dmg -ov -format UDZO "dist/Reflect-$version.dmg"
codesign --force --timestamp --sign "$identity" "dist/Reflect-$version.dmg"
echo "Now: xcrun notarytool submit dist/Reflect-$version.dmg --wait && xcrun stapler staple ..."
