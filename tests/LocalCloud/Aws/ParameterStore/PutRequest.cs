namespace LocalCloud.Aws.ParameterStore;

/// <summary>PutParameter's parameters, checked for all that can be said without knowing what is there. Nothing means not sent.</summary>
internal sealed record PutRequest
{
    /// <summary>Bytes on the standard tier.</summary>
    public const int MaxStandardValue = 4096;

    /// <summary>Bytes on the advanced tier.</summary>
    public const int MaxAdvancedValue = 8192;

    private const int MaxText = 1024;

    public required string Name { get; init; }

    public required string Value { get; init; }

    public bool Overwrite { get; init; }

    public string? Type { get; init; }

    public string? Tier { get; init; }

    public string? DataType { get; init; }

    public string? Description { get; init; }

    public string? AllowedPattern { get; init; }

    public string? KeyId { get; init; }

    public IReadOnlyList<ParameterPolicy>? Policies { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <exception cref="AwsException">The service's refusal.</exception>
    public static PutRequest Read(ParameterCall call, string arn)
    {
        var sent = call.Parameters;
        var put = new PutRequest
        {
            Name = sent.Required("Name"),
            Value = ReadValue(sent),
            Overwrite = sent.Flag("Overwrite"),
            Type = OneOf(sent, "Type", "SecureString", "StringList", "String"),
            Tier = OneOf(sent, "Tier", "Standard", "Intelligent-Tiering", "Advanced"),
            DataType = NullIfEmpty(sent.Text("DataType")),
            Description = Short(sent, "Description"),
            AllowedPattern = Short(sent, "AllowedPattern"),
            KeyId = NullIfEmpty(sent.Text("KeyId")),
            Policies = NullIfEmpty(sent.Text("Policies")) is { } policies ? ParameterPolicy.Parse(policies) : null,
            Tags = sent.Tags("Tags"),
        };

        if (put.Overwrite && put.Tags.Count > 0)
        {
            throw new AwsException("ValidationException",
                "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite "
                + "flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.");
        }

        ParameterTags.CheckKeys(put.Tags.Keys);
        ParameterName.Check(put.Name, arn);
        CheckDataType(put);
        return put;
    }

    private static string ReadValue(Parameters sent)
    {
        var value = sent.Required("Value");
        if (value.Length == 0)
        {
            throw Parameters.Invalid("value", "", "Member must have length greater than or equal to 1");
        }

        return value.Contains("{{", StringComparison.Ordinal) && value.Contains("}}", StringComparison.Ordinal)
            ? throw new AwsException("ValidationException", "Parameter value can't nest another parameter. Do not use \"{{}}\" in the value.")
            : value;
    }

    private static void CheckDataType(PutRequest put)
    {
        if (put.DataType is not (null or "text" or "aws:ec2:image" or "aws:ssm:integration"))
        {
            throw new AwsException("ValidationException",
                $"The following data type is not supported: {put.DataType} (Data type names are all lowercase.)");
        }

        if (put.DataType == "aws:ec2:image" && (put.Type is "SecureString" || !put.Value.StartsWith("ami-", StringComparison.Ordinal)))
        {
            throw new AwsException("ValidationException", "The value of a parameter of data type aws:ec2:image must be the id of an AMI, of type String.");
        }
    }

    private static string? OneOf(Parameters sent, string name, params string[] allowed) =>
        sent.Text(name) is not { } text || allowed.Contains(text, StringComparer.Ordinal)
            ? sent.Text(name)
            : throw Parameters.Invalid(char.ToLowerInvariant(name[0]) + name[1..], text, $"Member must satisfy enum value set: [{string.Join(", ", allowed)}]");

    private static string? Short(Parameters sent, string name) => sent.Text(name) is { Length: > MaxText } text
        ? throw Parameters.Invalid(char.ToLowerInvariant(name[0]) + name[1..], text, $"Member must have length less than or equal to {MaxText}")
        : sent.Text(name);

    private static string? NullIfEmpty(string? text) => text is { Length: 0 } ? null : text;
}
