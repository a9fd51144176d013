using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LocalCloud.Aws.SecretsManager;

/// <summary>What the service checks of a call before it looks at any secret, and moto does not.</summary>
/// <remarks>Limits: user guide, "AWS Secrets Manager quotas".</remarks>
internal static partial class SecretChecks
{
    private const int MaxValue = 65_536;
    private const int MaxTags = 50;

    /// <exception cref="AwsException">The service's refusal.</exception>
    public static void Check(string operation, Parameters call)
    {
        if (operation is "CreateSecret" or "UpdateSecret" or "PutSecretValue" or "RotateSecret")
        {
            CheckToken(call.Text("ClientRequestToken"));
        }

        if (operation == "CreateSecret" && !NameShape().IsMatch(call.Required("Name")))
        {
            throw new AwsException("ValidationException",
                "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!");
        }

        if (operation == "ListSecrets")
        {
            call.MaxResults(100);
        }

        CheckValue(call);
        CheckTags(call.Tags("Tags").Keys);
    }

    /// <exception cref="AwsException">More than fifty, those that are there already included.</exception>
    public static void CheckCount(Secret secret, Parameters call)
    {
        var there = (secret.Description["Tags"] as JsonArray ?? []).Select(tag => tag!["Key"]!.GetValue<string>());
        if (there.Union(call.Tags("Tags").Keys, StringComparer.Ordinal).Count() > MaxTags)
        {
            throw TooManyTags();
        }
    }

    private static void CheckToken(string? token)
    {
        if (token is null)
        {
            throw new AwsException("InvalidRequestException", "You must provide a ClientRequestToken value. We recommend a UUID-type value.");
        }

        if (token.Length is < 32 or > 64)
        {
            throw new AwsException("InvalidParameterException", "ClientRequestToken must be 32-64 characters long.");
        }
    }

    private static void CheckValue(Parameters call)
    {
        var (text, binary) = (call.Text("SecretString"), call.Text("SecretBinary"));
        if (text is not null && binary is not null)
        {
            throw new AwsException("InvalidParameterException", "You can't specify both a binary secret value and a string secret value in the same secret.");
        }

        // A value is never repeated in a refusal.
        if (Encoding.UTF8.GetByteCount(text ?? "") > MaxValue || (binary?.Length ?? 0) / 4 * 3 > MaxValue + 2)
        {
            throw new AwsException("ValidationException",
                $"1 validation error detected: Value at '{(text is null ? "secretBinary" : "secretString")}' failed to satisfy constraint: "
                + $"Member must have length less than or equal to {MaxValue}");
        }
    }

    private static void CheckTags(IEnumerable<string> keys)
    {
        var all = keys.ToArray();
        if (Array.Exists(all, key => key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)))
        {
            throw new AwsException("InvalidParameterException", "Tag keys that begin with aws: are reserved for AWS use.");
        }

        if (all.Length > MaxTags)
        {
            throw TooManyTags();
        }
    }

    private static AwsException TooManyTags() => new("InvalidParameterException", $"A secret can have no more than {MaxTags} tags.");

    [GeneratedRegex(@"^[A-Za-z0-9/_+=.@!\-]{1,512}\z")]
    private static partial Regex NameShape();
}
