using System.Collections.Immutable;
using System.Collections.ObjectModel;
using Amazon.SimpleSystemsManagement.Model;
using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.Parameters;

/// <summary>One parameter as one region has it.</summary>
internal sealed record ParameterState
{
    public required string Name { get; init; }

    public string? Arn { get; init; }

    /// <value><c>String</c>, <c>StringList</c> or <c>SecureString</c>.</value>
    public required string Type { get; init; }

    /// <value>From 1; begins again when the parameter is deleted and created.</value>
    public required long Version { get; init; }

    /// <summary>When this version was made; null where the value was not read.</summary>
    public DateTime? Modified { get; init; }

    /// <summary>Null where it was not read: a comparison without it says nothing about values.</summary>
    public ParameterContent? Content { get; init; }

    public string Description { get; init; } = "";

    public string AllowedPattern { get; init; } = "";

    public string DataType { get; init; } = "text";

    /// <value><c>Standard</c> or <c>Advanced</c>; some servers keep <c>Intelligent-Tiering</c>.</value>
    public string Tier { get; init; } = "Standard";

    public ImmutableArray<ParameterPolicy> Policies { get; init; } = [];

    /// <summary>Of a SecureString, as it was given; null: the default key.</summary>
    public string? KeyId { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Null where it was not read.</summary>
    public ParameterLabels? Labels { get; init; }

    /// <exception cref="ItemFailedException">The service left out what every parameter has.</exception>
    public static ParameterState Of(ParameterMetadata metadata) => new()
    {
        Name = metadata.Name ?? throw new ItemFailedException("a parameter without a name"),
        Arn = metadata.ARN,
        Type = metadata.Type?.Value ?? throw new ItemFailedException($"{metadata.Name} has no type"),
        Version = metadata.Version ?? throw new ItemFailedException($"{metadata.Name} has no version"),
        Description = metadata.Description ?? "",
        AllowedPattern = metadata.AllowedPattern ?? "",
        DataType = metadata.DataType ?? "text",
        Tier = metadata.Tier?.Value ?? "Standard",
        Policies = ParameterPolicy.ReadAll(metadata.Policies),
        KeyId = metadata.KeyId,
    };
}

/// <summary>What the history of a parameter tells of labels.</summary>
/// <param name="Version">The current one.</param>
/// <param name="Current">Those of the current version.</param>
/// <param name="Oldest">The oldest version that is kept.</param>
/// <param name="OnOldest">Its labels: with 100 versions kept, they stand in the way of the next one.</param>
/// <param name="Versions">How many are kept.</param>
internal sealed record ParameterLabels(
    long Version, ImmutableSortedSet<string> Current, long Oldest, ImmutableArray<string> OnOldest, int Versions);
