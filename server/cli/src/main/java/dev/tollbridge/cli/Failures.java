package dev.tollbridge.cli;

import dev.tollbridge.client.CallFailure;
import dev.tollbridge.client.ConnectionOptions;
import dev.tollbridge.server.Diagnosis;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what went wrong with a command, and ends it with the exit code for that. */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  static CommandFailure ofCall(Exception failure, ConnectionOptions options) {
    CallFailure said = CallFailure.of(failure, options);
    return new CommandFailure(said.reached() ? ExitCodes.REFUSED : ExitCodes.UNREACHABLE, said.message());
  }

  /** Prints what is wrong with the options instead of the whole help. */
  static int explain(ParameterException failure) {
    CommandLine commandLine = failure.getCommandLine();
    String name = commandLine.getCommandSpec().qualifiedName();
    commandLine.getErr().println(name + ": " + (failure instanceof UnmatchedArgumentException unmatched
        ? unknown(unmatched)
        : failure.getMessage()));
    commandLine.getErr().println("Try '" + name + " --help'.");
    return ExitCodes.USAGE;
  }

  /** A word that is no command names those that there are, the likely ones first. */
  private static String unknown(UnmatchedArgumentException failure) {
    String word = failure.getUnmatched().isEmpty() ? "" : failure.getUnmatched().getFirst();
    CommandLine group = failure.getCommandLine();
    if (group.getSubcommands().isEmpty() || word.startsWith("-")) {
      return String.valueOf(failure.getMessage());
    }
    List<String> likely = failure.getSuggestions().stream().filter(group.getSubcommands()::containsKey).limit(3)
        .toList();
    return "there is no command '" + word + "'" + (likely.isEmpty()
        ? "; there are " + String.join(", ", group.getSubcommands().keySet())
        : "; did you mean " + String.join(" or ", likely) + "?");
  }

  static int explain(Exception failure, CommandLine commandLine) {
    Optional<String> message = message(failure);
    message.ifPresentOrElse(known -> commandLine.getErr().println("tollbridge: " + known),
        () -> LOG.error("{} failed; report this", commandLine.getCommandSpec().qualifiedName(), failure));
    return switch (failure) {
      case CommandFailure known -> known.exitCode();
      case TypeConversionException _ -> ExitCodes.USAGE;
      default -> ExitCodes.REFUSED;
    };
  }

  private static Optional<String> message(Exception failure) {
    return switch (failure) {
      case CommandFailure known -> Optional.ofNullable(known.getMessage());
      case TypeConversionException wrong -> Optional.ofNullable(wrong.getMessage());
      case FileSystemException file -> Optional.of(ofFile(file));
      default -> Diagnosis.message(failure);
    };
  }

  /** What is wrong with a file, without the names of exceptions. */
  static String ofFile(IOException failure) {
    return switch (failure) {
      case NoSuchFileException file -> file.getFile() + ": there is no such file or directory";
      case AccessDeniedException file -> file.getFile() + ": access is denied";
      case FileAlreadyExistsException file -> file.getFile() + " exists already";
      case FileSystemException file -> file.getFile() + ": " + file.getReason();
      default -> String.valueOf(failure.getMessage());
    };
  }
}
