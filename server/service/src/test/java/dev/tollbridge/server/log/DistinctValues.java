package dev.tollbridge.server.log;

import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.core.engine.ReratingCounts;
import dev.tollbridge.core.engine.ReratingSkip;
import dev.tollbridge.core.tariff.DeckPool;
import dev.tollbridge.core.tariff.Increments;
import dev.tollbridge.core.tariff.Rate;
import dev.tollbridge.core.tariff.RateDeck;
import dev.tollbridge.core.tariff.TimeWindow;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Builds records, whatever their components, of which no two numbers or texts are equal and none is a default that
 * protobuf leaves out.
 */
final class DistinctValues {
  private static final int LIST_SIZE = 3;

  private final DeckPool pool;
  private final boolean nulls;
  private int last;

  /** @param nulls whether what may be null is */
  DistinctValues(DeckPool pool, boolean nulls) {
    this.pool = pool;
    this.nulls = nulls;
  }

  <T extends Record> T make(Class<T> type) {
    return type.cast(makeRecord(type));
  }

  private Object makeRecord(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values = Arrays.stream(components).map(this::value).toArray();
    try {
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no " + type + " of " + Arrays.toString(values), e);
    }
  }

  private @Nullable Object value(RecordComponent component) {
    boolean mayBeNull = isNullable(component) || isNullable(component.getAnnotatedType());
    return mayBeNull && nulls ? null : value(component.getGenericType());
  }

  private static boolean isNullable(AnnotatedElement element) {
    return element.isAnnotationPresent(Nullable.class);
  }

  private Object value(Type type) {
    if (type instanceof ParameterizedType list) {
      Type element = list.getActualTypeArguments()[0];
      return IntStream.range(0, LIST_SIZE).mapToObj(_ -> value(element)).toList();
    }
    Class<?> plain = (Class<?>) type;
    if (plain == long.class || plain == Long.class) {
      return (long) ++last << 33;
    }
    if (plain == int.class) {
      return ++last;
    }
    if (plain == boolean.class) {
      return true;
    }
    if (plain == String.class) {
      return "text " + ++last;
    }
    if (plain.isEnum()) {
      return plain.getEnumConstants()[++last % plain.getEnumConstants().length];
    }
    return special(plain);
  }

  private Object special(Class<?> type) {
    if (type == Rate.class) {
      return rate();
    }
    if (type == RateDeck.class) {
      return pool.compile(List.of(rate(), rate()));
    }
    if (type == Outcome.class) {
      return outcome();
    }
    if (type == ReratingCounts.class) {
      return new ReratingCounts((long) ++last << 33,
          Map.of(List.of(ReratingSkip.values()).get(last % 7), (long) ++last << 33));
    }
    return makeRecord(type);
  }

  private Outcome outcome() {
    return ++last % 2 == 0 ? make(Outcome.Stored.class) : make(Outcome.EntryMade.class);
  }

  private Rate rate() {
    int id = ++last;
    var window = new TimeWindow("Europe/Paris", 1 + id % 127, id % 1_440, 1 + (id + 7) % 1_440);
    return new Rate(Integer.toString(id), "to " + id, id * 10L, id * 11L, new Increments(1 + id, 2 + id), "FR", "DE",
        true, id, id + 1, nulls ? null : window);
  }
}
