package dev.tollbridge.core.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;

/** First outcomes of requests that move money, by organization and request id, kept for as long as the level sets. */
final class RequestLog {
  private final LinkedHashMap<Key, Answer> answers = new LinkedHashMap<>();

  private record Key(String organizationId, String requestId) {}

  private record Answer(long fingerprint, Outcome outcome, long answeredMicros) {}

  /** The first outcome of this request, or that of {@code work} for a new one. Refusals are not kept. */
  Outcome once(String organizationId, Request request, long nowMicros, Supplier<Outcome> work) {
    var key = new Key(organizationId, request.requestId());
    Answer first = answers.get(key);
    if (first != null) {
      return first.fingerprint() == request.fingerprint()
          ? first.outcome()
          : new Outcome.Refused(Refusal.REQUEST_ID_REUSED);
    }
    Outcome outcome = work.get();
    if (!(outcome instanceof Outcome.Refused)) {
      answers.put(key, new Answer(request.fingerprint(), outcome, nowMicros));
    }
    return outcome;
  }

  List<EngineImage.AnsweredRequest> image() {
    return answers.entrySet().stream()
        .map(entry -> new EngineImage.AnsweredRequest(entry.getKey().organizationId(), entry.getKey().requestId(),
            entry.getValue().fingerprint(), entry.getValue().outcome(), entry.getValue().answeredMicros()))
        .toList();
  }

  void restore(List<EngineImage.AnsweredRequest> image) {
    image.forEach(request -> answers.put(new Key(request.organizationId(), request.requestId()),
        new Answer(request.fingerprint(), request.outcome(), request.answeredMicros())));
  }

  void forgetOld(long nowMicros, long keptMicros) {
    while (!answers.isEmpty() && answers.firstEntry().getValue().answeredMicros() + keptMicros < nowMicros) {
      answers.pollFirstEntry();
    }
  }
}
