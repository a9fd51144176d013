namespace LocalCloud.Aws.ParameterStore;

/// <summary>One version of a parameter.</summary>
internal sealed record ParameterVersion
{
    public required long Number { get; init; }

    public required string Value { get; init; }

    /// <summary><c>String</c>, <c>StringList</c> or <c>SecureString</c>.</summary>
    public required string Type { get; init; }

    /// <summary><c>Standard</c> or <c>Advanced</c>: what <c>Intelligent-Tiering</c> came to.</summary>
    public required string Tier { get; init; }

    public required string DataType { get; init; }

    public string? Description { get; init; }

    public string? AllowedPattern { get; init; }

    /// <summary>As it was sent; <c>alias/aws/ssm</c> when none was. Nothing unless a SecureString.</summary>
    public string? KeyId { get; init; }

    public IReadOnlyList<ParameterPolicy> Policies { get; init; } = [];

    public required DateTimeOffset Modified { get; init; }

    /// <summary>An ARN.</summary>
    public required string ModifiedBy { get; init; }

    public List<string> Labels { get; } = [];
}

/// <summary>A parameter with its history, oldest version first.</summary>
internal sealed class Parameter(string name)
{
    /// <summary>As it was created: with a leading slash or without.</summary>
    public string Name => name;

    public List<ParameterVersion> Versions { get; } = [];

    public ParameterVersion Latest => Versions[^1];

    public SortedDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    /// <summary>GetResources shows what has tags or had some.</summary>
    public bool EverTagged { get; set; }
}
