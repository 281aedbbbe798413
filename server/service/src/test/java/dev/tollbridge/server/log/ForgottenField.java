package dev.tollbridge.server.log;

import dev.tollbridge.core.engine.EngineImage;
import dev.tollbridge.core.engine.LegImage;
import dev.tollbridge.core.engine.Lifecycle;
import dev.tollbridge.core.engine.OrganizationImage;
import dev.tollbridge.core.engine.ReratingProgress;
import dev.tollbridge.core.engine.SessionImage;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A field of one of the image records, as if the image did not have it. */
record ForgottenField(Class<?> owner, String name) {
  private static final List<Class<?>> IMAGES = List.of(EngineImage.class, EngineImage.StagedDeck.class,
      EngineImage.SessionsImage.class, EngineImage.AnsweredRequest.class, EngineImage.KnownUsageId.class,
      ReratingProgress.class,
      SessionImage.class, LegImage.class, OrganizationImage.class, OrganizationImage.Lot.class,
      OrganizationImage.RechargingImage.class, Lifecycle.class);

  /** All except the engine's time: without it, the engine would step through every minute since 1970. */
  static Stream<ForgottenField> all() {
    return IMAGES.stream().flatMap(owner -> Arrays.stream(owner.getRecordComponents())
        .map(component -> new ForgottenField(owner, component.getName())))
        .filter(field -> !field.name().equals("nowMicros"));
  }

  @Override
  public String toString() {
    return owner.getSimpleName() + "." + name;
  }

  EngineImage forget(EngineImage image) {
    return (EngineImage) forgetIn(image);
  }

  private Object forgetIn(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(this::forgetIn).toList();
    }
    return IMAGES.contains(value.getClass()) ? rebuilt(value) : value;
  }

  private Object rebuilt(Object image) {
    RecordComponent[] components = image.getClass().getRecordComponents();
    Object[] values = Arrays.stream(components).map(component -> kept(image, component)).toArray();
    try {
      var constructor = image.getClass()
          .getDeclaredConstructor(Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private @Nullable Object kept(Object image, RecordComponent component) {
    if (image.getClass() == owner && component.getName().equals(name)) {
      return blank(component.getType());
    }
    try {
      Object value = component.getAccessor().invoke(image);
      return value == null ? null : forgetIn(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Object blank(Class<?> type) {
    if (type == long.class) {
      return 0L;
    }
    if (type == int.class) {
      return 0;
    }
    if (type == boolean.class) {
      return false;
    }
    if (type == String.class) {
      return "";
    }
    return type == List.class ? List.of() : null;
  }
}
