using System.Text.RegularExpressions;

namespace LocalCloud.Aws.ParameterStore;

/// <summary>How parameters may be called, and how they are referred to.</summary>
/// <remarks>User guide: "Requirements and constraints for parameter names".</remarks>
internal static partial class ParameterName
{
    private const int MaxLevels = 15;
    private const int MaxArn = 1011;

    private const string Rule =
        "Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If formed as a path, it can consist of sub-paths divided "
        + "by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_";

    /// <summary>One key for <c>/x</c> and <c>x</c>, which have the same ARN.</summary>
    public static string Key(string name) => name.StartsWith('/') && name.IndexOf('/', 1) < 0 ? name[1..] : name;

    /// <exception cref="AwsException">The name cannot be created.</exception>
    public static void Check(string name, string arn)
    {
        if (name.Length == 0)
        {
            throw Parameters.Invalid("name", name, "Member must have length greater than or equal to 1");
        }

        CheckPrefix(name);
        if (!Shape().IsMatch(name) || name.Contains("//", StringComparison.Ordinal))
        {
            throw new AwsException("ValidationException", Rule);
        }

        if (name.Contains('/', StringComparison.Ordinal) && !name.StartsWith('/'))
        {
            throw new AwsException("ValidationException", "Parameter name must be a fully qualified name.");
        }

        if (name.EndsWith('/'))
        {
            throw new AwsException("ValidationException", "Parameter name must not end with slash.");
        }

        if (arn.Length > MaxArn)
        {
            throw new AwsException("ValidationException", $"Parameter name: its ARN {arn} is longer than {MaxArn} characters.");
        }

        if (name.TrimStart('/').Split('/').Length > MaxLevels)
        {
            throw new AwsException("HierarchyLevelLimitExceededException",
                $"A hierarchy can have a maximum of {MaxLevels} levels. For more information, see Requirements and constraints for "
                + "parameter names in the AWS Systems Manager User Guide.");
        }
    }

    /// <summary>A name, or an ARN, with a version or label behind a colon or without.</summary>
    /// <exception cref="AwsException">More than one colon.</exception>
    public static (string Name, string? Selector) Parse(string reference)
    {
        var text = reference;
        if (Arn().Match(reference) is { Success: true } arn)
        {
            text = arn.Groups["path"].Value;
            text = text.Contains('/', StringComparison.Ordinal) ? "/" + text : text;
        }

        return text.Split(':') switch
        {
            [var name] => (name, null),
            [var name, var selector] => (name, selector),
            _ => throw new AwsException("ValidationException",
                "Invalid parameter name. Please use correct syntax for referencing a version/label  <name>:<version/label>"),
        };
    }

    private static void CheckPrefix(string name)
    {
        var bare = name.TrimStart('/');
        if (!bare.StartsWith("aws", StringComparison.OrdinalIgnoreCase) && !bare.StartsWith("ssm", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        var isPath = bare.Contains('/', StringComparison.Ordinal);
        throw (isPath, name.StartsWith("/aws", StringComparison.OrdinalIgnoreCase)) switch
        {
            (true, true) => new AwsException("AccessDeniedException", $"No access to reserved parameter name: {name}."),
            (true, false) => new AwsException("ValidationException", Rule),
            _ => new AwsException("ValidationException", "Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive)."),
        };
    }

    [GeneratedRegex(@"^[a-zA-Z0-9_.\-/]+\z")]
    private static partial Regex Shape();

    [GeneratedRegex("^arn:[^:]+:ssm:[^:]+:[0-9]+:parameter/(?<path>.+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Arn();
}
