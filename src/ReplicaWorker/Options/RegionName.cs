namespace ReplicaWorker.Options;

/// <summary>The shape of an AWS region's name: <c>us-east-1</c>, <c>us-gov-west-1</c>, <c>cn-north-1</c>.</summary>
/// <remarks>No list of regions: AWS opens new ones, and a local server may have any.</remarks>
internal static class RegionName
{
    /// <summary>At least three parts joined by <c>-</c>: lower-case words, then a number.</summary>
    public static bool IsShaped(string text)
    {
        var parts = text.Split('-');
        return text.Length <= 32
            && parts.Length >= 3
            && parts[..^1].All(part => part.Length > 0 && part.All(char.IsAsciiLetterLower))
            && parts[^1].Length is 1 or 2
            && parts[^1].All(char.IsAsciiDigit);
    }
}
