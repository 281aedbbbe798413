package dev.tollbridge.server.record;

/** A page token that the server did not make, or made for another list. */
public final class InvalidPageTokenException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public InvalidPageTokenException() {
    super("not a page token of this list; start again without one");
  }
}
