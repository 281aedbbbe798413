# Starts a load on the server of server.sh and watches it; sourced after that.
readonly LOAD_LIMIT_SECONDS=150
# Exit code of a load that was ended early, when nothing differs.
readonly ENDED_EARLY=130
load_log=
load_pid=
reconnects=0

# A figure of the load's last progress line, such as "records"; 0 before the first line.
progress() {
  local figure
  figure=$(sed -n "s/^ *[0-9]*s  .*$1 \([0-9]*\) .*/\1/p" "$load_log" | tail -n 1)
  echo "${figure:-0}"
}

# Waits until the load's figure is above a bound.
await() {
  local figure=$1 bound=$2 deadline=$((SECONDS + LOAD_LIMIT_SECONDS))
  until [ "$(progress "$figure")" -gt "$bound" ]; do
    kill -0 "$load_pid" 2>/dev/null || load_failed "ended before it had more than $bound $figure"
    [ "$SECONDS" -lt "$deadline" ] || load_failed "had no more than $bound $figure"
    sleep 0.1
  done
}

load_failed() {
  cat "$load_log" "$scratch"/server-*.log >&2
  fail "the load $*"
}

# Starts 50 legs a second of 10 organizations, in the background, with additional options of tollbridge-sim load. Legs
# that a busy machine starts late are not an error here.
start_load() {
  load_log=$scratch/load.log
  timeout --kill-after=5 "$LOAD_LIMIT_SECONDS" "$root/simulator/bin/tollbridge-sim" load --target "127.0.0.1:$port" \
    --rate 50/s --hold exp:180s --organizations 10 --seed "$RANDOM" --allow-late 100 "$@" </dev/null >"$load_log" 2>&1 &
  load_pid=$!
  children+=("$load_pid")
}

# Ends the load early, which is the process that timeout started, and waits for it.
end_load() {
  kill -s TERM "$(pgrep -P "$load_pid")"
  await_load "$ENDED_EARLY"
}

# Waits for the load's end, requires its exit code and that everything reconciles, and notes how often it lost its stream.
await_load() {
  local expected=${1:-0} status=0
  wait "$load_pid" || status=$?
  children=()
  [ "$status" -eq "$expected" ] || load_failed "ended with exit code $status"
  [[ "$(tail -n 1 "$load_log")" == "reconciliation: OK"* ]] || load_failed "did not reconcile"
  reconnects=$(sed -n 's/^reconnects *\([0-9]*\)$/\1/p' "$load_log")
  reconnects=${reconnects:-0}
  sed -n '/^legs started/,$p' "$load_log"
}
