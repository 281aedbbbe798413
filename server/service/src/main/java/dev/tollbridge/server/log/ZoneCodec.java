package dev.tollbridge.server.log;

import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.tariff.ZoneTable;
import dev.tollbridge.server.log.v1.LogPutZones;
import dev.tollbridge.server.log.v1.LogZoneTable;
import java.util.ArrayList;
import java.util.List;

/** Tables of time zones in the log's format, both ways. */
final class ZoneCodec {
  private ZoneCodec() {}

  static LogPutZones encode(Command.PutZones put) {
    return LogPutZones.newBuilder().addAllTables(put.tables().stream().map(ZoneCodec::encode).toList()).build();
  }

  static Command.PutZones decode(LogPutZones put) {
    return new Command.PutZones(put.getTablesList().stream().map(ZoneCodec::decode).toList());
  }

  static LogZoneTable encode(ZoneTable table) {
    var encoded = LogZoneTable.newBuilder().setZone(table.zone()).setVersion(table.version())
        .setFirstOffsetSeconds(table.firstOffsetSeconds());
    long beforeSeconds = 0;
    for (ZoneTable.Transition transition : table.transitions()) {
      encoded.addTransitionSeconds(transition.atSeconds() - beforeSeconds).addOffsetSeconds(transition.offsetSeconds());
      beforeSeconds = transition.atSeconds();
    }
    return encoded.build();
  }

  static ZoneTable decode(LogZoneTable encoded) {
    List<ZoneTable.Transition> transitions = new ArrayList<>();
    long atSeconds = 0;
    for (int i = 0; i < encoded.getTransitionSecondsCount(); i++) {
      atSeconds += encoded.getTransitionSeconds(i);
      transitions.add(new ZoneTable.Transition(atSeconds, encoded.getOffsetSeconds(i)));
    }
    return new ZoneTable(encoded.getZone(), encoded.getVersion(), encoded.getFirstOffsetSeconds(), transitions);
  }
}
