using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using ReplicaWorker.Events;
using ReplicaWorker.Modules;

namespace ReplicaWorker.Hosting;

/// <summary>What one run does: a module with its request, and what is needed to bound and to report it.</summary>
/// <param name="Module">The module's name in logs and metrics.</param>
/// <param name="Everything">Runs over everything there is, and so has <c>Replica__SyncTimeout</c> instead of <c>Replica__RunTimeout</c>.</param>
/// <param name="RunAsync">Does it.</param>
internal sealed record Job(string Module, bool Everything, Func<IServiceProvider, CancellationToken, Task<Outcome>> RunAsync)
{
    /// <summary>The event that asked for it; none when a person did.</summary>
    public ReplicaEvent? Cause { get; init; }

    /// <summary>It writes replicas, and so does not run while <c>Replica__SyncEnabled</c> is false.</summary>
    public bool IsReplication { get; init; } = true;

    /// <summary>The event asks for the plan only, whatever the command line says.</summary>
    public bool DryRun { get; init; }

    /// <summary>The command line that does the same once more; empty: what this process was started with.</summary>
    public ImmutableArray<string> Repeat { get; init; } = [];

    /// <summary>Why there is nothing to run, when there is not.</summary>
    public string? Note { get; init; }

    public static Job For<TRequest>(string module, TRequest request, bool everything = false) =>
        new(module, everything, (services, stopping) => services.GetRequiredService<IModule<TRequest>>().RunAsync(request, stopping));

    /// <param name="module">The module that the event was for.</param>
    /// <param name="reason">One sentence for the log.</param>
    public static Job Nothing(string module, string reason) =>
        new(module, Everything: false, (_, _) => Task.FromResult(Outcome.Nothing)) { Note = reason, IsReplication = false };
}
