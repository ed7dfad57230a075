#!/bin/sh
# Chromium for the browser tests: found, or installed from Debian's packages as root, or said to be missing.
for name in chromium chromium-browser google-chrome; do
  command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing Chromium for the browser tests"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; } >/dev/null 2>&1 && exit 0
fi
[ "$CI" = true ] && { echo "Chromium could not be installed; CI leaves no test out" >&2; exit 1; }
echo "No Chromium here: the tests marked 'browser' will be skipped. Install Debian's package chromium to run them."
