package dev.tollbridge.core.engine;

/** Something was written at a level whose rules this version does not know; applying it could result in other money. */
public final class UnknownLevelException extends RuntimeException {
  UnknownLevelException(int level) {
    super("level " + level + " is unknown to this version, which knows " + Level.LOWEST + " to " + Level.HIGHEST + "; "
        + (level > Level.HIGHEST
            ? "start the version that wrote it, or a newer one"
            : "start an older version that knows it"
                + " and a higher one, stop it, then start this one again"));
  }
}
