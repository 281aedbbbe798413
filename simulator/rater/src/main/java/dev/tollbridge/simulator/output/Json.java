package dev.tollbridge.simulator.output;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import java.time.Instant;

/** Writes maps, lists, texts, numbers and booleans as JSON, in one line; a number that is not finite becomes null. */
public final class Json {
  private static final Gson IN_SCRIPTS = new GsonBuilder().serializeNulls()
      .registerTypeAdapter(Double.class, (JsonSerializer<Double>) (number, _, _) -> Double.isFinite(number)
          ? new JsonPrimitive(number)
          : JsonNull.INSTANCE)
      .registerTypeAdapter(Instant.class,
          (JsonSerializer<Instant>) (instant, _, _) -> new JsonPrimitive(instant.toString()))
      .create();
  private static final Gson ALONE = IN_SCRIPTS.newBuilder().disableHtmlEscaping().create();

  private Json() {}

  /** JSON for a script inside an HTML page; no text in it can end the script. */
  public static String inScript(Object value) {
    return IN_SCRIPTS.toJson(value);
  }

  /** JSON for a file of its own. */
  public static String text(Object value) {
    return ALONE.toJson(value);
  }
}
