# Finds the Java that Tollbridge runs with; sourced by the launchers. The first of TOLLBRIDGE_JAVA (a JDK's directory or its
# java; nothing else is tried when it is set), JAVA_HOME, the PATH, and where packages, macOS, SDKMAN and editors install JDKs.
readonly REQUIRED_JAVA=25

# Whether a java binary runs and is recent enough.
is_recent() {
  local release
  [ -n "$1" ] && [ -x "$1" ] || return 1
  release=$("$1" -XshowSettings:properties -version 2>&1 \
    | sed -n 's/^ *java\.specification\.version = \([0-9][0-9]*\).*/\1/p')
  [ -n "$release" ] && [ "$release" -ge "$REQUIRED_JAVA" ]
}

# Prints the path of the java binary; fails with a message that begins with the launcher's name.
find_java() {
  local launcher=$1 java=${TOLLBRIDGE_JAVA:-}
  if [ -n "$java" ]; then
    [ ! -d "$java" ] || java=$java/bin/java
    is_recent "$java" && echo "$java" && return
    echo "$launcher: TOLLBRIDGE_JAVA=$TOLLBRIDGE_JAVA is not Java $REQUIRED_JAVA or newer" >&2
    return 1
  fi
  for java in "${JAVA_HOME:+$JAVA_HOME/bin/java}" "$(command -v java || true)" \
      /usr/lib/jvm/*/bin/java /opt/*/bin/java /opt/java/*/bin/java \
      "$HOME"/.sdkman/candidates/java/*/bin/java "$HOME"/.jdks/*/bin/java "$HOME"/.jdks/*/Contents/Home/bin/java \
      /Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java; do
    if is_recent "$java"; then
      echo "$java"
      return
    fi
  done
  echo "$launcher: no Java $REQUIRED_JAVA or newer was found; install one, or set JAVA_HOME or TOLLBRIDGE_JAVA to it" >&2
  return 1
}
