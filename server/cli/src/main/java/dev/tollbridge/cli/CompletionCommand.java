package dev.tollbridge.cli;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what a shell needs to complete commands and options. */
@Command(name = "completion", mixinStandardHelpOptions = true,
    description = "Prints a script with which a shell completes commands and options.", footer = {
      "  tollbridge completion bash > ~/.local/share/bash-completion/completions/tollbridge",
      "  tollbridge completion zsh > ~/.tollbridge-completion; source it in ~/.zshrc after: autoload -Uz compinit; compinit",
      "  tollbridge completion fish > ~/.config/fish/completions/tollbridge.fish"})
final class CompletionCommand implements Callable<Integer> {
  /** Shells that are known. */
  enum Shell {
    BASH, ZSH, FISH
  }

  @Parameters(paramLabel = "bash|zsh|fish", description = "The shell.")
  private Shell shell = Shell.BASH;

  @Spec
  private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandSpec own = Objects.requireNonNull(spec);
    CommandLine main = own.parent().commandLine();
    String name = own.parent().name();
    own.commandLine().getOut().print(switch (shell) {
      case BASH, ZSH -> AutoComplete.bash(name, main);
      case FISH -> fish(name, main);
    });
    own.commandLine().getOut().flush();
    return 0;
  }

  private static String fish(String name, CommandLine main) {
    var script = new StringBuilder("complete -c " + name + " -e\n");
    add(script, name, List.of(), main);
    return script.toString();
  }

  private static void add(StringBuilder script, String name, List<String> path, CommandLine command) {
    String after = path.isEmpty() ? "__fish_use_subcommand" : condition(path, command);
    boolean isGroup = !command.getSubcommands().isEmpty();
    command.getSubcommands().forEach((subcommand, each) -> {
      if (!each.getCommandSpec().usageMessage().hidden()) {
        script.append("complete -c ").append(name).append(" -f -n ").append(quoted(after)).append(" -a ")
            .append(subcommand).append(" -d ").append(quoted(summary(each.getCommandSpec()))).append('\n');
        add(script, name, Stream.concat(path.stream(), Stream.of(subcommand)).toList(), each);
      }
    });
    if (!isGroup) {
      command.getCommandSpec().options().stream().filter(option -> !option.hidden())
          .forEach(option -> add(script, name, after, option));
    }
  }

  /** Whether the words of the path are on the line, and none of the command's own subcommands. */
  private static String condition(List<String> path, CommandLine command) {
    StringBuilder condition = new StringBuilder();
    path.forEach(word -> condition.append(condition.isEmpty() ? "" : "; and ").append("__fish_seen_subcommand_from ")
        .append(word));
    if (!command.getSubcommands().isEmpty()) {
      condition.append("; and not __fish_seen_subcommand_from ")
          .append(String.join(" ", command.getSubcommands().keySet()));
    }
    return condition.toString();
  }

  private static void add(StringBuilder script, String name, String after, OptionSpec option) {
    script.append("complete -c ").append(name).append(" -n ").append(quoted(after)).append(" -l ")
        .append(option.longestName().substring(2)).append(option.arity().max() > 0 ? " -r" : "").append(" -d ")
        .append(quoted(first(option.description()))).append('\n');
  }

  private static String summary(CommandSpec command) {
    return first(command.usageMessage().description());
  }

  /** The first sentence. */
  private static String first(String[] description) {
    String text = description.length == 0 ? "" : description[0];
    int end = text.indexOf(". ");
    return end < 0 ? text : text.substring(0, end);
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
