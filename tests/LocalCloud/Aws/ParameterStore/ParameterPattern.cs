using System.Text.RegularExpressions;

namespace LocalCloud.Aws.ParameterStore;

/// <summary>An <c>AllowedPattern</c>: the whole value must match.</summary>
internal static class ParameterPattern
{
    /// <exception cref="AwsException">The value does not match, or the pattern is none. The value is not told.</exception>
    public static void Check(string value, string? pattern)
    {
        if (string.IsNullOrEmpty(pattern))
        {
            return;
        }

        bool matches;
        try
        {
            matches = Regex.IsMatch(value, $@"\A(?:{pattern})\z", RegexOptions.None, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException)
        {
            throw new AwsException("InvalidAllowedPatternException", "The request does not meet the regular expression requirement.");
        }

        if (!matches)
        {
            throw new AwsException("ParameterPatternMismatchException", $"Parameter value, cannot be validated against allowedPattern: {pattern}");
        }
    }
}
