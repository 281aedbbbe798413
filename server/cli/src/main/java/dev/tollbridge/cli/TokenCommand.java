package dev.tollbridge.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** Tokens of a running server. */
@Command(name = "token", mixinStandardHelpOptions = true, subcommands = {TokenCreateCommand.class,
  TokenListCommand.class, TokenRevokeCommand.class, HelpCommand.class},
    description = "Makes, lists and revokes the tokens that callers of a server identify themselves with.")
final class TokenCommand {}
