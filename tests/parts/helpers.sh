# shellcheck shell=bash
# For parts: source "${BASH_SOURCE%/*}/helpers.sh".

# Makes a virtual environment with pinned packages once and prints its folder.
venv() { # NAME REQUIREMENTS-FILE
  local folder=$TARGET/venvs/$1 wanted
  wanted=$(cat "$2")
  if [ ! -f "$folder/wanted" ] || [ "$(cat "$folder/wanted")" != "$wanted" ]; then
    rm -rf "$folder"
    python3 -m venv "$folder" >&2
    "$folder/bin/pip" install --quiet --disable-pip-version-check --requirement "$2" >&2
    printf '%s\n' "$wanted" >"$folder/wanted"
  fi
  printf '%s\n' "$folder"
}

# The shared library of a crate as the part `build` left it.
built() { # CRATE
  local name=$TARGET/ci/lib${1//-/_}
  if [ -e "$name.so" ]; then printf '%s\n' "$name.so"; else printf '%s\n' "$name.dylib"; fi
}
