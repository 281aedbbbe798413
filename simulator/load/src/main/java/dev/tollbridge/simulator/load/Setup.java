package dev.tollbridge.simulator.load;

import dev.tollbridge.simulator.sample.ServiceLine;
import dev.tollbridge.simulator.scenario.Scenario;
import dev.tollbridge.v1.PutServiceNumberRequest;
import dev.tollbridge.v1.ServiceNumber;
import dev.tollbridge.v1.ServiceNumberServiceGrpc;
import io.grpc.Channel;
import io.grpc.StatusException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Creates on the server, through its public API, what a run needs. Idempotent. */
final class Setup {
  private static final int CALLS_AT_ONCE = 16;
  private static final long TIMEOUT_SECONDS = 20;

  private final Channel channel;
  private final String requestPrefix;

  Setup(Channel channel, long runNumber) {
    this.channel = channel;
    this.requestPrefix = "sim-" + Long.toString(runNumber, Character.MAX_RADIX) + "-";
  }

  /** Puts the service numbers that the load dials. */
  void serviceNumbers() {
    for (ServiceLine line : ServiceLine.ALL) {
      ServiceNumber number = ServiceNumber.newBuilder().setNumber(line.number().text())
          .setCountryCode(line.number().countryCode()).setNumberType(line.type()).build();
      ServiceNumberServiceGrpc.newBlockingStub(channel).withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS)
          .putServiceNumber(PutServiceNumberRequest.newBuilder().setServiceNumber(number).build());
    }
  }

  /** Sets up every organization; returns by id whether it had no active legs. */
  Map<String, Boolean> organizations(Scenario scenario) throws InterruptedException, ExecutionException {
    OrganizationSetup setup = new OrganizationSetup(channel, requestPrefix);
    Map<String, Future<Boolean>> pending = new LinkedHashMap<>();
    try (ExecutorService calls = Executors.newFixedThreadPool(CALLS_AT_ONCE, Thread.ofVirtual().factory())) {
      for (int number = 1; number <= scenario.organizations(); number++) {
        String id = scenario.organizationId(number);
        boolean broke = scenario.isBroke(number);
        pending.put(id, calls.submit(() -> broke
            ? setup.setUpBroke(id, scenario.faults().brokeMicros())
            : setup.setUp(id)));
      }
    }
    Map<String, Boolean> idle = new LinkedHashMap<>();
    for (Map.Entry<String, Future<Boolean>> organization : pending.entrySet()) {
      idle.put(organization.getKey(), organization.getValue().get());
    }
    return idle;
  }

  /**
   * Puts decks in force; returns the engine time from which legs may be answered.
   *
   * @param before how long the decks must have been in force
   */
  long decks(Collection<DeckFile> files, long nowMicros, Duration before) throws StatusException, InterruptedException {
    DeckSetup setup = new DeckSetup(channel, requestPrefix);
    List<Long> effective = new ArrayList<>();
    for (DeckFile file : files) {
      effective.add(setup.putInForce(file, nowMicros, before));
    }
    return effective.stream().mapToLong(Long::longValue).max().orElse(nowMicros);
  }
}
