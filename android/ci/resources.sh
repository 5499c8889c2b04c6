#!/usr/bin/env bash
# resources.sh OUT STRINGS: merges manifests and links resources, of the app alone and of the app with the libraries
# that only tests have. Into OUT/app/android: AndroidManifest.xml and test.apk with r-test (tests),
# AndroidManifest-app.xml and app.apk with r (the APK). Wants SDK_MIN, SDK_TARGET, APP_VERSION.
set -euo pipefail
out=$1 strings=$2
here=$(cd "$(dirname "$0")" && pwd)
main=$here/../app/src/main
to=$out/app/android
aapt2=$out/tools/apktool/prebuilt/linux/aapt2
android=$(cat "$out/tools/android-jar")

# What is made depends on this and on nothing else.
state=$(
  find "$main/res" "$main/AndroidManifest.xml" "$strings" "$0" "$out/androidx/aars.stamp" "$out/androidx-test/aars.stamp" -type f -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum
  echo "$SDK_MIN $SDK_TARGET $APP_VERSION $android"
)
if [ -f "$to/state" ] && [ "$(cat "$to/state")" = "$state" ]; then exit 0; fi

chmod +x "$aapt2"
rm -rf "$to"
mkdir -p "$to"/{libraries,libraries-test,own,r,r-test,assets}

# Gradle takes the package's name from its own files and wants none in the manifest.
sed 's/<manifest /&package="org.rapport.app" /' "$main/AndroidManifest.xml" >"$to/own/AndroidManifest.xml"

merge() { # RESULT FOLDER-OF-AARS…
  local result=$1 libraries
  shift
  libraries=$(for aars in "$@"; do
    for aar in "$aars"/*/; do
      grep -lE '<(application|permission|uses-permission|queries)' "${aar}AndroidManifest.xml" || true
    done
  done | paste -sd:)
  java -cp "$(cat "$out/tools/class-path")" com.android.manifmerger.Merger --main "$to/own/AndroidManifest.xml" \
    --libs "$libraries" --property PACKAGE=org.rapport.app --property MIN_SDK_VERSION="$SDK_MIN" \
    --property TARGET_SDK_VERSION="$SDK_TARGET" --property VERSION_CODE=1 --property VERSION_NAME="$APP_VERSION" \
    --remove-tools-declarations --out "$result" --log WARNING
}

compile() { # FOLDER-OF-AARS TO
  for aar in "$1"/*/; do
    if [ -d "$aar/res" ] && [ -n "$(find "$aar/res" -type f -print -quit)" ]; then
      "$aapt2" compile --dir "$aar/res" -o "$2/$(basename "$aar").zip"
    fi
  done
}

packages() { # FOLDER-OF-AARS…: the packages that want numbers of their own
  for aar in "$@"; do
    [ ! -s "$aar/R.txt" ] || sed -n 's/.*package="\([^"]*\)".*/\1/p' "$aar/AndroidManifest.xml"
  done | sort -u | paste -sd:
}

link() { # RESULT MANIFEST R-FOLDER PACKAGES ARGUMENT…
  local result=$1 manifest=$2 r=$3 packages=$4
  shift 4
  "$aapt2" link -I "$android" -o "$result" --manifest "$manifest" --java "$r" --extra-packages "$packages" \
    --min-sdk-version "$SDK_MIN" --target-sdk-version "$SDK_TARGET" --version-code 1 --version-name "$APP_VERSION" \
    --auto-add-overlay --no-static-lib-packages -A "$to/assets" "$@" -R "$to/own/res.zip" -R "$to/own/strings.zip"
}

compile "$out/androidx/aars" "$to/libraries"
compile "$out/androidx-test/aars" "$to/libraries-test"
"$aapt2" compile --dir "$main/res" -o "$to/own/res.zip"
"$aapt2" compile --dir "$strings" -o "$to/own/strings.zip"
merge "$to/AndroidManifest-app.xml" "$out/androidx/aars"
merge "$to/AndroidManifest.xml" "$out/androidx/aars" "$out/androidx-test/aars"
link "$to/test.apk" "$to/AndroidManifest.xml" "$to/r-test" "$(packages "$out"/androidx{,-test}/aars/*)" \
  --emit-ids "$to/ids" "$to"/libraries/*.zip "$to"/libraries-test/*.zip
# The app's own table keeps the numbers of the tests', so that one R serves both.
link "$to/app.apk" "$to/AndroidManifest-app.xml" "$to/r" "$(packages "$out"/androidx/aars/*)" \
  --stable-ids "$to/ids" --proguard "$to/keep.pro" "$to"/libraries/*.zip
printf '%s\n' "$state" >"$to/state"
