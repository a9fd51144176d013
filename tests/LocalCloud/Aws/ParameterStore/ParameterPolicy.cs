using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCloud.Aws.ParameterStore;

/// <summary>One policy of an advanced parameter.</summary>
/// <param name="Type"><c>Expiration</c>, <c>ExpirationNotification</c> or <c>NoChangeNotification</c>.</param>
/// <param name="Text">The policy as JSON, the way DescribeParameters gives it back: as a string.</param>
internal sealed record ParameterPolicy(string Type, string Text)
{
    private const int MaxPolicies = 10;
    private const int MaxLength = 4096;

    /// <summary>When an Expiration policy deletes the parameter.</summary>
    public DateTimeOffset? Expires { get; private init; }

    /// <summary>The policies a call sends; <c>[{}]</c> and <c>[]</c> are none.</summary>
    /// <remarks>Rules and messages: botocore's model of 2014-11-06, and the user guide's page "Assigning parameter policies".</remarks>
    /// <exception cref="AwsException">The service's refusal.</exception>
    public static IReadOnlyList<ParameterPolicy> Parse(string sent)
    {
        if (sent.Length > MaxLength)
        {
            throw Parameters.Invalid("policies", sent, $"Member must have length less than or equal to {MaxLength}");
        }

        var policies = Elements(sent).Where(policy => policy.Count > 0).Select(Parse).ToArray();
        if (policies.Length > MaxPolicies)
        {
            throw new AwsException("PoliciesLimitExceededException",
                $"You specified more than the maximum number of allowed policies for the parameter. The maximum is {MaxPolicies}.");
        }

        return policies.Count(policy => policy.Type == "Expiration") > 1
            ? throw new AwsException("IncompatiblePolicyException",
                "There is a conflict in the policies specified for this parameter. You can't, for example, specify two Expiration "
                + "policies for a parameter. Review your policies, and try again.")
            : policies;
    }

    public JsonObject Describe(DateTimeOffset now) => new()
    {
        ["PolicyText"] = Text,
        ["PolicyType"] = Type,
        ["PolicyStatus"] = Expires <= now ? "Finished" : "Pending",
    };

    private static IEnumerable<JsonObject> Elements(string sent)
    {
        try
        {
            return JsonNode.Parse(sent) is JsonArray list && list.All(item => item is JsonObject)
                ? list.Select(item => item!.AsObject())
                : throw Malformed();
        }
        catch (JsonException)
        {
            throw Malformed();
        }

        static AwsException Malformed() => new("ValidationException", "Invalid policies input: a JSON array of policies is required.");
    }

    private static ParameterPolicy Parse(JsonObject policy)
    {
        var type = Field(policy, "Type");
        if (type is not ("Expiration" or "ExpirationNotification" or "NoChangeNotification"))
        {
            throw new AwsException("InvalidPolicyTypeException",
                "The policy type isn't supported. Parameter Store supports the following policy types: Expiration, "
                + "ExpirationNotification, and NoChangeNotification.");
        }

        var attributes = policy["Attributes"] as JsonObject;
        var expires = type == "Expiration" ? Time(Field(attributes, "Timestamp")) : null;
        var isGood = Field(policy, "Version") == "1.0" && type switch
        {
            "Expiration" => expires is not null,
            "ExpirationNotification" => IsSpan(attributes, "Before"),
            _ => IsSpan(attributes, "After"),
        };

        return isGood
            ? new(type, policy.ToJsonString()) { Expires = expires }
            : throw new AwsException("InvalidPolicyAttributeException", "A policy attribute or its value is invalid.");
    }

    private static bool IsSpan(JsonObject? attributes, string name) =>
        int.TryParse(Field(attributes, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
        && Field(attributes, "Unit") is "Days" or "Hours";

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static string? Field(JsonObject? from, string name) => from?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
