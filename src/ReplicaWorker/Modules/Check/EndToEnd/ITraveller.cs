namespace ReplicaWorker.Modules.Check.EndToEnd;

/// <summary>One item of ours on its way from the primary region to every replica region, by the deployed rules and not by us.</summary>
/// <remarks>It bears no mark of a copy, and its name is one that replication takes: else it would not travel. A new kind is a file here and a line in <see cref="Travellers"/>.</remarks>
internal interface ITraveller
{
    /// <summary>As IAM actions are prefixed.</summary>
    string Service { get; }

    /// <summary>What it is, in one word.</summary>
    string Kind { get; }

    string Name { get; }

    /// <summary>The rule that starts the worker when it is written.</summary>
    string Rule { get; }

    /// <summary>The action that writing it needs.</summary>
    string WriteNeeds { get; }

    /// <summary>The action that removing it needs.</summary>
    string RemoveNeeds { get; }

    /// <summary>Why it would not travel by configuration; null when it would.</summary>
    string? WhyNot { get; }

    /// <summary>Writes it in the primary region.</summary>
    Task WriteAsync(CancellationToken stopping);

    /// <summary>What stands of it in a replica region.</summary>
    Task<Presence> LookAsync(string region, CancellationToken stopping);

    /// <summary>Takes it away in the primary region; that it is not there is no failure.</summary>
    Task RemoveAsync(CancellationToken stopping);

    /// <summary>Takes away, in the primary region, what runs that were killed have left.</summary>
    Task SweepAsync(CancellationToken stopping);
}

internal enum Presence
{
    Absent,

    /// <summary>Something of that name, not yet as it was written.</summary>
    Different,

    There,
}
