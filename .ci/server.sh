# Starts and ends a server for one check; sourced. Signals only processes started here, by pid.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
readonly root
readonly START_SECONDS=60
# Below the range of outgoing connections, so that nothing else gets the port by chance while the server is down.
readonly LOWEST_PORT=20000
readonly PORTS=10000

scratch=
server_pid=
server_starts=0
children=()
# Environment variables of the server, such as NAME=value.
server_environment=()

fail() {
  echo "${0##*/}: $*" >&2
  exit 1
}

free_port() {
  local port
  for _ in {1..100}; do
    port=$((LOWEST_PORT + (RANDOM * 32768 + RANDOM) % PORTS))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "$port"
      return
    fi
  done
  fail "found no free port from $LOWEST_PORT on"
}

# Creates the scratch directory, and ensures that nothing outlives the script, however it ends.
prepare() {
  scratch=$(mktemp -d "${TMPDIR:-/tmp}/tollbridge-check.XXXXXX")
  trap clean_up EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  port=$(free_port)
  http_port=$(free_port)
  while [ "$http_port" = "$port" ]; do http_port=$(free_port); done
}

# Starts the server on the scratch directory, always on the same ports, and waits until it accepts calls.
start_server() {
  server_starts=$((server_starts + 1))
  server_log=$scratch/server-$server_starts.log
  : >"$server_log"
  env "${server_environment[@]}" "$root/server/bin/tollbridge" serve --data "$scratch/data" --listen "127.0.0.1:$port" \
    --http "127.0.0.1:$http_port" "$@" </dev/null >"$server_log" 2>&1 &
  server_pid=$!
  local deadline=$((SECONDS + START_SECONDS))
  until grep -q 'Tollbridge serves gRPC' "$server_log"; do
    kill -0 "$server_pid" 2>/dev/null || server_failed "ended before it accepted calls"
    [ "$SECONDS" -lt "$deadline" ] || server_failed "did not accept calls within $START_SECONDS seconds"
    sleep 0.1
  done
}

# The response of the server's HTTP endpoint; empty if there is none.
http() {
  (exec 3<>"/dev/tcp/127.0.0.1/$http_port" && printf 'GET %s HTTP/1.0\r\n\r\n' "$1" >&3 && cat <&3) 2>/dev/null || true
}

server_failed() {
  cat "$server_log" >&2
  fail "the server $*"
}

# Ends the server with a signal and waits for it. The launcher execs java, so this is the server's own pid.
end_server() {
  local signal=$1
  kill -0 "$server_pid" 2>/dev/null || server_failed "had ended before it was sent $signal"
  kill -s "$signal" "$server_pid"
  wait "$server_pid" 2>/dev/null || true
  server_pid=
}

clean_up() {
  local status=$?
  trap - EXIT INT TERM HUP
  local pid
  for pid in "${children[@]}" $server_pid; do
    kill -s KILL "$pid" 2>/dev/null || continue
    wait "$pid" 2>/dev/null || true
  done
  rm -rf "$scratch"
  exit "$status"
}
