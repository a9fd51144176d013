using System.Collections.Immutable;

namespace ReplicaWorker.Modules.Secrets;

/// <summary>What must be done so that one secret stands in every replica region. The same snapshot gives the same plan.</summary>
/// <param name="Name">The secret's name.</param>
/// <param name="Arn">Of the primary secret.</param>
internal sealed record SecretPlan(string Name, string Arn)
{
    /// <summary>In ordinal order of region.</summary>
    public ImmutableArray<SecretStep> Steps { get; init; } = [];

    /// <summary>Not taken until a human has acted.</summary>
    public ImmutableArray<HeldSecretStep> Held { get; init; } = [];

    /// <summary>Regions where something stands that may not be overwritten: each is a failure.</summary>
    public ImmutableArray<SecretNote> Conflicts { get; init; } = [];

    /// <summary>What is left as it is, and worth a line.</summary>
    public ImmutableArray<SecretNote> Notes { get; init; } = [];

    /// <summary>Regions that have their replica.</summary>
    public ImmutableArray<string> InStep { get; init; } = [];

    /// <summary>The same plan with some steps held.</summary>
    public SecretPlan Hold(Func<SecretStep, bool> which, string reason) => this with
    {
        Steps = [.. Steps.Where(step => !which(step))],
        Held = [.. Held, .. Steps.Where(which).Select(step => new HeldSecretStep(step.Region, step.Action, reason))],
    };
}
