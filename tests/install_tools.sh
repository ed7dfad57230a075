#!/bin/sh
# What tests need besides Python: Chromium for those in a browser, LibreOffice for those of the return's template.
# Each is found, or installed from Debian's packages as root (in CI by sudo), or said to be missing.
missing=0
as_root=
[ "$(id -u)" != 0 ] && [ "$CI" = true ] && sudo -n true 2>/dev/null && as_root="sudo -n"

need() { # need WHAT PACKAGE COMMAND...
  what=$1 package=$2
  shift 2
  for name in "$@"; do
    command -v "$name" >/dev/null 2>&1 && return
  done
  if { [ "$(id -u)" = 0 ] || [ -n "$as_root" ]; } && command -v apt-get >/dev/null 2>&1; then
    echo "Installing $package for the tests of $what"
    { $as_root apt-get update -qq && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package"; } \
      >/dev/null 2>&1 && return
  fi
  echo "$package is not here: the tests of $what will be skipped. Install Debian's package $package to run them."
  missing=1
}

need "the browser" chromium chromium chromium-browser google-chrome
need "marks on paper" poppler-utils pdftotext
need "the template" libreoffice-calc soffice libreoffice
need "signatures" minisign minisign
[ "$CI" = true ] && [ $missing = 1 ] && { echo "CI leaves no test out" >&2; exit 1; }
exit 0
