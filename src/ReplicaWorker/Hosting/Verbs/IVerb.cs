using System.CommandLine;

namespace ReplicaWorker.Hosting.Verbs;

/// <summary>One verb of the command line. A new one is a file here and a line in <see cref="CommandLine"/>.</summary>
internal interface IVerb
{
    /// <summary>Its name, arguments and options, as <c>--help</c> shows them.</summary>
    Command Command { get; }

    /// <summary>What the parsed line asks for.</summary>
    /// <exception cref="UsageException">The line parses but makes no sense.</exception>
    Ask Read(ParseResult line);

    /// <summary>Whether the line asks for a report on standard output.</summary>
    bool PrintsReport(ParseResult line) => false;
}

/// <summary>Makes the job that was asked for, once the host stands.</summary>
/// <param name="services">The host's.</param>
/// <param name="stopping">Signalled on SIGTERM.</param>
internal delegate Task<Job> Ask(IServiceProvider services, CancellationToken stopping);
