namespace ReplicaWorker.Modules.Parameters;

/// <summary>Finds ARNs of a region in a value: a copy of such a value points back to the region that may be gone.</summary>
internal static class RegionalValue
{
    /// <param name="text">A value: plain, a list, JSON, anything.</param>
    /// <param name="region">Such as <c>us-east-1</c>.</param>
    public static bool IsIn(string text, string region)
    {
        for (var at = text.IndexOf("arn:aws", StringComparison.Ordinal); at >= 0; at = text.IndexOf("arn:aws", at + 1, StringComparison.Ordinal))
        {
            // arn:PARTITION:SERVICE:REGION:…
            var service = text.IndexOf(':', at + "arn:".Length) + 1;
            var start = service > 0 ? text.IndexOf(':', service) + 1 : 0;
            if (start > 0 && text.AsSpan(start).StartsWith(region, StringComparison.Ordinal)
                && text.AsSpan(start + region.Length).StartsWith(":", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
