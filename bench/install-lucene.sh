#!/bin/sh
# Installs Lucene, beside which `make bench-relevance` measures; says so where it cannot.
set -e
ls /usr/share/java/lucene-core-8*.jar >/dev/null 2>&1 && command -v javac >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
	apt-get update -q
	apt-get install -qy --no-install-recommends liblucene8-java default-jdk-headless
else
	echo "Lucene needs Debian's packages: sudo apt-get install liblucene8-java default-jdk-headless" >&2
	exit 1
fi
