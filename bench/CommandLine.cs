using System.CommandLine;
using System.CommandLine.Help;
using Bench.Config;

namespace Bench;

/// <summary>What the command line asks for.</summary>
internal static class CommandLine
{
    /// <summary>The command line is wrong; <c>EX_USAGE</c> of <c>sysexits(3)</c>.</summary>
    private const int Usage = 64;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand("Measures the published worker on a local cloud.") { Mirror(), Config() };
        var line = root.Parse(arguments);
        if (line.Action is not HelpAction && line.Errors.Count > 0)
        {
            foreach (var error in line.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }

            return Usage;
        }

        // On Ctrl-C and SIGTERM: time to take servers and folders down.
        return await line.InvokeAsync(new() { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
    }

    private static Command Mirror()
    {
        var (scale, output) = (Scale(), Output());
        var repetitions = new Option<int>("--repetitions")
        {
            Description = "How often each short row is measured, 1 to 99. Long rows: at most 3 times.",
            HelpName = "N",
            DefaultValueFactory = _ => 5,
        };
        repetitions.Validators.Add(given =>
        {
            if (given.Tokens is [var token] && !(int.TryParse(token.Value, out var number) && number is >= 1 and <= 99))
            {
                given.AddError("--repetitions takes a number from 1 to 99");
            }
        });

        var mirror = new Command("mirror", "The git mirror against `git clone --mirror` and `git push --mirror`, on the same servers.")
        {
            scale, repetitions, output,
        };
        mirror.SetAction((line, stopping) => MirrorBench.RunAsync(
            new(line.GetValue(scale), line.GetValue(repetitions), line.GetValue(output)), stopping));
        return mirror;
    }

    private static Command Config()
    {
        var (scale, output) = (Scale(), Output());
        var config = new Command("config", "The calls that secrets and parameters cost, counted.") { scale, output };
        config.SetAction((line, stopping) => ConfigBench.RunAsync(new(line.GetValue(scale), line.GetValue(output)), stopping));
        return config;
    }

    private static Option<double> Scale()
    {
        var scale = new Option<double>("--scale")
        {
            Description = "Size of what is generated, over 0 and up to 1. Targets are for 1.",
            HelpName = "FACTOR",
            DefaultValueFactory = _ => 1,
        };
        scale.Validators.Add(given =>
        {
            if (given.Tokens is [var token] && !(double.TryParse(token.Value, out var factor) && factor is > 0 and <= 1))
            {
                given.AddError("--scale takes a number over 0 and up to 1");
            }
        });
        return scale;
    }

    private static Option<string?> Output() => new("--output")
    {
        Description = "Where the Markdown report goes; the terminal gets the targets in any case.",
        HelpName = "FILE",
    };
}
