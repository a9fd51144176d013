namespace LocalCloud.Aws.ParameterStore;

/// <summary>What tags a parameter may have.</summary>
internal static class ParameterTags
{
    private const int MaxTags = 50;

    /// <exception cref="AwsException">Keys that only AWS may write.</exception>
    public static void CheckKeys(IEnumerable<string> keys)
    {
        foreach (var key in keys)
        {
            if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            {
                throw new AwsException("ValidationException", "aws: prefixed tag key names are not allowed for external use.");
            }

            if (key.Length is 0 or > 128)
            {
                throw Parameters.Invalid("tags", key, "Member must have length between 1 and 128");
            }
        }
    }

    /// <exception cref="AwsException"><c>TooManyTagsError</c>.</exception>
    public static void CheckCount(int count)
    {
        if (count > MaxTags)
        {
            throw new AwsException("TooManyTagsError",
                "The Targets parameter includes too many tags. Remove one or more tags and try the command again.");
        }
    }

    public static void Set(Parameter parameter, IReadOnlyDictionary<string, string> tags)
    {
        parameter.EverTagged |= tags.Count > 0;
        foreach (var (key, value) in tags)
        {
            parameter.Tags[key] = value;
        }
    }
}
