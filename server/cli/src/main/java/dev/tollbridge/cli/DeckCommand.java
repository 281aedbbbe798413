package dev.tollbridge.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** Rate decks of a running server. */
@Command(name = "deck", mixinStandardHelpOptions = true, subcommands = {DeckImportCommand.class,
  DeckDeleteCommand.class, HelpCommand.class}, description = "Imports and deletes rate decks of a running server.")
final class DeckCommand {}
