# about: the library type-checks for five phone targets; iOS gets a static library
# budget: 300 900
# tools: cargo python3-venv:python3-venv
# when: bindings/ffi/Cargo.toml bindings/phone-check
# long: yes
if [ "$(uname -sm)" != "Linux x86_64" ] || ! command -v dpkg >/dev/null; then
  echo "skipped: phone-check (needs Debian on x86_64)"
  exit 0
fi
bindings/phone-check
